import { type Money, sum } from '#shared/money/money.ts'
import { type Account, balances, type Posting } from '#shared/money/posting.ts'

/** One bar: whose money it is and where the bar stands, in parts of the whole. */
export type Bar = {
  readonly account: Account
  readonly money: Money
  readonly start: number
  readonly width: number
  readonly kind: 'paid' | 'share' | 'fee' | 'rest'
}

/** Who gets what of what was paid: each bar starts where the last one ended, and the rest is the platform's. */
export type Waterfall = {
  readonly bars: readonly Bar[]
  readonly paid: Money
  readonly rest: Money
}

const PLATFORM: Account = 'balance:platform'

const isAccount = (text: string): text is Account => /^(customer|balance|bank|fees|tax):/.test(text)

/**
 * Reads a waterfall from postings of one currency; null when nobody paid. Providers come in the order in which
 * they were paid first, then fees and taxes. What ends up in a bank account counts as its owner's.
 */
export const waterfall = (postings: readonly Posting[]): Waterfall | null => {
  const currency = postings.find(({ from }) => from.startsWith('customer:'))?.money.currency
  if (currency === undefined) return null
  const totals = balances(
    postings
      .filter(({ money }) => money.currency === currency)
      .map(posting => ({ ...posting, from: inBalance(posting.from), to: inBalance(posting.to) })),
  )
  const held = (account: Account): Money => ({ amount: totals[account]?.[currency] ?? 0, currency })
  const accounts = Object.keys(totals).filter(isAccount)
  const customers = accounts.filter(account => account.startsWith('customer:'))
  const payer = customers[0]
  const paid = { amount: -sum(customers.map(held), currency).amount, currency }
  if (payer === undefined || paid.amount <= 0) return null
  const takers = accounts
    .filter(account => account !== PLATFORM && !account.startsWith('customer:') && held(account).amount !== 0)
    .toSorted((a, b) => Number(a.startsWith('fees:')) - Number(b.startsWith('fees:')))
  let left = paid.amount
  const part = (amount: number) => Math.min(Math.max(amount / paid.amount, 0), 1)
  const shares = takers.map((account): Bar => {
    const money = held(account)
    left -= money.amount
    const kind = account.startsWith('balance:') ? 'share' : 'fee'
    return { account, money, start: part(left), width: part(money.amount), kind }
  })
  const rest = { amount: left, currency }
  return {
    paid,
    rest,
    bars: [
      { account: payer, money: paid, start: 0, width: 1, kind: 'paid' },
      ...shares,
      { account: PLATFORM, money: rest, start: 0, width: part(left), kind: 'rest' },
    ],
  }
}

const inBalance = (account: Account): Account =>
  account.startsWith('bank:') ? `balance:${account.slice('bank:'.length)}` : account
