import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf } from '#shared/flow/ids.ts'
import type { ConnectionResult } from './results.ts'

const moves: ReadonlySet<ConnectionResult['state']> = new Set(['running', 'observed', 'difference'])

/**
 * The how-manieth channel each was over which a run moved money: for who sees no motion. Money has moved when the later
 * end of its channel was at work; of two at the same time, the one whose earlier end was first.
 */
export const numberMoved = (
  graph: FlowGraph,
  states: ReadonlyMap<ConnectionId, ConnectionResult['state']>,
  worked: readonly BlockId[],
): ReadonlyMap<ConnectionId, number> => {
  const place = (block: BlockId): number => worked.indexOf(block)
  const timed = entriesOf(graph.connections).flatMap(([id, { from, to }]) => {
    const state = states.get(id)
    if (state === undefined || !moves.has(state)) return []
    const [start, end] = [place(from.block), place(to.block)]
    return [{ id, late: Math.max(start, end), early: start }]
  })
  const inOrder = timed.toSorted((a, b) => a.late - b.late || a.early - b.early)
  return new Map(inOrder.map(({ id }, index) => [id, index + 1]))
}
