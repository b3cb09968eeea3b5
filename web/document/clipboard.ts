import type { FlowDocument } from '#shared/flow/document.ts'
import { type FlowEdit, type GraphPatch, placeEdit } from '#shared/flow/edits.ts'
import type { Block, Connection } from '#shared/flow/graph.ts'
import { type BlockId, blockId, connectionId, freeId } from '#shared/flow/ids.ts'

/** Marks our text in the clipboard among all other text. */
export const MARK = 'sluice/blocks'

/** Blocks and the connections among them, as they travel from tab to tab. */
export type Clip = {
  readonly blocks: readonly {
    readonly block: Block
    readonly place: { readonly x: number; readonly y: number }
  }[]
  readonly connections: readonly Connection[]
}

/** The chosen blocks with the connections that lie wholly among them. */
export const clipOf = (document: FlowDocument, ids: Iterable<BlockId>): Clip => {
  const chosen = new Set(ids)
  const blocks = [...chosen].flatMap(id => {
    const block = document.graph.blocks[id]
    const place = document.layout[id] ?? { x: 0, y: 0 }
    return block ? [{ block, place: { x: place.x, y: place.y } }] : []
  })
  const connections = Object.values(document.graph.connections).filter(
    (connection: Connection) => chosen.has(connection.from.block) && chosen.has(connection.to.block),
  )
  return { blocks, connections }
}

/** The clip as text for the clipboard. */
export const writeClip = (clip: Clip): string => JSON.stringify({ sluice: MARK, version: 1, ...clip })

/** Whether a clipboard text holds blocks. */
export const holdsClip = (text: string): boolean => text.includes(MARK)

/** The patch that pastes a clip, moved by a distance, with ids that are free, and the ids of the new blocks. */
export const pasteClip = (
  document: FlowDocument,
  clip: Clip,
  by: { x: number; y: number },
): { patch: GraphPatch; ids: BlockId[] } => {
  const taken = new Set(Object.keys(document.graph.blocks))
  const fresh = new Map<BlockId, BlockId>()
  for (const { block } of clip.blocks) {
    const id = blockId(freeId(block.id.replace(/-\d+$/, ''), taken))
    taken.add(id)
    fresh.set(block.id, id)
  }
  const renamed = (id: BlockId): BlockId => fresh.get(id) ?? id
  const labels = new Set(Object.values(document.graph.blocks).map((block: Block) => block.label))
  const added = clip.blocks.flatMap(({ block, place }): FlowEdit[] => {
    const id = renamed(block.id)
    const label = freeLabel(block.label, labels)
    labels.add(label)
    const account = block.onAccount && { onAccount: renamed(block.onAccount) }
    return [
      { op: 'block.add', block: { ...block, id, label, ...account } },
      placeEdit(id, { x: place.x + by.x, y: place.y + by.y }),
    ]
  })
  const wires = new Set(Object.keys(document.graph.connections))
  const connected = clip.connections.map(({ from, to }): FlowEdit => {
    const ends = { from: { ...from, block: renamed(from.block) }, to: { ...to, block: renamed(to.block) } }
    const id = connectionId(freeId(`${ends.from.block}-${ends.to.block}`, wires))
    wires.add(id)
    return { op: 'connection.add', connection: { id, ...ends } }
  })
  return { patch: [...added, ...connected], ids: [...fresh.values()] }
}

const freeLabel = (label: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(label)) return label
  const stem = label.replace(/ \d+$/, '').slice(0, 74)
  let number = 2
  while (taken.has(`${stem} ${number}`)) number += 1
  return `${stem} ${number}`
}
