import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, idsOf } from '#shared/flow/ids.ts'

/** Ids of blocks and connections that came, went or are different now. */
export type GraphChanges = {
  readonly blocks: readonly BlockId[]
  readonly connections: readonly ConnectionId[]
}

type Difference<K> = { readonly ids: readonly K[]; readonly ordered: boolean }

/** Keys that came, went or hold something else, and whether those that stayed are in their old order, new ones behind. */
const difference = <K extends string, V>(
  before: Readonly<Record<K, V>>,
  after: Readonly<Record<K, V>>,
): Difference<K> => {
  if (before === after) return { ids: [], ordered: true }
  const old = idsOf(before)
  const now = idsOf(after)
  if (old.length === now.length && old.every((id, index) => id === now[index]))
    return { ids: now.filter(id => before[id] !== after[id]), ordered: true }
  const had = new Set(old)
  const has = new Set(now)
  const stayed = old.filter(id => has.has(id))
  return {
    ids: [...old.filter(id => !has.has(id)), ...now.filter(id => !had.has(id) || before[id] !== after[id])],
    ordered: stayed.every((id, index) => id === now[index]),
  }
}

/** What changed between two states of a graph that share what did not change; null when blocks changed their order. */
export const graphChanges = (before: FlowGraph, after: FlowGraph): GraphChanges | null => {
  const blocks = difference(before.blocks, after.blocks)
  if (!blocks.ordered) return null
  return { blocks: blocks.ids, connections: difference(before.connections, after.connections).ids }
}
