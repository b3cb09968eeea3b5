import type { Forecast, LedgerEntry } from '#shared/forecast/ledger.ts'
import { type Account, balances } from '#shared/money/posting.ts'

/** One account in one currency over the months: what it holds after each of them, or what it gains in it. */
export type AccountMonths = {
  readonly account: Account
  readonly currency: string
  readonly amounts: readonly number[]
}

/** `after`: balances after each month. `in`: changes in each month. */
export type Reading = 'after' | 'in'

const isAccount = (text: string): text is Account => /^(customer|balance|bank|fees|tax):/.test(text)

const upTo = (entries: readonly LedgerEntry[], month: number, reading: Reading): readonly LedgerEntry[] =>
  entries.filter(entry => (reading === 'after' ? entry.month <= month : entry.month === month))

/** Every account with an amount per month, accounts in the order in which money first reached them. */
export const accountMonths = (
  { entries, scenario }: Pick<Forecast, 'entries' | 'scenario'>,
  reading: Reading,
): readonly AccountMonths[] => {
  const months = Array.from({ length: scenario.months }, (_, index) =>
    balances(upTo(entries, index + 1, reading)),
  )
  const all = balances(entries)
  return Object.keys(all)
    .filter(isAccount)
    .flatMap(account =>
      Object.keys(all[account] ?? {}).map(currency => ({
        account,
        currency,
        amounts: months.map(month => month[account]?.[currency] ?? 0),
      })),
    )
}

/** What Stripe bills apart, by currency and month: a negative amount, since it leaves the platform. */
export const billedMonths = (
  { billed, scenario }: Pick<Forecast, 'billed' | 'scenario'>,
  reading: Reading,
): readonly Omit<AccountMonths, 'account'>[] => {
  const currencies = [...new Set(billed.map(({ money }) => money.currency))]
  return currencies.map(currency => ({
    currency,
    amounts: Array.from({ length: scenario.months }, (_, index) =>
      upTo(billed, index + 1, reading)
        .filter(({ money }) => money.currency === currency)
        .reduce((total, { money }) => total - money.amount, 0),
    ),
  }))
}

const heldAfter = (entries: readonly LedgerEntry[], month: number): number =>
  entries
    .filter(({ paidIn, month: sentIn }) => paidIn !== undefined && paidIn <= month && sentIn > month)
    .reduce((total, { money }) => total + money.amount, 0)

/** What was paid and waits with the platform to be sent on, by currency and month: negative, since it is no margin. */
export const heldMonths = (
  { entries, waiting, scenario }: Pick<Forecast, 'entries' | 'waiting' | 'scenario'>,
  reading: Reading,
): readonly Omit<AccountMonths, 'account'>[] => {
  const held = [...entries, ...waiting].filter(
    ({ from, paidIn }) => from === 'balance:platform' && paidIn !== undefined,
  )
  return [...new Set(held.map(({ money }) => money.currency))].map(currency => {
    const own = held.filter(({ money }) => money.currency === currency)
    const before = (month: number) => (reading === 'after' ? 0 : heldAfter(own, month - 1))
    const amounts = Array.from(
      { length: scenario.months },
      (_, index) => before(index + 1) - heldAfter(own, index + 1),
    )
    return { currency, amounts }
  })
}
