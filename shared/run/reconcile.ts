import type { LedgerEntry } from '#shared/forecast/ledger.ts'
import { isBanks, type Leg, legsOfEntries, legsOfTransactions } from './legs.ts'
import type { ObservedTransaction, Strangers } from './observation.ts'
import type { Aside, Reconciliation, ReconciliationEntry, ReconciliationRow } from './reconciliation.ts'

const place = ({ account, currency }: Leg) => `${account} ${currency}`
const key = (leg: Leg) => `${place(leg)} ${leg.amount}`

const queueBy = (legs: readonly Leg[]): Map<string, Leg[]> => {
  const queues = new Map<string, Leg[]>()
  for (const leg of legs) {
    const queue = queues.get(key(leg)) ?? []
    queues.set(key(leg), queue)
    queue.push(leg)
  }
  return queues
}

const missingCause = ({ account, amount }: Leg): string => {
  if (account === 'fees:stripe')
    return 'The fee that Stripe booked differs from the fee table; see what was booked beside it.'
  if (account.startsWith('customer:')) return 'This payment has not happened, or with another amount.'
  if (account === 'balance:platform')
    return amount < 0
      ? 'This transfer or fee was not booked on the platform.'
      : 'This payment did not reach the platform.'
  return 'This share has not reached the provider: its transfer is missing, or has another amount.'
}

const unexplainedCause = ({ account, memo }: Leg): string => {
  if (account === 'fees:stripe')
    return 'Stripe took another fee than the fee table says: a card from abroad, a conversion, or an own contract.'
  if (memo === 'transfer' || memo === 'payment') return 'A transfer was made that the design does not name.'
  if (memo === 'refund' || memo === 'payment_refund')
    return 'Money was given back that the scenario does not name.'
  return 'The API shows a movement that the forecast does not know.'
}

const entry = (
  leg: Leg,
  state: ReconciliationEntry['state'],
  more: { source?: string; cause?: string },
): ReconciliationEntry => ({
  account: leg.account,
  currency: leg.currency,
  state,
  amount: leg.amount,
  memo: leg.memo,
  ...more,
})

const matchEntries = (expected: readonly Leg[], observed: readonly Leg[]): ReconciliationEntry[] => {
  const queues = queueBy(observed)
  const forecast = expected.map(leg => {
    const seen = queues.get(key(leg))?.shift()
    return seen?.source === undefined
      ? entry(leg, 'missing', { cause: missingCause(leg) })
      : entry(leg, 'matched', { source: seen.source })
  })
  const left = [...queues.values()].flat()
  return [
    ...forecast,
    ...left.map(leg =>
      entry(leg, 'unexplained', {
        ...(leg.source === undefined ? {} : { source: leg.source }),
        cause: unexplainedCause(leg),
      }),
    ),
  ]
}

const rowsOf = (expected: readonly Leg[], observed: readonly Leg[]): ReconciliationRow[] => {
  const rows = new Map<string, { account: string; currency: string; expected: number; observed: number }>()
  const book = (legs: readonly Leg[], side: 'expected' | 'observed') => {
    for (const leg of legs) {
      const row = rows.get(place(leg)) ?? {
        account: leg.account,
        currency: leg.currency,
        expected: 0,
        observed: 0,
      }
      row[side] += leg.amount
      rows.set(place(leg), row)
    }
  }
  book(expected, 'expected')
  book(observed, 'observed')
  return [...rows.values()].map(row => ({ ...row, difference: row.observed - row.expected }))
}

const timeOf = (created: number): string =>
  `${new Date(created * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const strangerCause = ({ type, source, created }: ObservedTransaction): string => {
  const when = timeOf(created)
  if (source === '')
    return `Stripe booked this at ${when} for the account itself and for no payment of the run.`
  return `Not made by this run: ${source} (${type}) was booked at ${when}, by hand or by another program on this account.`
}

/** A stranger is one entry, what the balance gained by it, so that no amount of the forecast is taken for it. */
const strangerLeg = ({ holder, currency, amount, fee, type, id }: ObservedTransaction): Leg => ({
  account: `balance:${holder}`,
  currency,
  amount: amount - fee,
  memo: type,
  source: id,
})

const asideOf = (banks: number, otherRuns: readonly string[]): Aside[] => [
  ...[...new Set(otherRuns)].map(run => ({
    of: 'run' as const,
    run,
    count: otherRuns.filter(other => other === run).length,
  })),
  ...(banks > 0 ? [{ of: 'bank' as const, count: banks }] : []),
]

const NO_STRANGERS: Strangers = { unknown: [], otherRuns: [] }

/**
 * Compares what the forecast says with what the API's own balance transactions say: balance by balance, and entry by
 * entry. Reconciled only when every forecast entry was seen and every transaction was forecast, to the minor unit: also
 * those that nobody's run made on the same accounts meanwhile. What other runs made is counted and set aside.
 */
export const reconcile = (
  entries: readonly LedgerEntry[],
  transactions: readonly ObservedTransaction[],
  strangers: Strangers = NO_STRANGERS,
): Reconciliation => {
  const expected = legsOfEntries(entries)
  const observed = legsOfTransactions(transactions)
  const foreign = strangers.unknown.filter(one => !isBanks(one) && strangerLeg(one).amount !== 0)
  const banks = [...transactions, ...strangers.unknown].filter(isBanks).length
  const aside = asideOf(banks, strangers.otherRuns)
  const found = [
    ...matchEntries(expected, observed),
    ...foreign.map(one =>
      entry(strangerLeg(one), 'unexplained', { source: one.id, cause: strangerCause(one) }),
    ),
  ]
  return {
    reconciled: found.every(({ state }) => state === 'matched'),
    rows: rowsOf(expected, [...observed, ...foreign.map(strangerLeg)]),
    entries: found,
    ...(aside.length === 0 ? {} : { aside }),
  }
}
