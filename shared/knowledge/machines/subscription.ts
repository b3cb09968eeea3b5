import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { draws, drawsWith } from '../drawn.ts'
import type { StateMachine } from '../state-machine.ts'

const SELLING = ['subscription', 'subscription-schedule', 'checkout-session']
const hasTrial = (flow: FlowIndex): boolean =>
  draws(flow, 'trial') ||
  SELLING.some(kind =>
    flow
      .ofKind(kind)
      .some(block => numberOf(block, 'trialDays') !== undefined || textOf(block, 'trialEnd') !== ''),
  )
const missingMethod = (flow: FlowIndex, what: string): boolean =>
  hasTrial(flow) && drawsWith(flow, ['trial', 'subscription'], ['missingPaymentMethod', what])
const canPause = (flow: FlowIndex): boolean =>
  drawsWith(flow, ['customer-portal', 'subscription'], ['pause', true]) || missingMethod(flow, 'pause')
const afterRetries = (flow: FlowIndex, what: string): boolean =>
  !draws(flow, 'dunning') || drawsWith(flow, ['dunning'], ['finalAction', what])

/** The life of a subscription. */
export const subscription: StateMachine = {
  id: 'subscription',
  title: 'Subscription',
  summary: 'From the first payment through renewals, failures and pauses to its end.',
  notes: [
    'No call of yours starts a renewal. Stripe makes the invoice, finalises it about an hour later and charges the saved method.',
    '`active` is no proof of payment: with sent invoices it is active from the start. Grant access on `invoice.paid`.',
    'A first payment has 23 hours. After that the subscription is over and a new one must be made.',
    'What happens after the last retry is a setting of the account in the Dashboard: cancel, leave unpaid, or leave past due.',
  ],
  source: 'https://docs.stripe.com/billing/subscriptions/overview',
  kinds: ['subscription', 'subscription-schedule'],
  absent: 'Nothing in this design is paid again and again.',
  states: [
    { id: 'incomplete', meaning: 'waits for its first payment', told: 'status', at: [0, 0] },
    { id: 'incomplete_expired', meaning: 'never paid', told: 'status', end: 'bad', at: [1, 0] },
    { id: 'trialing', meaning: 'free for now', told: 'status', at: [0, 1] },
    { id: 'active', meaning: 'in good standing', told: 'status', at: [1, 1] },
    { id: 'past_due', meaning: 'a renewal failed', told: 'status', at: [2, 1] },
    { id: 'paused', meaning: 'no invoices', told: 'status', at: [1, 2] },
    { id: 'unpaid', meaning: 'invoices, but no attempts', told: 'status', at: [2, 2] },
    { id: 'canceled', meaning: 'over for good', told: 'status', end: 'neutral', at: [2, 3] },
  ],
  transitions: [
    {
      from: 'start',
      to: 'incomplete',
      trigger: 'You create it; the first invoice is not paid yet.',
      says: 'create',
      events: ['customer.subscription.created', 'invoice.created', 'invoice.finalized'],
      route: { from: ['n'], to: ['n'] },
    },
    {
      from: 'start',
      to: 'trialing',
      trigger: 'You create it with a trial.',
      says: 'create with a trial',
      events: ['customer.subscription.created'],
      route: { from: ['n'], to: ['n', -70] },
      when: hasTrial,
    },
    {
      from: 'incomplete',
      to: 'incomplete_expired',
      trigger: 'The first invoice stays unpaid for 23 hours.',
      says: '23 hours unpaid',
      events: ['customer.subscription.updated'],
      route: { from: ['e', -8], to: ['w', -8] },
    },
    {
      from: 'incomplete',
      to: 'active',
      trigger: 'The first invoice is paid.',
      says: 'first invoice paid',
      events: ['invoice.paid', 'customer.subscription.updated'],
      route: { from: ['e', 10], to: ['w', -10], via: [0.5], label: 1 },
    },
    {
      from: 'trialing',
      to: 'active',
      trigger: 'The trial ends and its invoice is made; three days before, Stripe says so.',
      says: 'trial ends',
      events: ['customer.subscription.trial_will_end', 'customer.subscription.updated'],
      route: { from: ['e', 10], to: ['w', 10], below: true },
      when: hasTrial,
    },
    {
      from: 'trialing',
      to: 'paused',
      trigger: 'The trial ends without a payment method, and is set to pause.',
      says: 'no method: pause',
      events: ['customer.subscription.paused'],
      route: { from: ['s', 40], to: ['w'], shift: 14 },
      when: flow => missingMethod(flow, 'pause'),
    },
    {
      from: 'trialing',
      to: 'canceled',
      trigger: 'The trial ends without a payment method, and is set to cancel.',
      says: 'no method: cancel',
      events: ['customer.subscription.deleted'],
      route: { from: ['s', -40], to: ['w', 8] },
      when: flow => missingMethod(flow, 'cancel'),
    },
    {
      from: 'active',
      to: 'past_due',
      trigger: 'A renewal cannot be collected; retries begin.',
      says: 'renewal fails',
      events: ['invoice.payment_failed', 'customer.subscription.updated'],
      route: { from: ['e', -9], to: ['w', -9] },
    },
    {
      from: 'past_due',
      to: 'active',
      trigger: 'A retry, or a new card, pays the invoice.',
      says: 'paid after all',
      events: ['invoice.paid', 'customer.subscription.updated'],
      route: { from: ['w', 9], to: ['e', 9], below: true },
    },
    {
      from: 'active',
      to: 'paused',
      trigger: 'You pause it.',
      says: 'pause',
      events: ['customer.subscription.paused'],
      route: { from: ['s', -40], to: ['n', -40] },
      when: canPause,
    },
    {
      from: 'paused',
      to: 'active',
      trigger: 'You resume it, and the invoice of that is paid within 23 hours.',
      says: 'resume',
      events: ['customer.subscription.resumed'],
      route: { from: ['n', 40], to: ['s', 40] },
      when: canPause,
    },
    {
      from: 'past_due',
      to: 'unpaid',
      trigger: 'The last retry fails, and the account is set to leave it unpaid.',
      says: 'last retry: unpaid',
      events: ['customer.subscription.updated'],
      route: { from: ['s'], to: ['n'] },
      when: flow => afterRetries(flow, 'unpaid'),
    },
    {
      from: 'past_due',
      to: 'canceled',
      trigger: 'The last retry fails, and the account is set to cancel.',
      says: 'last|retry',
      events: ['customer.subscription.deleted'],
      route: { from: ['e'], to: ['e'], via: [2.35], label: 1 },
      when: flow => afterRetries(flow, 'cancel'),
    },
    {
      from: 'any',
      to: 'canceled',
      trigger: 'You, or the customer in the portal, cancel: now or at the end of the period.',
      says: 'cancel, from any state',
      events: ['customer.subscription.deleted'],
      route: { from: ['n'], to: ['n', -70] },
    },
  ],
}
