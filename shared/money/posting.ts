import type { Money } from './money.ts'

/**
 * A place where money can be: `balance:platform`, `fees:stripe`, otherwise the id of the block it belongs to
 * (`customer:cus`, `balance:A`, `bank:A`, `tax:…`).
 */
export type Account = `${'customer' | 'balance' | 'bank' | 'fees' | 'tax'}:${string}`

/** Money that moves from one account to another. Never negative, so a list of postings always sums to zero. */
export type Posting = {
  readonly from: Account
  readonly to: Account
  readonly money: Money
  readonly memo: string
}

/** Balances by account and currency, minor units. */
export type Balances = Readonly<Record<Account, Readonly<Record<string, number>>>>

/** Folds postings into balances; accounts that were never touched are absent. The sum per currency is zero. */
export const balances = (postings: Iterable<Posting>): Balances => {
  const totals: Record<Account, Record<string, number>> = {}
  const book = (account: Account, { amount, currency }: Money, sign: 1 | -1) => {
    const held = (totals[account] ??= {})
    held[currency] = (held[currency] ?? 0) + sign * amount
  }
  for (const { from, to, money } of postings) {
    book(from, money, -1)
    book(to, money, 1)
  }
  return totals
}
