import { chargeTypeOf as typeOf } from '#shared/flow/charge-type.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { paidBy, refsOfPayment } from '#shared/flow/payment.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import type { Money } from '#shared/money/money.ts'
import type { Posting } from '#shared/money/posting.ts'
import { type BlockOf, isKind } from './kinds.ts'
import { allOf, along, moneyAfter, moneyBefore, only, sources } from './look.ts'
import { perBlock, perFlow } from './per-flow.ts'
import type { GraphView, PricedFlow } from './rule.ts'

/** Kinds that take a payment of a customer. */
export const PAYMENT_KINDS = ['subscription', 'payment-intent', 'invoice', 'subscription-schedule'] as const

/** Whether a block takes a payment of a customer. */
export const isPayment = (block: Block): boolean => PAYMENT_KINDS.some(kind => kind === block.kind)

/** Every payment of a flow. */
export const paymentsOf = (flow: GraphView): readonly Block[] =>
  PAYMENT_KINDS.flatMap(kind => flow.ofKind(kind))

/** Destinations that a payment names in `transferData`. */
export const destinationsOf = ({ props }: Block): readonly string[] => {
  const rows: unknown = props['transferData']
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null || !('destination' in row)) return []
    return typeof row.destination === 'string' ? [row.destination] : []
  })
}

/** Blocks that share a payment out behind it. */
export const sharersOf = perBlock((flow: GraphView, payment): readonly Block[] =>
  moneyAfter(flow, payment).filter(block => isKind(block, 'split') || isKind(block, 'transfer')),
)

/** The charge type of a payment, worked out once however many rules ask. */
export const chargeTypeOf = perBlock((flow: GraphView, payment) => typeOf(payment, flow))

/** Whose a price is: the account behind its product; null = the platform's or nobody's. */
export const providerOf = (flow: GraphView, price: Block): BlockOf<'connected-account'> | null => {
  const [product] = sources(flow, price, 'product')
  const account = product && sources(flow, product, 'connected-account')[0]
  return account ?? null
}

/** Prices that a payment bills. */
export const pricesOf = perBlock((flow: GraphView, payment): readonly BlockOf<'price'>[] =>
  only(refsOfPayment(payment, 'price', flow), 'price'),
)

/** Accounts to which the items of a payment belong, each once. */
export const providersOf = perBlock((flow: GraphView, payment): readonly BlockOf<'connected-account'>[] => [
  ...new Set(pricesOf(flow, payment).flatMap(price => providerOf(flow, price) ?? [])),
])

/** Accounts that money of a payment reaches. */
export const accountsPaidBy = perBlock((flow: GraphView, payment): readonly BlockOf<'connected-account'>[] =>
  only(moneyAfter(flow, payment), 'connected-account'),
)

/** What a payment brings and costs in the first month, minor units of `currency`. */
export type Charge = {
  readonly currency: string
  readonly gross: number
  /** Processing fee, booked with the charge. */
  readonly fee: number
  /** What Stripe bills apart for it: Billing, active accounts, payouts. */
  readonly billed: number
  /** Sum of what goes to connected accounts. */
  readonly shares: number
}

const total = (postings: readonly { readonly money: Money }[], currency: string): number =>
  postings.reduce((sum, { money }) => sum + (money.currency === currency ? money.amount : 0), 0)

type Booked = Posting & { readonly block: BlockId }

const byBlock = (postings: readonly Booked[]): ReadonlyMap<BlockId, readonly Booked[]> => {
  const groups = new Map<BlockId, Booked[]>()
  for (const posting of postings) {
    const group = groups.get(posting.block)
    if (group) group.push(posting)
    else groups.set(posting.block, [posting])
  }
  return groups
}

type Books = Readonly<Record<'entries' | 'billed', ReadonlyMap<BlockId, readonly Booked[]>>>

const books = new WeakMap<PlayedMonth, Books>()

const booked = (flow: PricedFlow, payment: Block): Books => {
  const month = flow.monthAt(payment)
  const known = books.get(month)
  if (known) return known
  const made = { entries: byBlock(month.entries), billed: byBlock(month.billed) }
  books.set(month, made)
  return made
}

