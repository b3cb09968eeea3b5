import type { Block } from '#shared/flow/graph.ts'
import { type BlockOf, isKind } from './kinds.ts'
import { allOf, startersOf } from './look.ts'
import { perFlow } from './per-flow.ts'
import type { GraphView, TracedFlow } from './rule.ts'

/** Events that endpoints ask Stripe for: of the platform, of connected accounts, and thin ones. */
export type Heard = {
  readonly platform: ReadonlySet<string>
  readonly connected: ReadonlySet<string>
  readonly thin: ReadonlySet<string>
}

/** What the endpoints of a flow hear. An endpoint hears the whole account, wherever it is connected. */
export const heard: (flow: GraphView) => Heard = perFlow(flow => {
  const sets = { platform: new Set<string>(), connected: new Set<string>(), thin: new Set<string>() }
  for (const { props } of allOf(flow, 'webhook-endpoint')) {
    const set = props.payload === 'thin' ? sets.thin : props.connect ? sets.connected : sets.platform
    for (const event of props.enabledEvents) set.add(event)
  }
  return sets
})

/** Handlers whose events start a block, directly or through conditions. */
export const handlersOf = (flow: GraphView, block: Block): readonly BlockOf<'event-handler'>[] =>
  startersOf(flow, block).filter(other => isKind(other, 'event-handler'))

const reaching = perFlow(
  (flow: TracedFlow) => new Set(allOf(flow, 'event-handler').flatMap(handler => flow.eventsAt(handler))),
)

/** Events of these that reach a handler of the flow. */
export const reached = (flow: TracedFlow, events: readonly string[]): readonly string[] =>
  events.filter(event => reaching(flow).has(event))

/** Payments that renew by themselves. */
export const recurringPayments = (flow: GraphView): readonly Block[] => [
  ...flow.ofKind('subscription'),
  ...flow.ofKind('subscription-schedule'),
]
