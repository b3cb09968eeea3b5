import { definitionOf } from '#shared/blocks/index.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { PortRef } from '#shared/flow/graph.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { addBlock, cardOf, ordered } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { suggestions } from '../document/suggest.ts'
import { revealBlock, useView } from '../view/view-store.ts'

/** The port of the selected block at which this kind fits best; undefined when none is selected or none fits. */
const portOfSelected = (definition: BlockDefinition): PortRef | undefined => {
  const { graph } = documentStore.use.getState().document
  const [id] = useView.getState().selection
  const block = id && graph.blocks[id]
  if (!block || useView.getState().selection.size !== 1) return undefined
  const ports = definitionOf(block.kind)?.ports ?? []
  const fitting = ports.filter(
    port =>
      suggestions(graph, { block: id, port: port.id }, { definitions: definitionOf, offered: [definition] })
        .length > 0,
  )
  const [best] = fitting.toSorted(
    (a, b) =>
      Number(b.direction === 'out') - Number(a.direction === 'out') ||
      Number(b.required) - Number(a.required),
  )
  return best && { block: id, port: best.id }
}

/** Adds a block: beside the selected one and connected to it where it fits, else in the middle of the screen. */
export const addToFlow = (definition: BlockDefinition): void => {
  const { document } = documentStore.use.getState()
  const size = blockSizes[definition.size]
  const connectTo = portOfSelected(definition)
  const block = connectTo && document.graph.blocks[connectTo.block]
  const middle = useView.getState().canvas?.middle() ?? { x: 0, y: 0 }
  const beside = block && cardOf(document, block, definitionOf)
  const before =
    connectTo &&
    ordered(document.graph, [connectTo, { block: connectTo.block, port: '' }], definitionOf)[1] === connectTo
  const at = beside
    ? {
        x: before ? beside.x - size.width - 64 : beside.x + beside.width + 64,
        y: beside.y + (beside.height - size.height) / 2,
      }
    : { x: middle.x - size.width / 2, y: middle.y - size.height / 2 }
  const { patch, id } = addBlock(document, { definition, at, connectTo }, definitionOf)
  if (!documentStore.change(patch, { label: `Add ${definition.title}` })) return
  revealBlock(id)
  useView.setState({ focused: id })
}
