import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { blockId } from '#shared/flow/ids.ts'
import { motion } from '#shared/scene/tokens.ts'
import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { connectionsAfter, type Moving, movesOf, movingAfter, selectionAfter } from './from-react-flow.ts'
import { useGliding } from './gliding-store.ts'
import type { CanvasNode, Drawing, WireEdge } from './to-react-flow.ts'

/** So many blocks glide at most: with more, frames would be lost. */
const MOST_GLIDING = 200

/** Moves blocks from where they stood to where the document has them now, frame by frame. */
const glide = (show: (moving: Moving | null) => void): (() => void) => {
  let frame = 0
  const stop = useGliding.subscribe(({ from }) => {
    cancelAnimationFrame(frame)
    const { layout } = documentStore.use.getState().document
    const ways = [...(from ?? [])].flatMap(([id, start]) => {
      const end = layout[blockId(id)]
      return end && (end.x !== start.x || end.y !== start.y) ? [{ id, start, end }] : []
    })
    if (ways.length === 0 || ways.length > MOST_GLIDING) return
    const begun = performance.now()
    const step = (now: number): void => {
      const part = Math.min(Math.max((now - begun) / motion.panel, 0), 1)
      const eased = 1 - (1 - part) ** 3
      const between = (a: number, b: number): number => a + (b - a) * eased
      show(
        part === 1
          ? null
          : new Map(
              ways.map(({ id, start, end }) => [
                id,
                { x: between(start.x, end.x), y: between(start.y, end.y) },
              ]),
            ),
      )
      if (part < 1) frame = requestAnimationFrame(step)
    }
    step(begun)
  })
  return () => {
    stop()
    cancelAnimationFrame(frame)
  }
}

/** The nodes with what is being dragged where it is dragged to. The document changes once, when it is let go. */
export const useDragging = (drawing: Drawing) => {
  const [moving, setMoving] = useState<Moving | null>(null)
  useEffect(() => glide(setMoving), [])
  const frames = useMemo(
    () =>
      new Map(
        drawing.nodes.flatMap(node =>
          node.type === 'frame' || node.type === 'stack' ? [[node.id, node.position] as const] : [],
        ),
      ),
    [drawing.nodes],
  )

  const nodes = useMemo((): CanvasNode[] => {
    if (!moving) return drawing.nodes
    return drawing.nodes.map(node => {
      const position = moving.get(node.id)
      return position ? { ...node, position } : node
    })
  }, [drawing.nodes, moving])

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const { selection } = useView.getState()
      const next = selectionAfter(selection, changes)
      if (next !== selection) useView.setState({ selection: next })
      const moved = movingAfter(documentStore.use.getState().document, changes, frames)
      if (moved) setMoving(before => new Map([...(before ?? []), ...moved]))
    },
    [frames],
  )

  const onEdgesChange = useCallback((changes: EdgeChange<WireEdge>[]) => {
    const { selectedConnections } = useView.getState()
    const next = connectionsAfter(selectedConnections, changes)
    if (next !== selectedConnections) useView.setState({ selectedConnections: next })
  }, [])

  const onNodeDragStop = useCallback(() => {
    setMoving(null)
    if (!moving) return
    const patch = movesOf(documentStore.use.getState().document, moving)
    documentStore.change(patch, { label: patch.length === 1 ? 'Move block' : 'Move blocks' })
  }, [moving])

  return { nodes, onNodesChange, onEdgesChange, onNodeDragStop }
}
