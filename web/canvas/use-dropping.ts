import { useReactFlow } from '@xyflow/react'
import { type DragEvent, useMemo } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { addBlock } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { DRAG_TYPE, selectBlocks } from '../view/view-store.ts'

/** Lets a block of the palette be dropped on the canvas. */
export const useDropping = () => {
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event: DragEvent) => {
        const definition = definitionOf(event.dataTransfer.getData(DRAG_TYPE))
        if (!definition) return
        event.preventDefault()
        const { width, height } = blockSizes[definition.size]
        const point = screenToFlowPosition({ x: event.clientX, y: event.clientY })
        const at = { x: point.x - width / 2, y: point.y - height / 2 }
        const { patch, id } = addBlock(
          documentStore.use.getState().document,
          { definition, at },
          definitionOf,
        )
        if (documentStore.change(patch, { label: `Add ${definition.title}` })) selectBlocks([id])
      },
    }),
    [screenToFlowPosition],
  )
}
