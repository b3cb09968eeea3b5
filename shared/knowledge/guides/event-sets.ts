import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { numberOf } from '#shared/flow/read-props.ts'
import { canBeSlow, capturesLater, draws, drawsWith } from '../drawn.ts'
import type { Guide } from '../guide.ts'

/** Events that a design must hear, at least. */
export type EventSet = {
  readonly id: string
  readonly title: string
  readonly events: readonly string[]
  /** Where the endpoint listens. */
  readonly endpoint: 'platform' | 'connected accounts' | 'v2 event destination'
  /** Whether a design needs it. */
  readonly when: (flow: FlowIndex) => boolean
}

const billing = (flow: FlowIndex): boolean => draws(flow, 'subscription', 'subscription-schedule', 'invoice')
const FEES = ['applicationFeeAmount', 'applicationFeePercent', 'feeAmount', 'feePercent']
const takesFees = (flow: FlowIndex): boolean =>
  draws(flow, 'application-fee') ||
  flow.blocks().some(block => FEES.some(name => numberOf(block, name) !== undefined))
const connected = (flow: FlowIndex): boolean => draws(flow, 'connected-account')

/** The least that each kind of design must hear. */
export const EVENT_SETS: readonly EventSet[] = [
  {
    id: 'one-time',
    title: 'One-time payments by intents',
    events: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.requires_action'],
    endpoint: 'platform',
    when: flow => draws(flow, 'payment-intent'),
  },
  {
    id: 'slow',
    title: 'With methods that answer later',
    events: ['payment_intent.processing'],
    endpoint: 'platform',
    when: flow => draws(flow, 'payment-intent') && canBeSlow(flow),
  },
  {
    id: 'checkout',
    title: 'Checkout',
    events: [
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
      'checkout.session.expired',
    ],
    endpoint: 'platform',
    when: flow => draws(flow, 'checkout-session', 'payment-link'),
  },
  {
    id: 'manual-capture',
    title: 'Manual capture',
    events: [
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'charge.expired',
      'payment_intent.canceled',
    ],
    endpoint: 'platform',
    when: capturesLater,
  },
  {
    id: 'billing',
    title: 'Billing',
    events: [
      'customer.subscription.created',
      'customer.subscription.updated',
      'customer.subscription.deleted',
      'customer.subscription.trial_will_end',
      'customer.subscription.paused',
      'customer.subscription.resumed',
      'invoice.finalization_failed',
      'invoice.paid',
      'invoice.payment_failed',
      'invoice.payment_action_required',
      'invoice.upcoming',
      'payment_method.automatically_updated',
    ],
    endpoint: 'platform',
    when: billing,
  },
  {
    id: 'transfers',
    title: 'Connect, the platform’s own events',
    events: ['transfer.created', 'transfer.reversed', 'balance.available'],
    endpoint: 'platform',
    when: flow => draws(flow, 'transfer'),
  },
  {
    id: 'application-fees',
    title: 'Application fees, with direct and destination charges',
    events: ['application_fee.created', 'application_fee.refunded'],
    endpoint: 'platform',
    when: takesFees,
  },
  {
    id: 'accounts-v1',
    title: 'Connect, events of the providers’ accounts',
    events: [
      'account.updated',
      'capability.updated',
      'account.application.deauthorized',
      'payout.paid',
      'payout.failed',
    ],
    endpoint: 'connected accounts',
    when: connected,
  },
  {
    id: 'accounts-v2',
    title: 'Connect with v2 accounts',
    events: [
      'v2.core.account[requirements].updated',
      'v2.core.account[configuration.recipient].capability_status_updated',
    ],
    endpoint: 'v2 event destination',
    when: flow => drawsWith(flow, ['connected-account'], ['api', 'v2']),
  },
  {
    id: 'money-back',
    title: 'Money back',
    events: [
      'refund.created',
      'refund.updated',
      'refund.failed',
      'charge.refunded',
      'credit_note.created',
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'radar.early_fraud_warning.created',
      'review.opened',
      'review.closed',
    ],
    endpoint: 'platform',
    when: flow => draws(flow, 'refund', 'dispute', 'credit-note', 'radar'),
  },
]

const PLACES: Readonly<Record<EventSet['endpoint'], string>> = {
  platform: 'the platform’s endpoint',
  'connected accounts': 'a second endpoint, with `connect: true`',
  'v2 event destination': 'an event destination for thin events',
}

/** Least sets of events per design. */
export const eventSets: Guide = {
  id: 'event-sets',
  title: 'Events that a design must hear',
  summary: 'The least set of webhook events for each kind of design.',
  keywords: ['webhooks', 'minimum events', 'enabled events', 'endpoint', 'thin events'],
  sources: [
    'https://docs.stripe.com/api/events/types',
    'https://docs.stripe.com/billing/subscriptions/webhooks',
    'practice',
  ],
  parts: [
    {
      part: 'text',
      text: 'Subscribe to what you act on and no more. Events arrive more than once and in any order, so fetch the object again and act on what it says now.',
    },
    {
      part: 'table',
      titles: ['Design', 'Where to listen', 'Events'],
      rows: EVENT_SETS.map(({ title, events, endpoint }) => [
        title,
        PLACES[endpoint],
        events.map(event => `\`${event}\``).join(', '),
      ]),
    },
    {
      part: 'text',
      text: 'Hear `invoice.created` only where you add lines to drafts: an endpoint that does not acknowledge it delays renewals by up to 72 hours. A bundle of several providers needs Billing, both Connect sets and Money back, and hangs its split on `invoice.paid` alone.',
    },
  ],
}
