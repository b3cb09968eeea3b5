import type { Scenario } from '#shared/flow/document.ts'
import type { Draft } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, catalogueRow, ROW, STEP } from './grid.ts'

/** Blocks and connections that belong together; templates are put together from some. */
export type Part = {
  readonly blocks: Readonly<Record<string, Draft>>
  readonly connections: readonly string[]
}

/** One part out of several; later blocks win. */
export const join = (...parts: readonly Part[]): Part => ({
  blocks: Object.fromEntries(parts.flatMap(({ blocks }) => Object.entries(blocks))),
  connections: parts.flatMap(({ connections }) => connections),
})

/** Something sold: the product and its price, whose id ends in `Price`. */
type Sold = {
  readonly id: string
  readonly name: string
  readonly label?: string
  readonly product?: Readonly<Record<string, unknown>>
  readonly price: Readonly<Record<string, unknown>>
  readonly onAccount?: string
}

/** Products with their prices, top left, one under the other, down to what stands at `above`; `free` rows stay free under them. */
export const catalogue = (
  sold: readonly Sold[],
  { above = ROW, free = 0 }: { above?: number; free?: number } = {},
): Part => ({
  blocks: Object.fromEntries(
    sold.flatMap(({ id, name, label, product, price, onAccount }, index): [string, Draft][] => {
      const account = onAccount === undefined ? {} : { onAccount }
      const y = catalogueRow(above, free + sold.length - 1 - index)
      return [
        [
          id,
          {
            kind: 'product',
            label: name,
            at: [COLUMN[0], y],
            props: { name, provider: 'platform', ...product },
            ...account,
          },
        ],
        [
          `${id}Price`,
          { kind: 'price', label: label ?? `${name}, price`, at: [COLUMN[1], y], props: price, ...account },
        ],
      ]
    }),
  ),
  connections: sold.map(({ id }) => `${id}.product > ${id}Price.product`),
})

/** The customer and, where renewals are tried out, the clock that moves time. */
export const customer = (
  label: string,
  more: { clock?: boolean; onAccount?: string; props?: Draft['props'] } = {},
): Part => {
  const { clock = false, onAccount, props } = more
  return {
    blocks: {
      cus: {
        kind: 'customer',
        label,
        at: [COLUMN[0], ROW],
        ...(onAccount === undefined ? {} : { onAccount }),
        ...(props === undefined ? {} : { props }),
      },
      ...(clock
        ? {
            clk: {
              kind: 'test-clock',
              label: 'Test clock',
              at: [COLUMN[0], BELOW + 16],
              props: { frozenTime: '2026-01-01T00:00:00Z' },
            } satisfies Draft,
          }
        : {}),
    },
    connections: clock ? ['clk.test-clock > cus.test-clock'] : [],
  }
}

/** Events of Stripe by what they are about: what an endpoint has to hear. */
export const EVENTS = {
  intent: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.requires_action'],
  checkout: [
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'checkout.session.expired',
  ],
  billing: [
    'invoice.paid',
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice.finalization_failed',
    'customer.subscription.updated',
    'customer.subscription.deleted',
  ],
  dispute: [
    'charge.dispute.created',
    'charge.dispute.closed',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.funds_reinstated',
  ],
  refund: ['refund.created', 'refund.updated', 'refund.failed'],
  warning: ['radar.early_fraud_warning.created'],
} as const

type Handler = {
  readonly id: string
  readonly label: string
  readonly events: readonly string[]
  readonly props?: Readonly<Record<string, unknown>>
}

/** The endpoint of the platform and the handlers behind it, below the payment. `from` gives the events. */
export const webhooks = (from: string, events: readonly string[], handlers: readonly Handler[]): Part => ({
  blocks: {
    wh: {
      kind: 'webhook-endpoint',
      label: 'Stripe events',
      at: [COLUMN[2], BELOW],
      props: { url: 'https://app.example/stripe/events', enabledEvents: events },
    },
    ...Object.fromEntries(
      handlers.map(({ id, label, events: named, props }, index): [string, Draft] => [
        id,
        {
          kind: 'event-handler',
          label,
          at: [COLUMN[3], BELOW - 16 + index * STEP.handler],
          props: { events: named, ...props },
        },
      ]),
    ),
  },
  connections: [
    `${from}.event-out > wh.event-in`,
    ...handlers.map(({ id }) => `wh.event-out > ${id}.event-in`),
  ],
})

