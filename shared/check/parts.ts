import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type Part, partsBy } from './per-flow.ts'
import type { GraphView } from './rule.ts'

const joinedBy = (carries: 'money' | 'event') =>
  partsBy((flow, id) => {
    const { into, outOf } = flow.connectionsAt(id)
    const ids: BlockId[] = []
    for (const connection of into) if (flow.carriesOf(connection) === carries) ids.push(connection.from.block)
    for (const connection of outOf) if (flow.carriesOf(connection) === carries) ids.push(connection.to.block)
    return ids
  })

/** Blocks among which money flows. */
export const moneyPart = joinedBy('money')

/** Blocks among which events flow. */
export const eventPart = joinedBy('event')

/** Blocks that are joined at all: connected, or because one names the other. */
export const joinedPart = partsBy((flow, id) => flow.joinedTo(id))

/** The blocks of a part, in graph order. */
export const blocksOf = (flow: GraphView, { members }: Part): readonly Block[] =>
  members.flatMap(id => flow.block(id) ?? [])
