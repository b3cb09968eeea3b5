import type { Block, Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, blockId, type ConnectionId } from '#shared/flow/ids.ts'
import { blockRefs } from './block-refs.ts'
import { graphChanges } from './graph-changes.ts'
import { createLiveKinds } from './live-kinds.ts'
import { normalise } from './normalise.ts'
import {
  type Ends,
  endsOf,
  farEnd,
  grouped,
  nearEnd,
  newPlace,
  type Place,
  placeAmong,
  type Side,
} from './place.ts'
import { portOfKind } from './port-table.ts'
import { type Cell, cellOf, type Tracker } from './tracking.ts'

/** What an update changed: ids that came, went or are different now. */
export type Changed = {
  readonly blocks: readonly BlockId[]
  readonly connections: readonly ConnectionId[]
}

const NONE: readonly Block[] = []
const NO_ENDS: Ends = { into: [], outOf: [] }

/**
 * The look-ups over a graph that follow its changes: an update costs what has changed, and each question is noted as
 * read. Order is that of the graph for blocks and that of ids for connections.
 */
export const createLiveFlow = (tracker: Tracker) => {
  let graph: FlowGraph = {
    platform: { country: '', currency: '', apiVersion: '' },
    blocks: {},
    connections: {},
  }
  const places = new Map<BlockId, Place>()
  const kinds = createLiveKinds(tracker)
  const connections = new Map<ConnectionId, { drawn: Connection | undefined; cell: Cell | null }>()
  const whole = cellOf('given')
  let list: readonly Block[] | null = null
  let count = 0

  /** The two places asked for last: rules ask for both ends of a connection in turn. */
  let last: Place | null = null
  let other: Place | null = null

  const placeOf = (id: BlockId): Place => {
    if (last?.id === id) return last
    if (other?.id !== id) {
      const known = places.get(id) ?? newPlace(id, places.size)
      if (known.number === places.size) places.set(id, known)
      other = known
    }
    const found = other
    other = last
    last = found
    return found
  }

  const read = (place: Place, what: 'content' | 'joints' | 'nearby') => {
    if (tracker.isReading()) tracker.read((place[what] ??= cellOf('given')))
  }
  const touch = (place: Place, what: 'content' | 'joints' | 'nearby') => {
    if (place[what]) tracker.change(place[what])
  }

  const wireOf = (id: ConnectionId) => {
    const known = connections.get(id)
    if (known) return known
    const fresh = { drawn: undefined, cell: null }
    connections.set(id, fresh)
    return fresh
  }

  const touchNearby = (place: Place) => {
    if (place.near.length > 0) place.near = []
    touch(place, 'nearby')
  }

  const touchJoints = (place: Place) => {
    place.ends = null
    touch(place, 'joints')
    touchNearby(place)
  }

  const neighboursOf = (place: Place): Place[] => [
    ...place.into.map(({ from }) => placeOf(from.block)),
    ...place.outOf.map(({ to }) => placeOf(to.block)),
  ]

  const namersOf = (place: Place) => (place.namedBy ??= new Set())

  const rename = (place: Place, names: readonly BlockId[]) => {
    if (names.length === place.names.length && names.every((id, index) => id === place.names[index])) return
    const before = place.names
    place.names = names
    for (const id of before) placeOf(id).namedBy?.delete(place.id)
    for (const id of names) namersOf(placeOf(id)).add(place.id)
    for (const id of [...before, ...names]) touch(placeOf(id), 'joints')
    touch(place, 'joints')
  }

  /** A block has come, gone or become another thing: what is joined to it is joined differently. */
  const touchAround = (place: Place) => {
    for (const near of neighboursOf(place)) touchJoints(near)
    for (const other of [...place.names, ...(place.namedBy ?? [])]) touch(placeOf(other), 'joints')
    touchJoints(place)
  }

  const setBlock = (place: Place, drawn: Block | undefined) => {
    const before = place.block?.kind
    if (drawn && !place.drawn) place.position = count++
    place.drawn = drawn
    place.block = drawn?.disabled === true ? undefined : drawn && normalise(drawn).block
    const after = place.block?.kind
    touch(place, 'content')
    if (before === after) for (const near of neighboursOf(place)) touchNearby(near)
    else touchAround(place)
    kinds.move(place, before, after)
    rename(place, place.block ? blockRefs(place.block).map(ref => blockId(ref.id)) : [])
  }

  const setConnection = (id: ConnectionId, drawn: Connection | undefined) => {
    const wire = wireOf(id)
    const before = wire.drawn
    wire.drawn = drawn
    if (wire.cell) tracker.change(wire.cell)
    for (const [connection, side, end] of endsOf(before)) {
      const place = placeOf(end)
      place[side] = place[side].filter(one => one !== connection)
      touchJoints(place)
    }
    for (const [connection, side, end] of endsOf(drawn)) {
      const place = placeOf(end)
      const at = placeAmong(place[side], connection)
      if (at === place[side].length) place[side].push(connection)
      else place[side].splice(at, 0, connection)
      touchJoints(place)
    }
  }

  const enabledEnds = (place: Place): Ends => {
    if (!place.block) return NO_ENDS
    const among = (list: readonly Connection[], side: Side) => {
      const enabled = (end: Connection) => placeOf(farEnd(end, side).block).block !== undefined
      return list.every(enabled) ? list : list.filter(enabled)
    }
    return { into: among(place.into, 'into'), outOf: among(place.outOf, 'outOf') }
  }

  const farBlocks = (ends: readonly Connection[], side: Side, port: string | undefined): readonly Block[] => {
    const found = new Set<Block>()
    for (const end of ends) {
      if (port !== undefined && nearEnd(end, side).port !== port) continue
      const { block } = placeOf(farEnd(end, side).block)
      if (block) found.add(block)
    }
    return found.size === 0 ? NONE : [...found]
  }

  const near = (block: Block, side: Side, port: string | undefined): readonly Block[] => {
    const place = placeOf(block.id)
    read(place, 'nearby')
    for (const known of place.near) if (known.port === port && known.side === side) return known.blocks
    const ends = (place.ends ??= enabledEnds(place))[side]
    const blocks =
      ends.length === 0 ? NONE : farBlocks(port === undefined ? grouped(ends, side) : ends, side, port)
    place.near.push({ side, port, blocks })
    return blocks
  }

  return {
    whole,
    /** The graph as it is drawn. */
    drawn: () => {
      tracker.read(whole)
      return graph
    },
    blocks: (): readonly Block[] => {
      tracker.read(whole)
      list ??= [...places.values()]
        .filter(({ block }) => block !== undefined)
        .toSorted((a, b) => a.position - b.position)
        .flatMap(({ block }) => block ?? [])
      return list
    },
    block: (id: BlockId): Block | undefined => {
      const place = placeOf(id)
      read(place, 'content')
      return place.block
    },
    drawnBlock: (id: BlockId): Block | undefined => {
      const place = placeOf(id)
      read(place, 'content')
      return place.drawn
    },
    drawnConnection: (id: ConnectionId): Connection | undefined => {
      const wire = wireOf(id)
      if (tracker.isReading()) tracker.read((wire.cell ??= cellOf('given')))
      return wire.drawn
    },
    ofKind: kinds.list,
    into: (block: Block, port?: string) => near(block, 'into', port),
    outOf: (block: Block, port?: string) => near(block, 'outOf', port),
    connectionsAt: (id: BlockId): Ends => {
      const place = placeOf(id)
      read(place, 'joints')
      return (place.ends ??= enabledEnds(place))
    },
    /** Blocks joined to a block: connected in either direction, named by it, or naming it. */
    joinedTo: (id: BlockId): readonly BlockId[] => {
      const place = placeOf(id)
      read(place, 'joints')
      const { into, outOf } = (place.ends ??= enabledEnds(place))
      const ids: BlockId[] = []
      for (const { from } of into) ids.push(from.block)
      for (const { to } of outOf) ids.push(to.block)
      for (const other of place.names) if (placeOf(other).block) ids.push(other)
      for (const other of place.namedBy ?? []) if (placeOf(other).block) ids.push(other)
      return ids
    },
    /** What a connection carries, by its out-port; null when that port does not exist. */
    carriesOf: ({ from }: Connection) => {
      const port = portOfKind(placeOf(from.block).block?.kind, from.port)
      return port?.carries ?? null
    },
    /** Kind of an enabled block; asks for nothing else of it. */
    kindOf: (id: BlockId): string | undefined => {
      const place = placeOf(id)
      read(place, 'joints')
      return place.block?.kind
    },
    numberOf: (id: BlockId): number => placeOf(id).number,
    /** Ids in the order of the graph. */
    inOrder: (ids: readonly BlockId[]): readonly BlockId[] =>
      ids.length < 2
        ? ids
        : ids
            .map(placeOf)
            .toSorted((a, b) => a.position - b.position)
            .map(({ id }) => id),
    /** Takes a later state of the graph; null when it is in another order, so that everything has to start again. */
    update: (after: FlowGraph): Changed | null => {
      const changed = graphChanges(graph, after)
      if (!changed) return null
      graph = after
      if (changed.blocks.length > 0) list = null
      for (const id of changed.blocks) setBlock(placeOf(id), own(after.blocks, id))
      for (const id of changed.connections) setConnection(id, own(after.connections, id))
      if (changed.blocks.length + changed.connections.length > 0) tracker.change(whole)
      return changed
    },
  }
}

/** The look-ups over a graph that follow its changes. */
export type LiveFlow = ReturnType<typeof createLiveFlow>

const own = <K extends string, V>(record: Readonly<Record<K, V>>, key: K): V | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
