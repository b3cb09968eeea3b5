import { DELAYED_METHODS } from '#shared/facts/payment-methods.ts'
import type { Block } from '#shared/flow/graph.ts'
import { textsOf } from '#shared/flow/read-props.ts'
import type { Finding, QuickFix } from './diagnostic.ts'
import { drafted, handleEvents, setProps } from './fixes.ts'
import { heard } from './handlers.ts'
import type { BlockOf } from './kinds.ts'
import { atBlock, atField } from './locations.ts'
import { allOf, hasKind, targets } from './look.ts'
import { perFlow } from './per-flow.ts'
import type { GraphView } from './rule.ts'
import { listed, quoted } from './words.ts'

/** Which kind of endpoint must ask for an event. */
type Side = 'platform' | 'connected' | 'thin'

type Endpoint = BlockOf<'webhook-endpoint'>

const sideOf = ({ props }: Endpoint): Side =>
  props.payload === 'thin' ? 'thin' : props.connect ? 'connected' : 'platform'

/** The first endpoint of a side. */
export const endpointOf = (flow: GraphView, side: Side): Endpoint | undefined =>
  allOf(flow, 'webhook-endpoint').find(endpoint => sideOf(endpoint) === side)

/** Adds events to what an endpoint asks for. */
export const askFor = (endpoint: Endpoint, events: readonly string[]): QuickFix =>
  setProps(`Ask for ${listed(events)}`, endpoint, {
    enabledEvents: [
      ...endpoint.props.enabledEvents,
      ...events.filter(event => !endpoint.props.enabledEvents.includes(event)),
    ],
  })

const LATE_KINDS = ['subscription', 'subscription-schedule', 'split', 'refund', 'dispute'] as const

/** Kinds that say which methods a customer may pay with. */
const CHOOSING_KINDS = [
  'payment-intent',
  'setup-intent',
  'payment-element',
  'checkout-session',
  'payment-method',
] as const

const takesDelayed = (block: Block): boolean =>
  [...textsOf(block, 'allowedPaymentMethodTypes'), ...textsOf(block, 'types')].some(type =>
    DELAYED_METHODS.has(type),
  )

const delayed = perFlow((flow): readonly Block[] =>
  CHOOSING_KINDS.flatMap(kind => flow.ofKind(kind)).filter(takesDelayed),
)

/** Blocks whose results arrive hours to months after the call. */
export const lateBlocks = perFlow((flow): readonly Block[] => [
  ...LATE_KINDS.flatMap(kind => flow.ofKind(kind)),
  ...delayed(flow),
])

/** Whether a flow has late results and neither endpoint nor handler to hear of them: one error then says it all. */
export const hearsNothing = (flow: GraphView): boolean =>
  (LATE_KINDS.some(kind => hasKind(flow, kind)) || delayed(flow).length > 0) &&
  (!hasKind(flow, 'webhook-endpoint') || !hasKind(flow, 'event-handler'))

const ENDPOINTS: Readonly<Record<Side, string>> = {
  platform: 'endpoint',
  connected: 'endpoint of connected accounts',
  thin: 'thin endpoint',
}

/** The check of rules that want events asked for as soon as a flow has certain blocks; each of the events is needed. */
export const hearing = ({
  who,
  events,
  side = 'platform',
}: {
  readonly who: (flow: GraphView) => readonly Block[]
  readonly events: readonly string[]
  readonly side?: Side
}) =>
  function* (flow: GraphView): Iterable<Finding> {
    const [block] = who(flow)
    if (!block || hearsNothing(flow)) return
    const known = heard(flow)[side]
    const missing = events.filter(event => !known.has(event) && !known.has('*'))
    if (missing.length === 0) return
    const endpoint = endpointOf(flow, side)
    yield {
      message: `Nobody hears what becomes of ${quoted(block)}, found no ${ENDPOINTS[side]} that asks for ${listed(missing)}`,
      location: endpoint ? atField(endpoint.id, 'enabledEvents') : atBlock(block.id),
      related: [atBlock(block.id)],
      fixes: endpoint
        ? [askFor(endpoint, missing)]
        : side === 'platform'
          ? [handleEvents(flow, missing)]
          : [],
    }
  }

/** Asks for events of connected accounts at the endpoint of that side, else at a new one. */
export const hearOfAccounts = (
  flow: GraphView,
  side: 'connected' | 'thin',
  events: readonly string[],
): QuickFix => {
  const endpoint = endpointOf(flow, side)
  if (endpoint) return askFor(endpoint, events)
  return drafted(flow, `Ask for ${listed(events)} at a new endpoint`, draft => {
    const props = side === 'thin' ? { payload: 'thin' } : { connect: true }
    const id = draft.place('webhook-endpoint', {
      props: { url: `https://app.example/stripe/${side}`, enabledEvents: events, ...props },
    })
    for (const account of flow.ofKind('connected-account'))
      draft.connect({ block: account.id, port: 'event-out' }, { block: id, port: 'event-in' })
  })
}

/** Moves events from an endpoint to a new one, to which the handlers that name them are connected. */
export const moveEvents = (
  flow: GraphView,
  endpoint: Endpoint,
  {
    events,
    title,
    props,
  }: {
    readonly events: readonly string[]
    readonly title: string
    readonly props: Readonly<Record<string, unknown>>
  },
): QuickFix =>
  drafted(flow, title, draft => {
    draft.set(endpoint.id, {
      enabledEvents: endpoint.props.enabledEvents.filter(event => !events.includes(event)),
    })
    const id = draft.place('webhook-endpoint', {
      props: { url: `${endpoint.props.url}/more`, enabledEvents: events, ...props },
    })
    for (const handler of targets(flow, endpoint, 'event-handler'))
      if (handler.props.events.some(event => events.includes(event)))
        draft.connect({ block: id, port: 'event-out' }, { block: handler.id, port: 'event-in' })
  })
