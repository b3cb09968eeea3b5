import { lineNet, lineTotal, type PaidLine, taxAdded } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { LineBook, PaymentBook } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { isAutomatic, withTaxes } from '#shared/flow/taxes.ts'
import { turnOf } from '#shared/flow/turn.ts'

type Billed = {
  readonly flow: FlowIndex
  readonly month: number
  /** Lines that are billed besides the payment's own. */
  readonly besides: readonly PaidLine[]
}

const lineBook = (line: PaidLine, automatic: boolean): LineBook => {
  const { price: key, taxIncluded, taxesAdded } = line
  const inside = automatic && taxIncluded > 0 ? [taxIncluded] : []
  return {
    key,
    paid: lineTotal(line),
    named: 0,
    credit: { base: lineNet(line) - (automatic ? taxIncluded : 0), taxes: [...taxesAdded, ...inside] },
    tax: taxIncluded + taxAdded(line),
  }
}

/** Lines of one price count as one; what is left over of a period has no tax rate of its own. */
const together = (one: LineBook, other: LineBook): LineBook => ({
  key: one.key,
  paid: one.paid + other.paid,
  named: 0,
  tax: (one.tax ?? 0) + (other.tax ?? 0),
})

/** What a payment bills in a month, by price, as books of which nothing has been given back. */
export const billedLines = (payment: Block, { flow, month, besides }: Billed): LineBook[] => {
  const books = new Map<string, LineBook>()
  const billed = linesOfPayment(flow, payment, turnOf(month))
  const more = billed ? withTaxes(besides, payment, { flow, currency: billed.currency }) : besides
  const automatic = isAutomatic(payment, flow)
  for (const line of [...(billed?.lines ?? []), ...more]) {
    const book = lineBook(line, automatic)
    const before = books.get(book.key)
    books.set(book.key, before ? together(before, book) : book)
  }
  return [...books.values()]
}

/** A payment as it is billed: nothing of it has been paid, shared or given back. */
export const billedBook = (payment: Block, billed: Billed): PaymentBook => {
  const lines = billedLines(payment, billed)
  return { paid: lines.reduce((sum, line) => sum + line.paid, 0), unnamed: 0, lines, legs: [] }
}