/** Handlers that most flows need. */
export const HANDLER = {
  declined: {
    id: 'declined',
    label: 'Declined',
    events: ['payment_intent.payment_failed', 'payment_intent.requires_action'],
  },
  renewal: {
    id: 'declined',
    label: 'Declined',
    events: [
      'invoice.payment_failed',
      'invoice.payment_action_required',
      'customer.subscription.updated',
      'customer.subscription.deleted',
    ],
  },
  disputed: {
    id: 'disputed',
    label: 'Disputed',
    events: ['charge.dispute.created', 'charge.dispute.closed'],
  },
  returned: { id: 'returned', label: 'Money back', events: ['refund.updated', 'refund.failed'] },
} as const satisfies Record<string, Handler>

type Paid = { row?: number; props?: Readonly<Record<string, unknown>>; last?: boolean }

/**
 * A business that is paid, and how it proves who it is: to the right, one under the other. `last`: in the last column,
 * its onboarding above it, where more happens before it is paid.
 */
export const provider = (
  id: string,
  label: string,
  { row = 0, props = {}, last = false }: Paid = {},
): Part => {
  const y = ROW + row * STEP.card
  return {
    blocks: {
      [id]: {
        kind: 'connected-account',
        label,
        at: [COLUMN[last ? 6 : 5], y],
        props: { country: 'US', role: 'recipient', ...props },
      },
      [`${id}Onboarding`]: {
        kind: 'onboarding',
        label: `Onboard ${label}`,
        at: [COLUMN[6], last ? ABOVE : y],
        props: {
          refreshUrl: 'https://app.example/onboarding/refresh',
          returnUrl: 'https://app.example/onboarding/done',
        },
      },
    },
    connections: [`${id}.account > ${id}Onboarding.account`],
  }
}

/** Endpoints for what happens on the accounts of providers: payouts, and what Stripe asks of them. */
export const providerEvents = (ids: readonly string[], column: number = COLUMN[5]): Part => ({
  blocks: {
    whc: {
      kind: 'webhook-endpoint',
      label: 'Provider events',
      at: [column, BELOW],
      props: {
        url: 'https://app.example/stripe/providers',
        connect: true,
        enabledEvents: ['payout.paid', 'payout.failed', 'account.application.deauthorized'],
      },
    },
    whv: {
      kind: 'webhook-endpoint',
      label: 'Account changes',
      at: [column, BELOW + STEP.card],
      props: {
        url: 'https://app.example/stripe/accounts',
        payload: 'thin',
        enabledEvents: [
          'v2.core.account[requirements].updated',
          'v2.core.account[configuration.recipient].capability_status_updated',
          'v2.core.account[configuration.merchant].capability_status_updated',
        ],
      },
    },
  },
  connections: ids.flatMap(id => [`${id}.event-out > whc.event-in`, `${id}.event-out > whv.event-in`]),
})

/** Money back: a refund and a dispute of one payment, and the books that see both. */
export const afterSale = (
  payment: string,
  { refund = {}, dispute = {} }: { refund?: Draft['props']; dispute?: Draft['props'] } = {},
): Part => ({
  blocks: {
    rf: {
      kind: 'refund',
      label: 'Refund',
      at: [COLUMN[4], BELOW + STEP.card],
      props: { via: 'refund', ...refund },
    },
    dp: { kind: 'dispute', label: 'Card dispute', at: [COLUMN[4], BELOW], props: dispute },
    led: { kind: 'ledger', label: 'Postings', at: [COLUMN[2], BELOW + STEP.card] },
  },
  connections: [
    `${payment}.money-out > rf.money-in`,
    `${payment}.money-out > dp.money-in`,
    'disputed.event-out > dp.event-in',
    'rf.event-out > led.event-in',
    'dp.event-out > led.event-in',
    'returned.event-out > led.event-in',
  ],
})

/** Transfers of a payment are taken back for refunds and disputes. */
export const takeBack = (transfers: readonly string[], to: string): Part => ({
  blocks: { rv: { kind: 'transfer-reversal', label: 'Take back shares', at: [COLUMN[5], BELOW] } },
  connections: [
    ...transfers.map(id => `${id}.transfer > rv.transfer`),
    'rf.event-out > rv.event-in',
    'dp.event-out > rv.event-in',
    `rv.money-out > ${to}.money-in`,
    'rv.event-out > led.event-in',
  ],
})

/** The platform's own balance. */
export const kept = (
  from: readonly string[],
  at: readonly [number, number],
  label = 'Kept by platform',
): Part => ({
  blocks: { plt: { kind: 'platform-balance', label, at, props: { retain: true } } },
  connections: from.map(id => `${id}.money-out > plt.money-in`),
})

const scenario = (title: string, months: number): Scenario => ({
  title,
  months,
  seed: 1,
  volumes: {},
  incidents: [],
})

/** Scenarios of a flow that is paid once. */
export const onceScenarios = { first: scenario('One payment', 1) }
/** Scenarios of a flow that renews. */
export const renewalScenarios = {
  first: scenario('First payment', 1),
  renewal: scenario('First renewal', 2),
  year: scenario('A year', 12),
}
