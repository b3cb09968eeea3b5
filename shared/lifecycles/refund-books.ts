import { giveBack, type MoneyBack, taxReturned, type Wish } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { TakingBack } from '#shared/flow/take-back.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import { proportion } from '#shared/money/round.ts'
import type { IncidentBooks, PaidMonth } from './incident-books.ts'
import type { ReturnWish } from './returning.ts'

/** Shares that come back from the providers. */
const bookTransfersBack = (
  books: IncidentBooks,
  by: Block,
  { paid, reversals }: { paid: PaidMonth; reversals: readonly { key: string; amount: number }[] },
): void => {
  for (const { key, amount } of reversals) {
    const holder = paid.holders[key]
    if (holder === undefined || amount === 0 || paid.waiting.has(key)) continue
    books.post(by, {
      from: holder,
      to: 'balance:platform',
      money: money(amount, paid.currency),
      memo: `Share taken back by “${by.label}”`,
    })
  }
}

/** Destination and direct charges: what went on, and the application fee, come back in proportion where the refund asks for it. */
export const bookOnwardBack = (
  block: Block,
  books: IncidentBooks,
  { paid, amount }: { paid: PaidMonth; amount: number },
): PaidMonth['onward'] => {
  const { onward, currency, book } = paid
  if (!onward || book.paid <= 0) return onward
  const { holder } = onward
  const part = (whole: number, before: number): number =>
    Math.min(proportion(whole, amount, book.paid), whole - before)
  const reversed = block.props['reverseTransfer'] === true ? part(onward.sent, onward.reversed) : 0
  const returned = block.props['refundApplicationFee'] === true ? part(onward.fee, onward.feeReturned) : 0
  const memo = `Refund “${block.label}”`
  const platform: Account = 'balance:platform'
  books.post(block, {
    from: holder,
    to: platform,
    money: money(reversed, currency),
    memo: `${memo}: transfer reversed`,
  })
  books.post(block, {
    from: platform,
    to: holder,
    money: money(returned, currency),
    memo: `${memo}: application fee returned`,
  })
  return {
    ...onward,
    reversed: onward.reversed + reversed,
    feeReturned: onward.feeReturned + returned,
  }
}

/** Tax that went back to the customer is no longer owed. */
const bookTaxBack = (
  block: Block,
  books: IncidentBooks,
  { paid, after }: { paid: PaidMonth; after: PaidMonth['book'] },
): void => {
  const amount = taxReturned(after) - taxReturned(paid.book)
  if (!paid.taxed || amount <= 0) return
  const { owing, owed } = paid.taxed
  books.owe(block, {
    from: owed,
    to: owing,
    money: money(amount, paid.currency),
    memo: `Tax returned by “${block.label}”`,
  })
}

/** A wish in the keys of a forecast's books: lines are named by their prices. */
export const wishOfBooks = ({ prices, limits = [], ...wish }: ReturnWish): Wish => ({
  ...wish,
  lines: prices,
  limits: limits.map(({ price, amount }) => ({ lines: [price], amount })),
})

/**
 * Works out what is given back of a payment, and books what follows wherever the money goes: shares that a block takes
 * back, and tax that is no longer owed. The payment remembers it.
 */
export const bookReturn = (
  block: Block,
  books: IncidentBooks,
  { paid, wish, taking }: { paid: PaidMonth; wish: ReturnWish; taking: TakingBack | null },
): MoneyBack => {
  const legs = paid.book.legs.filter(leg => taking?.legs.some(({ transfer }) => transfer.id === leg.key))
  const back = giveBack(wishOfBooks(wish), { ...paid.book, legs })
  if (taking) bookTransfersBack(books, taking.by, { paid, reversals: back.reversals })
  bookTaxBack(block, books, { paid, after: back.after })
  const after = paid.book.legs.map(leg => back.after.legs.find(({ key }) => key === leg.key) ?? leg)
  books.update(paid.payment, { book: { ...back.after, legs: after } })
  return back
}
