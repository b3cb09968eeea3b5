import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { customerPresent, draws, PAYMENT_KINDS } from './drawn.ts'

/** The three stretches of a charge's life, told apart by how long they take. */
export type Phase = 'payment' | 'money' | 'back'

/** One step in the life of a card charge. */
export type LifeStep = {
  readonly id: string
  readonly title: string
  readonly phase: Phase
  /** What happens, in one short sentence: it stands in the picture. */
  readonly what: string
  /** Who acts. */
  readonly who: string
  /** Where it can be seen: fields, objects and events of the API. */
  readonly shows: readonly string[]
  /** How long it usually takes. */
  readonly time: string
  /** What still can or has to happen after that time; the picture has no room for it. */
  readonly afterwards?: string
  /** Whether a design takes this step; absent = every design that collects a payment. */
  readonly when?: (flow: FlowIndex) => boolean
}

/** Heads of the three stretches. */
export const PHASES: Readonly<Record<Phase, string>> = {
  payment: 'Seconds: the bank decides',
  money: 'Days: the money arrives and is divided',
  back: 'Weeks and months: money can go back',
}

/** Where what is written here comes from. */
export const CHARGE_LIFE_SOURCES = [
  'https://docs.stripe.com/payments/paymentintents/lifecycle',
  'https://docs.stripe.com/declines',
  'https://docs.stripe.com/disputes/how-disputes-work',
] as const

/** The life of a card charge, in order. */
export const CHARGE_LIFE: readonly LifeStep[] = [
  {
    id: 'collect',
    title: 'Collect',
    phase: 'payment',
    what: 'The card number goes to Stripe; your server sees a token only (SAQ A).',
    who: 'Browser or app',
    shows: ['payment_method'],
    time: 'seconds',
  },
  {
    id: 'risk',
    title: 'Judge the risk',
    phase: 'payment',
    what: 'Radar scores the payment; rules allow, block, review or ask for proof.',
    who: 'Stripe Radar',
    shows: ['charge.outcome.type', 'charge.outcome.risk_level'],
    time: 'milliseconds',
  },
  {
    id: 'authenticate',
    title: 'Authenticate',
    phase: 'payment',
    what: 'The bank may ask the customer to prove who pays.',
    who: 'Customer and bank',
    shows: ['requires_action', 'payment_intent.requires_action'],
    time: 'minutes, if at all',
    when: customerPresent,
  },
  {
    id: 'authorise',
    title: 'Authorise',
    phase: 'payment',
    what: 'The bank checks funds, security code and address, and holds the amount.',
    who: 'Network and bank',
    shows: ['charge.outcome.network_status', 'decline_code', 'advice_code'],
    time: 'seconds',
  },
  {
    id: 'capture',
    title: 'Capture',
    phase: 'payment',
    what: 'The held amount is taken: at once, or within the window.',
    who: 'Stripe, or you',
    shows: ['charge.captured'],
    time: 'up to 7 days',
  },
  {
    id: 'settle',
    title: 'Settle',
    phase: 'money',
    what: 'Networks move the funds; they are pending in your balance.',
    who: 'Networks',
    shows: ['balance_transaction.status = pending'],
    time: 'US: 2 business days',
  },
  {
    id: 'available',
    title: 'Available',
    phase: 'money',
    what: 'The balance can be used for transfers and payouts.',
    who: 'Stripe',
    shows: ['balance_transaction.available_on', 'balance.available'],
    time: 'on a known date',
  },
  {
    id: 'split',
    title: 'Divide',
    phase: 'money',
    what: 'Transfers bound to the charge; pending until it is available.',
    who: 'Your server',
    shows: ['transfer.created'],
    time: 'right after payment',
    when: flow => draws(flow, 'split', 'transfer'),
  },
  {
    id: 'pay-out',
    title: 'Pay out',
    phase: 'money',
    what: 'Balances leave for bank accounts; a bank may still send it back.',
    who: 'Stripe',
    shows: ['payout.paid', 'payout.failed'],
    time: '1 to 3 days',
    afterwards: 'a bank may send it back for 5 business days more',
  },
  {
    id: 'refund',
    title: 'Refund',
    phase: 'back',
    what: 'You give money back; the fee stays spent, shares stay out until reversed.',
    who: 'You',
    shows: ['refund.created', 'refund.updated', 'refund.failed', 'charge.refunded'],
    time: 'seen in 5 to 10 days',
    when: flow => draws(flow, 'refund', 'credit-note'),
  },
  {
    id: 'warning',
    title: 'Fraud warning',
    phase: 'back',
    what: 'The bank suspects fraud. A refund now can spare you a dispute.',
    who: 'The card’s bank',
    shows: ['radar.early_fraud_warning.created'],
    time: 'within days',
    when: flow => draws(flow, 'radar') || hears(flow, 'radar.early_fraud_warning.created'),
  },
  {
    id: 'dispute',
    title: 'Dispute',
    phase: 'back',
    what: 'The cardholder contests it: money and a fee are gone until you win.',
    who: 'Cardholder and bank',
    shows: [
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ],
    time: 'within about 120 days',
    afterwards: 'answer in 7 to 21 days, decision in 2 to 3 months',
    when: flow => draws(flow, 'dispute'),
  },
]

function hears(flow: FlowIndex, event: string): boolean {
  return flow
    .ofKind('webhook-endpoint')
    .some(({ props }) => Array.isArray(props['enabledEvents']) && props['enabledEvents'].includes(event))
}

/** Ids of the steps that a design takes. */
export const stepsTaken = (flow: FlowIndex): ReadonlySet<string> =>
  new Set(
    draws(flow, ...PAYMENT_KINDS)
      ? CHARGE_LIFE.filter(step => step.when?.(flow) !== false).map(step => step.id)
      : [],
  )

/** What a decline tells you to do. */
export type DeclineAdvice = {
  readonly code: string
  readonly kind: string
  readonly means: string
  readonly act: string
}

/** What the bank advises after a decline, by `advice_code`. */
export const DECLINES: readonly DeclineAdvice[] = [
  {
    code: 'try_again_later',
    kind: 'soft',
    means: 'Not now: no funds, a limit, a bank that does not answer.',
    act: 'Retry later with the same method; Smart Retries do so for renewals.',
  },
  {
    code: 'confirm_card_data',
    kind: 'soft',
    means: 'Something typed is wrong: number, date or security code.',
    act: 'Ask the customer to enter the card again.',
  },
  {
    code: 'do_not_try_again',
    kind: 'hard',
    means: 'Never with this card: lost, stolen, closed.',
    act: 'Ask for another method; do not retry.',
  },
]

/** Reasons that a dispute can give, as the API names them, with what answers them. */
export const DISPUTE_REASONS: readonly { readonly code: string; readonly evidence: string }[] = [
  {
    code: 'fraudulent',
    evidence: 'proof that the cardholder took part: authentication, address, device, earlier orders',
  },
  { code: 'product_not_received', evidence: 'proof of delivery or of the service date' },
  {
    code: 'product_unacceptable',
    evidence: 'what was promised, what was delivered, and how you offered to make it good',
  },
  {
    code: 'subscription_canceled',
    evidence: 'the terms that were accepted, the notice given, use after the alleged end',
  },
  { code: 'duplicate', evidence: 'two orders behind the two payments' },
  { code: 'credit_not_processed', evidence: 'the refund, or the terms that exclude it' },
  {
    code: 'unrecognized',
    evidence: 'what the customer bought; a clear statement descriptor avoids most of these',
  },
  { code: 'general', evidence: 'everything that shows an order, a delivery and a satisfied customer' },
]
