import type { Block, Connection } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Cell } from './tracking.ts'

/** Connections that end (`into`) or start (`outOf`) at a block. */
export type Ends = { readonly into: readonly Connection[]; readonly outOf: readonly Connection[] }

/** Connections into a block, or out of it. */
export type Side = keyof Ends

/** One block of a live flow, with what is joined to it. A place may be empty: something only names it. */
export type Place = {
  readonly id: BlockId
  /** Counts up as places are first named: what is worked out per block is kept in lists by it. */
  readonly number: number
  /** Counts up as blocks come, so that it gives the order of the graph. */
  position: number
  drawn: Block | undefined
  /** The block with complete props; absent when it is disabled. */
  block: Block | undefined
  into: Connection[]
  outOf: Connection[]
  /** Blocks that it names in its properties, and blocks that name it. */
  names: readonly BlockId[]
  namedBy: Set<BlockId> | null
  ends: Ends | null
  near: Near[]
  /** What the block is; which connections are at it; which blocks, with all that they are, are joined to it. */
  content: Cell | null
  joints: Cell | null
  nearby: Cell | null
}

/** Blocks at the other ends of the connections at a port, or at all of one side. */
type Near = { readonly side: Side; readonly port: string | undefined; readonly blocks: readonly Block[] }

/** A place at which nothing is yet. */
export const newPlace = (id: BlockId, number: number): Place => ({
  id,
  number,
  position: 0,
  drawn: undefined,
  block: undefined,
  into: [],
  outOf: [],
  names: [],
  namedBy: null,
  ends: null,
  near: [],
  content: null,
  joints: null,
  nearby: null,
})

/** Where a connection belongs in a list in the order of ids. */
export const placeAmong = (list: readonly Connection[], { id }: Connection): number => {
  let from = 0
  let to = list.length
  while (from < to) {
    const middle = (from + to) >> 1
    const other = list[middle]
    if (other && other.id < id) from = middle + 1
    else to = middle
  }
  return from
}

/** The end of a connection at this block. */
export const nearEnd = ({ from, to }: Connection, side: Side) => (side === 'into' ? to : from)
/** The end of a connection at the other block. */
export const farEnd = ({ from, to }: Connection, side: Side) => (side === 'into' ? from : to)

/** Connections port by port, in the order in which their ports first come. */
export const grouped = (ends: readonly Connection[], side: Side): readonly Connection[] => {
  const first = ends[0] && nearEnd(ends[0], side).port
  if (ends.every(end => nearEnd(end, side).port === first)) return ends
  const ports = new Map<string, Connection[]>()
  for (const end of ends) {
    const { port } = nearEnd(end, side)
    const same = ports.get(port)
    if (same) same.push(end)
    else ports.set(port, [end])
  }
  return [...ports.values()].flat()
}

/** Where a connection stands: at which block, on which side. */
export const endsOf = (
  connection: Connection | undefined,
): readonly (readonly [Connection, Side, BlockId])[] =>
  connection
    ? [
        [connection, 'outOf', connection.from.block],
        [connection, 'into', connection.to.block],
      ]
    : []
