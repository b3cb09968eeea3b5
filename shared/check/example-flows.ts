import type { FlowGraph } from '#shared/flow/graph.ts'
import { type ExampleBlock, flow, lazyGraph } from './example.ts'

/** How an example differs from the flow that it starts from. */
export type Change = {
  /** Blocks to add or to replace. */
  readonly blocks?: Readonly<Record<string, ExampleBlock>>
  /** Props to set on blocks of the flow; undefined ones are left out. */
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Blocks to leave out, with their connections. */
  readonly drop?: readonly string[]
  /** Connections to leave out. */
  readonly without?: readonly string[]
  /** Connections to add. */
  readonly with?: readonly string[]
}

const said = (props: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))

const changed = (
  blocks: Readonly<Record<string, ExampleBlock>>,
  connections: readonly string[],
  change: Change,
): FlowGraph => lazyGraph(() => changedNow(blocks, connections, change))

const changedNow = (
  blocks: Readonly<Record<string, ExampleBlock>>,
  connections: readonly string[],
  change: Change,
): FlowGraph => {
  const { set = {}, drop = [], without = [] } = change
  const all: readonly [string, ExampleBlock][] = Object.entries({ ...blocks, ...change.blocks })
  const kept = all
    .filter(([id]) => !drop.includes(id))
    .map(([id, [kind, props, more]]): [string, ExampleBlock] => [
      id,
      [kind, said({ ...props, ...set[id] }), more ?? {}],
    ])
  const isKept = (text: string) =>
    !without.includes(text) && !drop.some(id => text.startsWith(`${id}.`) || text.includes(`-> ${id}.`))
  return flow(Object.fromEntries(kept), ...connections.filter(isKept), ...(change.with ?? []))
}

const SINGLE_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  cus: ['customer'],
  app: ['product', { provider: 'platform' }],
  fee: ['price', { unitAmount: 2000, interval: 'month' }],
  form: ['payment-element', { mode: 'subscription' }],
  plan: ['subscription'],
}

const SINGLE = [
  'app.product -> fee.product',
  'cus.customer -> plan.customer',
  'cus.customer -> form.customer',
  'fee.price -> plan.price',
  'form.money-out -> plan.money-in',
]

/** One seller's subscription of $20.00 a month: cus, app, fee, form, plan. */
export const single = (change: Change = {}): FlowGraph => changed(SINGLE_BLOCKS, SINGLE, change)

const URLS = { refreshUrl: 'https://app.example/again', returnUrl: 'https://app.example/back' }

const BUNDLE_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  cus: ['customer'],
  A: ['connected-account'],
  B: ['connected-account'],
  oA: ['onboarding', URLS],
  oB: ['onboarding', URLS],
  pA: ['product'],
  pB: ['product'],
  qA: ['price', { unitAmount: 4900, interval: 'month' }],
  qB: ['price', { unitAmount: 7900, interval: 'month' }],
  form: ['payment-element', { mode: 'subscription' }],
  plan: ['subscription'],
  wh: [
    'webhook-endpoint',
    { url: 'https://app.example/events', enabledEvents: ['invoice.paid', 'invoice.payment_failed'] },
  ],
  paid: ['event-handler', { events: ['invoice.paid'] }],
  spl: ['split'],
  tA: ['transfer'],
  tB: ['transfer'],
  plt: ['platform-balance'],
}

const BUNDLE = [
  'A.account -> oA.account',
  'B.account -> oB.account',
  'A.account -> pA.account',
  'B.account -> pB.account',
  'pA.product -> qA.product',
  'pB.product -> qB.product',
  'cus.customer -> plan.customer',
  'cus.customer -> form.customer',
  'qA.price -> plan.price',
  'qB.price -> plan.price',
  'form.money-out -> plan.money-in',
  'plan.event-out -> wh.event-in',
  'wh.event-out -> paid.event-in',
  'paid.event-out -> spl.event-in',
  'plan.money-out -> spl.money-in',
  'spl.money-out -> tA.money-in',
  'spl.money-out -> tB.money-in',
  'spl.money-out -> plt.money-in',
  'tA.money-out -> A.money-in',
  'tB.money-out -> B.money-in',
]

/**
 * Two providers' services as one subscription, split when its invoice is paid: $49.00 for A, $79.00 for B, 10 %
 * commission. Blocks: cus, A, B, oA, oB, pA, pB, qA, qB, form, plan, wh, paid, spl, tA, tB, plt.
 */
export const bundle = (change: Change = {}): FlowGraph => changed(BUNDLE_BLOCKS, BUNDLE, change)

const ORDER_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  cus: ['customer'],
  form: ['payment-element'],
  pay: ['payment-intent', { amount: 5000 }],
  wh: [
    'webhook-endpoint',
    {
      url: 'https://app.example/events',
      enabledEvents: ['payment_intent.succeeded', 'payment_intent.payment_failed'],
    },
  ],
  ok: ['event-handler', { events: ['payment_intent.succeeded', 'payment_intent.payment_failed'] }],
}

const ORDER = [
  'cus.customer -> form.customer',
  'cus.customer -> pay.customer',
  'form.money-out -> pay.money-in',
  'pay.event-out -> wh.event-in',
  'wh.event-out -> ok.event-in',
]

/** One order of $50.00, paid in the app: cus, form, pay, wh, ok. */
export const order = (change: Change = {}): FlowGraph => changed(ORDER_BLOCKS, ORDER, change)

const SHOP_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  mug: ['product', { provider: 'platform', kind: 'physical' }],
  fee: ['price', { unitAmount: 1800 }],
  page: ['checkout-session', { mode: 'payment' }],
  pay: ['payment-intent'],
}

const SHOP = ['mug.product -> fee.product', 'fee.price -> page.price', 'page.money-out -> pay.money-in']

/** A mug of $18.00, paid on a Checkout page: mug, fee, page, pay. */
export const shop = (change: Change = {}): FlowGraph => changed(SHOP_BLOCKS, SHOP, change)

const BILLED_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  cus: ['customer'],
  bill: ['invoice', { lines: [{ description: 'Consulting', amount: 90_000 }] }],
}

/** An invoice of $900.00, to be paid within 30 days: cus, bill. */
export const billed = (change: Change = {}): FlowGraph =>
  changed(BILLED_BLOCKS, ['cus.customer -> bill.customer'], change)

const MARKET_BLOCKS: Readonly<Record<string, ExampleBlock>> = {
  cus: ['customer'],
  form: ['payment-element'],
  A: ['connected-account'],
  oA: ['onboarding', URLS],
  pay: [
    'payment-intent',
    { amount: 10_000, chargeType: 'destination', transferData: [{ destination: 'A' }] },
  ],
}

const MARKET = [
  'cus.customer -> form.customer',
  'cus.customer -> pay.customer',
  'form.money-out -> pay.money-in',
  'A.account -> oA.account',
]

/** One seller's sale of $100.00 as a destination charge: cus, form, A, oA, pay. */
export const market = (change: Change = {}): FlowGraph => changed(MARKET_BLOCKS, MARKET, change)
