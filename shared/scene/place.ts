import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { Place } from '#shared/flow/document.ts'
import { connectionsOf } from '#shared/flow/flow-index.ts'
import type { Block, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { blockSizes, type Size } from './block-size.ts'

const COLUMN_GAP = 64
const ROW_GAP = 24

/** Size of a block's card; that of a standard card for a kind that this program does not know. */
export const sizeOf = (definition: BlockDefinition | undefined): Size =>
  blockSizes[definition?.size ?? 'standard']

/**
 * Column of each block: one behind the last block that it is connected from; blocks on a cycle stay where they were
 * first seen. A reference from a block that is paid (a provider's account) does not count: money gives the direction.
 */
const columnsOf = (graph: FlowGraph): Map<BlockId, number> => {
  const columns = new Map<BlockId, number>(entriesOf(graph.blocks).map(([id]) => [id, 0]))
  const all = connectionsOf(graph).filter(({ from, to }) => from.block !== to.block)
  const paid = new Set(all.filter(({ to }) => to.port === 'money-in').map(({ to }) => to.block))
  const links = all.filter(
    ({ from }) => from.port === 'money-out' || from.port === 'event-out' || !paid.has(from.block),
  )
  for (let round = 0; round < columns.size; round += 1) {
    let moved = false
    for (const { from, to } of links) {
      const behind = (columns.get(from.block) ?? 0) + 1
      if (behind > columns.size || behind <= (columns.get(to.block) ?? 0)) continue
      columns.set(to.block, behind)
      moved = true
    }
    if (!moved) break
  }
  return columns
}

/**
 * A place for every block of a graph that has no layout: columns from left to right along the connections, rows in the
 * order of the blocks. Simple and deterministic, for the small flows of examples; tidying a canvas is another job.
 */
export const placeBlocks = (graph: FlowGraph, definitions: Definitions): Readonly<Record<BlockId, Place>> => {
  const columns = new Map<number, Block[]>()
  for (const [id, column] of columnsOf(graph)) {
    const block = graph.blocks[id]
    if (block) columns.set(column, [...(columns.get(column) ?? []), block])
  }
  const places: Record<BlockId, Place> = {}
  let x = 0
  for (const [, blocks] of [...columns].toSorted(([a], [b]) => a - b)) {
    let y = 0
    let width = 0
    for (const block of blocks) {
      const size = sizeOf(definitions(block.kind))
      places[block.id] = { x, y }
      y += size.height + ROW_GAP
      width = Math.max(width, size.width)
    }
    x += width + COLUMN_GAP
  }
  return places
}
