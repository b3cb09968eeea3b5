import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { draws } from '../drawn.ts'
import { type LaunchItem, withBlocks, withKinds } from './launch-item.ts'

/** Endpoints are needed as soon as anything happens later; a design without one must make one. */
const needsEvents = (flow: FlowIndex): readonly Block[] | null => {
  const endpoints = flow.ofKind('webhook-endpoint')
  if (endpoints.length > 0) return endpoints
  const later = draws(
    flow,
    'subscription',
    'subscription-schedule',
    'invoice',
    'checkout-session',
    'payment-link',
    'split',
    'dispute',
  )
  return later ? [] : null
}

/** What must hear events, and how. */
export const eventItems: readonly LaunchItem[] = [
  {
    id: 'live-endpoints',
    title: 'Register the webhook endpoints in live mode',
    why: 'Each has a public https address and a signing secret of its own; those of the sandbox do not count.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/webhooks',
    about: needsEvents,
  },
  {
    id: 'signature',
    title: 'Verify the signature over the raw body',
    why: 'Anybody can post to your address. Unverified events move real money.',
    where: 'Code',
    source: 'https://docs.stripe.com/webhooks/signature',
    about: needsEvents,
  },
  {
    id: 'connect-endpoint',
    title: 'Add an endpoint for connected accounts',
    why: 'Events of providers, such as a failed payout, reach only an endpoint that listens to them.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/connect/webhooks',
    about: withKinds('connected-account'),
  },
  {
    id: 'thin-events',
    title: 'Add an event destination for v2 accounts',
    why: 'Requirements and capabilities of v2 accounts are told in thin events, which ordinary endpoints do not get.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/event-destinations',
    about: withBlocks('connected-account', block => block.props['api'] !== 'v1'),
  },
  {
    id: 'queue',
    title: 'Answer events at once and work from a queue',
    why: 'A slow answer counts as a failure and comes again. Keep what was done by event and object.',
    where: 'Code',
    source: 'https://docs.stripe.com/webhooks#best-practices',
    about: withKinds('event-handler'),
  },
  {
    id: 'watch-deliveries',
    title: 'Raise an alarm when deliveries fail',
    why: 'After three days Stripe gives up. What was missed must be fetched from the list of events.',
    where: 'Team',
    source: 'https://docs.stripe.com/webhooks/process-undelivered-events',
    about: needsEvents,
  },
]
