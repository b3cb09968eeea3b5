import { taxReturned } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import { proportion } from '#shared/money/round.ts'
import type { IncidentBooks, PaidMonth } from './incident-books.ts'

/** Shares that come back from the providers. */
export const bookTransfersBack = (
  books: IncidentBooks,
  by: Block,
  { paid, reversals }: { paid: PaidMonth; reversals: readonly { key: string; amount: number }[] },
): void => {
  for (const { key, amount } of reversals) {
    const holder = paid.holders[key]
    if (holder === undefined || amount === 0) continue
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
export const bookTaxBack = (
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
