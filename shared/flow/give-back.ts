import { allocate } from '#shared/money/allocate.ts'
import { basisPoints, proportion } from '#shared/money/round.ts'

/** What is given back of a payment. `lines` are keys of lines; `amount` in minor units. */
export type Wish = {
  readonly scope: 'full' | 'amount' | 'percent' | 'lines'
  readonly amount?: number
  readonly percentBps?: number
  readonly lines: readonly string[]
  /** At most so much of some of the lines together. */
  readonly limits?: readonly { readonly lines: readonly string[]; readonly amount: number }[]
}

/**
 * A paid line: what was paid for it, and what refunds that named it have given back. `credit` = what a credit note counts
 * of it, and the taxes that it adds, rounded one by one; absent where the line has none. `tax` = all tax of the line.
 */
export type LineBook = {
  readonly key: string
  readonly paid: number
  readonly named: number
  readonly credit?: { readonly base: number; readonly taxes: readonly number[] }
  readonly tax?: number
}

/** A share that was sent on. `lines` = keys of the lines that it is of; null = of the whole payment. */
export type LegBook = {
  readonly key: string
  readonly lines: readonly string[] | null
  readonly sent: number
  readonly reversed: number
}

/**
 * A payment with what has become of it, minor units. `paid` = what was charged, and what credit notes took off before;
 * `unnamed` = given back so far, refunded or credited, without naming a line.
 */
export type PaymentBook = {
  readonly paid: number
  readonly unnamed: number
  readonly lines: readonly LineBook[]
  readonly legs: readonly LegBook[]
}

/** A part by key. */
export type KeyedAmount = { readonly key: string; readonly amount: number }

/** A line that a refund names: what is given back of it, and what of that a credit note is asked for, without added tax. */
export type NamedPart = KeyedAmount & { readonly asked: number }

/** A refund worked out: the amount, the lines that it names, what is taken back of each share, and the books after it. */
export type MoneyBack = {
  readonly amount: number
  readonly named: readonly NamedPart[]
  readonly reversals: readonly KeyedAmount[]
  readonly after: PaymentBook
}

const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Refunded to date, line by line: what named the line, and its part of what named none, by what was paid. */
const refundedOf = ({ lines, unnamed }: PaymentBook): number[] => {
  const weights = lines.map(line => Math.max(0, line.paid - line.named))
  const parts = sumOf(weights) > 0 ? allocate(unnamed, weights) : weights
  return lines.map((line, index) => line.named + (parts[index] ?? 0))
}

/** What is left of a payment to be given back. */
export const leftOf = (book: PaymentBook): number =>
  book.paid - book.unnamed - sumOf(book.lines.map(line => line.named))

/** The nearest part of a line, from below, that a credit note can give back: what it is asked for, and its taxes on that. */
const creditable = ({ key, paid, credit }: LineBook, part: number): NamedPart => {
  if (!credit || credit.base <= 0) return { key, amount: part, asked: part }
  const { base, taxes } = credit
  const withTax = (asked: number) => asked + sumOf(taxes.map(tax => proportion(tax, asked, base)))
  let asked = proportion(base, part, paid)
  while (asked > 0 && withTax(asked) > part) asked -= 1
  return { key, amount: withTax(asked), asked }
}

/** Tax of what has been given back so far. */
export const taxReturned = (book: PaymentBook): number => {
  const refunded = refundedOf(book)
  return sumOf(
    book.lines.map(({ tax = 0, paid }, index) =>
      paid > 0 ? proportion(tax, Math.min(refunded[index] ?? 0, paid), paid) : 0,
    ),
  )
}

/** Cuts what is chosen of lines down to what the wish allows of them. */
const limited = (chosen: readonly number[], { limits = [] }: Wish, book: PaymentBook): readonly number[] =>
  limits.reduce((parts, { lines, amount }) => {
    const own = parts.map((part, index) => (lines.includes(book.lines[index]?.key ?? '') ? part : 0))
    const less = sumOf(own) > amount ? allocate(amount, own) : own
    return parts.map((part, index) => part - (own[index] ?? 0) + (less[index] ?? 0))
  }, chosen)

const namedParts = (wish: Wish, book: PaymentBook): NamedPart[] => {
  const refunded = refundedOf(book)
  const chosen = book.lines.map((line, index) =>
    wish.lines.includes(line.key) ? Math.max(0, line.paid - (refunded[index] ?? 0)) : 0,
  )
  const open = limited(chosen, wish, book)
  const all = sumOf(open)
  const amount = Math.min(wish.amount ?? all, all)
  const parts = all > 0 ? allocate(amount, open) : open
  return book.lines.flatMap((line, index) => {
    const part = parts[index] ?? 0
    return part > 0 ? [creditable(line, part)] : []
  })
}

const amountOf = (wish: Wish, book: PaymentBook): number => {
  const left = leftOf(book)
  if (wish.scope === 'full') return left
  const wanted = wish.scope === 'percent' ? basisPoints(book.paid, wish.percentBps ?? 0) : (wish.amount ?? 0)
  return Math.min(wanted, left)
}

/** Cumulative, so that rounding does not drift: round half up (refunded to date × share ÷ line) less what was reversed. */
const reversalOf = (leg: LegBook, book: PaymentBook): number => {
  const refunded = refundedOf(book)
  const parts = book.lines.map((line, index) => ({
    belongs: leg.lines === null || leg.lines.includes(line.key),
    paid: line.paid,
    refunded: refunded[index] ?? 0,
  }))
  const own = parts.filter(part => part.belongs)
  const paid = sumOf(own.map(part => part.paid))
  if (paid <= 0) return 0
  const toDate = Math.min(proportion(leg.sent, sumOf(own.map(part => part.refunded)), paid), leg.sent)
  return Math.max(0, toDate - leg.reversed)
}

/**
 * Works out a refund: its amount, the lines that it names, and what each share gives back. A refund that names no line
 * is spread over all by what was paid for them; a reversal never exceeds its share. The same arithmetic serves the
 * forecast and, on what the API answers, the run.
 */
export const giveBack = (wish: Wish, book: PaymentBook): MoneyBack => {
  const named = wish.scope === 'lines' ? namedParts(wish, book) : []
  const amount = wish.scope === 'lines' ? sumOf(named.map(part => part.amount)) : amountOf(wish, book)
  const refunded: PaymentBook = {
    ...book,
    unnamed: book.unnamed + (wish.scope === 'lines' ? 0 : amount),
    lines: book.lines.map(line => ({
      ...line,
      named: line.named + (named.find(part => part.key === line.key)?.amount ?? 0),
    })),
  }
  const reversals = book.legs.map(leg => ({ key: leg.key, amount: reversalOf(leg, refunded) }))
  const legs = book.legs.map((leg, index) => ({
    ...leg,
    reversed: leg.reversed + (reversals[index]?.amount ?? 0),
  }))
  return { amount, named, reversals, after: { ...refunded, legs } }
}
