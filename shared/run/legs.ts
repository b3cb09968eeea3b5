import type { LedgerEntry } from '#shared/forecast/ledger.ts'
import type { ObservedTransaction } from './observation.ts'

/** One side of a movement: what an account gains (positive) or loses (negative), minor units. */
export type Leg = {
  readonly account: string
  readonly currency: string
  readonly amount: number
  readonly memo: string
  /** Balance transaction that shows it; absent in a forecast. */
  readonly source?: string
}

/** Payouts follow the wall clock and not the test clock, so they are forecast but not reconciled. */
const isPayout = ({ from, to }: LedgerEntry): boolean => from.startsWith('bank:') || to.startsWith('bank:')

/** Whether a transaction is between a balance and its bank, or takes such a one back. Source: BalanceTransaction.type of the pinned version. */
export const isBanks = ({ type }: ObservedTransaction): boolean => /^(payout|topup)/.test(type)

/** The two sides of each posting, payouts left out. */
export const legsOfEntries = (entries: readonly LedgerEntry[]): Leg[] =>
  entries
    .filter(entry => entry.money.amount !== 0 && !isPayout(entry))
    .flatMap(({ from, to, money: { amount, currency }, memo }) => [
      { account: from, currency, amount: -amount, memo },
      { account: to, currency, amount, memo },
    ])

/** Types of balance transactions whose other side is the customer. Source: BalanceTransaction.type of the pinned version. */
const WITH_CUSTOMER = new Set(['charge', 'refund', 'payment_failure_refund'])

/** A payment that is no card's is a `payment`; on a connected account that is a transfer which has arrived. */
const ON_PLATFORM = new Set(['payment', 'payment_refund'])

/**
 * Whether a transaction's other side is the customer. An adjustment is a dispute's when it is about one; a returned
 * application fee is an adjustment too.
 */
export const isCustomers = ({ type, holder, source }: ObservedTransaction): boolean =>
  WITH_CUSTOMER.has(type) ||
  (holder === 'platform' && ON_PLATFORM.has(type)) ||
  (type === 'adjustment' && /^d[pu]_/.test(source))

/** A fee is Stripe's but for what of it is the platform's application fee: that shows in the platform's own books too. */
const feeLegs = ({ holder, fee, applicationFee = 0, currency, id }: ObservedTransaction): Leg[] => {
  const stripes = fee - applicationFee
  const leg = (account: string, amount: number, memo: string): Leg => ({
    account,
    currency,
    amount,
    memo,
    source: id,
  })
  return [
    leg(`balance:${holder}`, -stripes, 'Processing fee'),
    leg('fees:stripe', stripes, 'Processing fee'),
    leg(`balance:${holder}`, -applicationFee, 'Application fee'),
  ]
}

const fromCustomer = (transaction: ObservedTransaction): Leg[] => {
  const { type, customer, amount, currency, id } = transaction
  return isCustomers(transaction)
    ? [{ account: `customer:${customer ?? 'unknown'}`, currency, amount: -amount, memo: type, source: id }]
    : []
}

/**
 * What balance transactions say, as sides of movements. Each account is observed by itself: a transfer shows in the
 * platform's list and again in the provider's, and both must agree with the forecast. What goes to banks is left out here
 * as it is in the forecast.
 */
export const legsOfTransactions = (transactions: readonly ObservedTransaction[]): Leg[] =>
  transactions
    .filter(transaction => !isBanks(transaction))
    .flatMap(transaction => [
      {
        account: `balance:${transaction.holder}`,
        currency: transaction.currency,
        amount: transaction.amount,
        memo: transaction.type,
        source: transaction.id,
      },
      ...fromCustomer(transaction),
      ...feeLegs(transaction),
    ])
    .filter(leg => leg.amount !== 0)