/** Charge, fees and shares of a payment as the first month plays them; null when nothing is charged or known. */
export const chargeOf = perBlock((flow: PricedFlow, payment): Charge | null => {
  const { entries, billed } = booked(flow, payment)
  const own = entries.get(payment.id) ?? []
  const paid = own.filter(({ from }) => from.startsWith('customer:'))
  const currency = paid[0]?.money.currency
  if (currency === undefined) return null
  const after = [payment, ...moneyAfter(flow, payment)]
  const shared = after
    .flatMap(({ id }) => entries.get(id) ?? [])
    .filter(({ from, to }) => from === 'balance:platform' && to.startsWith('balance:'))
  return {
    currency,
    gross: total(paid, currency),
    fee: total(
      own.filter(({ to }) => to === 'fees:stripe'),
      currency,
    ),
    billed: total(
      after.flatMap(({ id }) => billed.get(id) ?? []),
      currency,
    ),
    shares: total(shared, currency),
  }
})

/** The payment that comes into a split, transfer or hold, with what it brings; null when nothing is charged or known. */
export const chargeInto = (
  flow: PricedFlow,
  block: Block,
): { readonly payment: Block; readonly charge: Charge } | null => {
  const payment = moneyBefore(flow, block).find(isPayment)
  const charge = payment && chargeOf(flow, payment)
  return payment && charge ? { payment, charge } : null
}

/** What Stripe bills apart for a payment itself (Billing, Invoicing), minor units of its currency. */
export const billedFor = (flow: PricedFlow, payment: Block): number =>
  (booked(flow, payment).billed.get(payment.id) ?? []).reduce((sum, { money }) => sum + money.amount, 0)

/** Accounts that a payment names as its destination. */
export const destinationAccounts = (
  flow: GraphView,
  payment: Block,
): readonly BlockOf<'connected-account'>[] =>
  only(
    destinationsOf(payment).flatMap(id => flow.block(blockId(id)) ?? []),
    'connected-account',
  )

/** The account on whose behalf a payment settles. */
export const onBehalfOf = (flow: GraphView, { props }: Block): BlockOf<'connected-account'> | null => {
  const id = props['onBehalfOf']
  const account = typeof id === 'string' ? flow.block(blockId(id)) : undefined
  return isKind(account, 'connected-account') ? account : null
}

const named = perFlow(flow => {
  const byAccount = new Map<string, Block[]>()
  for (const payment of paymentsOf(flow))
    for (const id of destinationsOf(payment)) byAccount.set(id, [...(byAccount.get(id) ?? []), payment])
  return byAccount
})

const NO_PAYMENTS: readonly Block[] = []

/** Payments that name an account as their destination. */
export const paymentsNaming = (flow: GraphView, account: Block): readonly Block[] =>
  named(flow).get(account.id) ?? NO_PAYMENTS

/** Whether an account gets money that the platform charged: by transfer or as a destination. */
export const isPaidByPlatform = (flow: GraphView, account: Block): boolean =>
  named(flow).has(account.id) ||
  along(flow, account, ['in', 'money']).some(
    source => source.kind === 'transfer' || source.onAccount === undefined,
  )

/** Payments that a coupon lowers, by itself or by a promotion code. */
export const discountedBy = (flow: GraphView, coupon: Block): readonly Block[] => {
  const carriers = [coupon, ...flow.outOf(coupon).filter(({ kind }) => kind === 'promotion-code')]
  return [...new Set(carriers.flatMap(carrier => flow.outOf(carrier)))]
    .flatMap(block => (isPayment(block) ? [block] : (paidBy(block, flow) ?? [])))
    .filter(isPayment)
}

/** Transfers by their key template, where several share one. */
export const sharedKeys: (flow: GraphView) => ReadonlyMap<string, readonly BlockOf<'transfer'>[]> = perFlow(
  flow => {
    const byKey = new Map<string, BlockOf<'transfer'>[]>()
    for (const transfer of allOf(flow, 'transfer')) {
      const same = byKey.get(transfer.props.key)
      if (same) same.push(transfer)
      else byKey.set(transfer.props.key, [transfer])
    }
    return byKey
  },
)

/** Names of connected accounts of the v2 API, in lower case. */
export const accountNames = perFlow(
  flow =>
    new Set(
      allOf(flow, 'connected-account')
        .filter(({ props }) => props.api === 'v2')
        .map(({ label }) => label.trim().toLowerCase()),
    ),
)
