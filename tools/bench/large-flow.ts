import type { FlowDocument } from '#shared/flow/document.ts'
import type { Block, Connection } from '#shared/flow/graph.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'

const columns = 12
const copyWidth = 2_400
const copyHeight = 1_600

/** A document of at least so many blocks: copies of the flagship side by side, each complete in itself. */
export function largeFlow(blockCount: number): FlowDocument {
  const { document } = flagship
  const originals = Object.values(document.graph.blocks)
  const copies = Math.ceil(blockCount / originals.length)
  const blocks: [string, Block][] = []
  const connections: [string, Connection][] = []
  const layout: [string, FlowDocument['layout'][keyof FlowDocument['layout']]][] = []
  for (let copy = 0; copy < copies; copy += 1) {
    const rename = (id: string) => blockId(`${id}-${copy}`)
    for (const block of originals) {
      const id = rename(block.id)
      const onAccount = block.onAccount === undefined ? {} : { onAccount: rename(block.onAccount) }
      blocks.push([id, { ...block, ...onAccount, id }])
      const place = document.layout[block.id] ?? { x: 0, y: 0 }
      const x = place.x + (copy % columns) * copyWidth
      layout.push([id, { ...place, x, y: place.y + Math.floor(copy / columns) * copyHeight }])
    }
    for (const { id, from, to } of Object.values(document.graph.connections)) {
      const copied = connectionId(`${id}-${copy}`)
      connections.push([
        copied,
        { id: copied, from: { ...from, block: rename(from.block) }, to: { ...to, block: rename(to.block) } },
      ])
    }
  }
  return {
    ...document,
    graph: {
      ...document.graph,
      blocks: Object.fromEntries(blocks),
      connections: Object.fromEntries(connections),
    },
    layout: Object.fromEntries(layout),
    parts: { ...document.parts, groups: {} },
  }
}
