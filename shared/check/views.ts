import { definitionOf } from '#shared/blocks/index.ts'
import { enabledGraph, type IndexOptions } from '#shared/flow/flow-index.ts'
import type { FlowGraph, Platform } from '#shared/flow/graph.ts'
import { type ConnectionId, entriesOf } from '#shared/flow/ids.ts'
import { type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import type { Money } from '#shared/money/money.ts'
import type { CheckedFlow } from './checked-flow.ts'
import { createLiveFlow, type LiveFlow } from './live-flow.ts'
import { normalise } from './normalise.ts'
import { blocksOf, eventPart, moneyPart } from './parts.ts'
import { perFlow, perPart, perPlaceLate } from './per-flow.ts'
import type { GraphView } from './rule.ts'
import { traceEvents } from './trace-events.ts'
import { createTracker, type Tracker } from './tracking.ts'

const FIRST = { month: 1, day: 0 }
const NOTHING: readonly never[] = []

const withCompleteProps = (graph: FlowGraph): FlowGraph => ({
  ...graph,
  blocks: Object.fromEntries(entriesOf(graph.blocks).map(([id, block]) => [id, normalise(block).block])),
})

const graphOf = perFlow(flow => enabledGraph(withCompleteProps(flow.drawn)))

const month = perFlow((flow: GraphView) => playMonth(flow, definitionOf, FIRST))

const monthOfPart = perPart((flow: GraphView, part): PlayedMonth => {
  const blocks = blocksOf(flow, part)
  const connections = blocks
    .flatMap(({ id }) => flow.connectionsAt(id).outOf)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return playMonth(flow, definitionOf, { ...FIRST, among: { blocks, connections } })
})

/** Amounts on the connections out of a block. */
const amountsOutOf = perPlaceLate((flow: GraphView, id): ReadonlyMap<ConnectionId, Money> => {
  const { flows } = monthOfPart(flow, moneyPart(flow, id))
  const amounts = new Map<ConnectionId, Money>()
  for (const connection of flow.connectionsAt(id).outOf) {
    const amount = flows.get(connection.id)
    if (amount) amounts.set(connection.id, amount)
  }
  return amounts
})

const amountsInto = perPlaceLate((flow: GraphView, id): readonly Money[] => {
  const { into } = flow.connectionsAt(id)
  if (into.length === 0) return NOTHING
  const { flows } = monthOfPart(flow, moneyPart(flow, id))
  return into.flatMap(connection => flows.get(connection.id) ?? [])
})

const tracedPart = perPart((flow: GraphView, part) => traceEvents(flow, blocksOf(flow, part)))

const eventsAt = perPlaceLate(
  (flow: GraphView, id): readonly string[] => tracedPart(flow, eventPart(flow, id)).get(id) ?? NOTHING,
)

/** A live flow, what watches it, and the day of looking. */
type Looked = {
  readonly live: LiveFlow
  readonly tracker: Tracker
  readonly platform: Platform
  readonly options: IndexOptions
}

/** Every view of a live flow in one; which of it a rule sees follows from what the rule needs. */
export const viewOf = ({ live, tracker, platform, options: { today, known } }: Looked): CheckedFlow => {
  const view: CheckedFlow = {
    __checked: true,
    tracker,
    platform,
    today,
    ...(known === undefined ? {} : { known }),
    get graph() {
      return graphOf(view)
    },
    get drawn() {
      return live.drawn()
    },
    block: live.block,
    blocks: live.blocks,
    ofKind: live.ofKind,
    into: live.into,
    outOf: live.outOf,
    drawnBlock: live.drawnBlock,
    drawnConnection: live.drawnConnection,
    connectionsAt: live.connectionsAt,
    carriesOf: live.carriesOf,
    kindOf: live.kindOf,
    joinedTo: live.joinedTo,
    numberOf: live.numberOf,
    inOrder: live.inOrder,
    month: () => month(view),
    monthAt: block => monthOfPart(view, moneyPart(view, block.id)),
    amountOn: ({ id, from }) => amountsOutOf(view, from.block).get(id) ?? null,
    amountsInto: block => amountsInto(view, block.id),
    eventsAt: block => eventsAt(view, block.id),
  }
  return view
}

/** Every view of a graph as it is now, made at the first question. */
export const snapshotOf = (graph: FlowGraph, options: IndexOptions): CheckedFlow => {
  let made: CheckedFlow | null = null
  const flow = (): CheckedFlow => {
    if (made) return made
    const tracker = createTracker(false)
    const live = createLiveFlow(tracker)
    live.update(graph)
    made = viewOf({ live, tracker, platform: graph.platform, options })
    return made
  }
  return {
    __checked: true,
    platform: graph.platform,
    today: options.today,
    ...(options.known === undefined ? {} : { known: options.known }),
    drawn: graph,
    get tracker() {
      return flow().tracker
    },
    get graph() {
      return flow().graph
    },
    block: id => flow().block(id),
    blocks: () => flow().blocks(),
    ofKind: kind => flow().ofKind(kind),
    into: (block, port) => flow().into(block, port),
    outOf: (block, port) => flow().outOf(block, port),
    drawnBlock: id => flow().drawnBlock(id),
    drawnConnection: id => flow().drawnConnection(id),
    connectionsAt: id => flow().connectionsAt(id),
    carriesOf: connection => flow().carriesOf(connection),
    kindOf: id => flow().kindOf(id),
    joinedTo: id => flow().joinedTo(id),
    numberOf: id => flow().numberOf(id),
    inOrder: ids => flow().inOrder(ids),
    month: () => flow().month(),
    monthAt: block => flow().monthAt(block),
    amountOn: connection => flow().amountOn(connection),
    amountsInto: block => flow().amountsInto(block),
    eventsAt: block => flow().eventsAt(block),
  }
}
