import type { Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'

/** The connections of every block, by direction, in the order in which they were made. */
export type Neighbours = {
  readonly into: ReadonlyMap<BlockId, readonly Connection[]>
  readonly outOf: ReadonlyMap<BlockId, readonly Connection[]>
}

const cache = new WeakMap<FlowGraph['connections'], Neighbours>()

const push = (map: Map<BlockId, Connection[]>, key: BlockId, value: Connection): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The neighbours of every block of a graph; worked out once per set of connections. */
export const neighboursOf = (graph: FlowGraph): Neighbours => {
  const known = cache.get(graph.connections)
  if (known) return known
  const into = new Map<BlockId, Connection[]>()
  const outOf = new Map<BlockId, Connection[]>()
  for (const [, connection] of entriesOf(graph.connections)) {
    push(outOf, connection.from.block, connection)
    push(into, connection.to.block, connection)
  }
  const neighbours = { into, outOf }
  cache.set(graph.connections, neighbours)
  return neighbours
}
