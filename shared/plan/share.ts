import type { PaidLine } from '#shared/flow/arrival.ts'
import { blockId } from '#shared/flow/ids.ts'
import type { Share, SplitTerms } from '#shared/flow/parameters.ts'
import { type Payment, shares } from '#shared/flow/share.ts'
import { listAt, numberAt, readPath } from './read-path.ts'

/** What a leg is worked out from: terms with the prices' real ids, lines and payment intents as the API answered. */
export type ShareSource = {
  readonly terms: SplitTerms
  /** Block of each price, by the id that the API gave it. */
  readonly prices: ReadonlyMap<string, string>
  readonly lines: unknown
  readonly charges: unknown
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const sumAt = (values: readonly unknown[], path: string) =>
  values.reduce<number>((total, value) => total + numberAt(value, path), 0)

/** An invoice line as the API answers it. Source: InvoiceLineItem.pricing, .discount_amounts, .taxes of the pinned version. */
const paidLine = (line: unknown, prices: ShareSource['prices']): PaidLine => {
  const price = readPath(line, 'pricing.price_details.price')
  const block = blockId(prices.get(typeof price === 'string' ? price : String(readPath(price, 'id'))) ?? '')
  const taxes = (behavior: string) =>
    listAt(line, 'taxes').filter(tax => readPath(tax, 'tax_behavior') === behavior)
  return {
    price: block,
    product: block,
    amount: numberAt(line, 'amount'),
    discount: sumAt(listAt(line, 'discount_amounts'), 'amount'),
    taxIncluded: sumAt(taxes('inclusive'), 'amount'),
    taxesAdded: taxes('exclusive').map(tax => numberAt(tax, 'amount')),
  }
}

/** A payment without an invoice is its own and only line. */
const paymentLine = (intent: unknown): PaidLine => ({
  price: blockId(''),
  product: blockId(''),
  amount: numberAt(intent, 'amount_received'),
  discount: 0,
  taxIncluded: 0,
  taxesAdded: [],
})

const payment = (intent: unknown): Payment => ({
  amount: numberAt(intent, 'latest_charge.amount'),
  fee: numberAt(intent, 'latest_charge.balance_transaction.fee'),
})

/** Minor units of one leg out of the payment at `index`: the split's arithmetic on what the API answered. */
export const legAmount = (share: Share, source: ShareSource, index: number): number => {
  const intents = asList(source.charges)
  const lines = asList(source.lines)
  const paid = lines.map(line =>
    readPath(line, 'object') === 'payment_intent' ? paymentLine(line) : paidLine(line, source.prices),
  )
  const parts = shares(source.terms, paid, intents.map(payment))[index]
  const leg = parts?.find(part => part.leg === share.leg)
  return leg?.[share.part] ?? 0
}
