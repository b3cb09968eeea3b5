import {
  giveBack,
  type LineBook,
  type MoneyBack,
  type PaymentBook,
  type Wish,
} from '#shared/flow/give-back.ts'
import { listAt, numberAt, readPath } from './read-path.ts'

/** What a refund is worked out from, as the API answered it. Ids of prices and accounts are the API's. */
export type GiveBackSource = {
  readonly wish: Omit<Wish, 'lines' | 'limits'> & {
    readonly prices: readonly string[]
    readonly limits: readonly { readonly price: string; readonly amount: number }[]
  }
  readonly legs: readonly { readonly account: string; readonly prices: readonly string[] }[]
  /** Lines of the invoice, or the payment itself. */
  readonly lines: unknown
  /** Payment intents with `latest_charge`, or the invoice itself where it is not paid yet. */
  readonly charges: unknown
  /** What of the amount goes elsewhere, minor units. */
  readonly less: number
  readonly notes: unknown
  /** Whether tax was worked out automatically: credit notes then count without any tax. */
  readonly automatic: boolean
  /** The transfer that is taken back, where one is. */
  readonly transfer: unknown
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const textAt = (value: unknown, path: string): string => {
  const found = readPath(value, path)
  return typeof found === 'string' ? found : ''
}

const sumAt = (values: readonly unknown[], path: string): number =>
  values.reduce<number>((total, value) => total + numberAt(value, path), 0)

/** Taxes on top of a line, or inside it. Source: InvoiceLineItem.taxes, CreditNoteLineItem.taxes of the pinned version. */
const taxesOf = (line: unknown, behavior: 'exclusive' | 'inclusive'): readonly number[] =>
  listAt(line, 'taxes')
    .filter(tax => textAt(tax, 'tax_behavior') === behavior)
    .map(tax => numberAt(tax, 'amount'))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Parts of credit notes that name a line of the invoice, with their tax. Source: CreditNoteLineItem of the pinned version. */
const namedOf = (line: string, notes: readonly unknown[]): number => {
  const parts = notes
    .filter(note => textAt(note, 'status') !== 'void')
    .flatMap(note => listAt(note, 'lines.data'))
    .filter(part => textAt(part, 'invoice_line_item') === line)
  return sumAt(parts, 'amount') + sum(parts.flatMap(part => taxesOf(part, 'exclusive')))
}

type Line = LineBook & { readonly price: string }

type Taxed = { readonly notes: readonly unknown[]; readonly automatic: boolean }

const lineOf = (line: unknown, { notes, automatic }: Taxed): Line => {
  const key = textAt(line, 'id')
  const price = readPath(line, 'pricing.price_details.price')
  const known = { key, price: typeof price === 'string' ? price : textAt(price, 'id') }
  if (textAt(line, 'object') === 'payment_intent')
    return { ...known, paid: numberAt(line, 'amount_received'), named: 0 }
  const net = numberAt(line, 'amount') - sumAt(listAt(line, 'discount_amounts'), 'amount')
  const taxes = taxesOf(line, 'exclusive')
  const inside = automatic ? taxesOf(line, 'inclusive') : []
  return {
    ...known,
    paid: net + sum(taxes),
    named: namedOf(key, notes),
    credit: { base: net - sum(inside), taxes: [...taxes, ...inside] },
  }
}

const keysOf = (lines: readonly Line[], prices: readonly string[]): string[] =>
  lines.filter(line => prices.includes(line.price)).map(line => line.key)

/** Credit notes in sum: what they took off while the invoice was open, and what they gave back other than by refunds. */
const creditedBy = (notes: readonly unknown[]): { readonly before: number; readonly unrefunded: number } => {
  const valid = notes.filter(note => textAt(note, 'status') !== 'void')
  const refunded = sumAt(
    valid.flatMap(note => listAt(note, 'refunds')),
    'amount_refunded',
  )
  return { before: sumAt(valid, 'pre_payment_amount'), unrefunded: sumAt(valid, 'amount') - refunded }
}

/** What was charged and refunded so far; of an open invoice what is still to be paid. */
const chargedOf = (charges: unknown): { readonly paid: number; readonly refunded: number } => {
  const [payment] = asList(charges)
  if (textAt(payment, 'object') === 'invoice')
    return { paid: numberAt(payment, 'amount_remaining'), refunded: 0 }
  const charge = readPath(payment, 'latest_charge')
  return { paid: numberAt(charge, 'amount_captured'), refunded: numberAt(charge, 'amount_refunded') }
}

/** A transfer as a share: where part of that was given back before it was sent, its metadata say how much it was. */
const shareOf = (transfer: unknown): { readonly sent: number; readonly reversed: number } => {
  const amount = numberAt(transfer, 'amount')
  const whole = Number(readPath(transfer, 'metadata.share'))
  const sent = Number.isSafeInteger(whole) ? Math.max(whole, amount) : amount
  return { sent, reversed: numberAt(transfer, 'amount_reversed') + sent - amount }
}

const bookOf = (source: GiveBackSource, lines: readonly Line[]): PaymentBook => {
  const { legs, transfer } = source
  const { paid, refunded } = chargedOf(source.charges)
  const { before, unrefunded } = creditedBy(listAt(source.notes, ''))
  const leg = legs.find(candidate => candidate.account === textAt(transfer, 'destination'))
  const ofLeg = leg === undefined || leg.prices.length === 0 ? null : keysOf(lines, leg.prices)
  return {
    paid: paid + before,
    unnamed: refunded + unrefunded - lines.reduce((total, line) => total + line.named, 0),
    lines,
    legs:
      leg === undefined
        ? []
        : [
            {
              key: textAt(transfer, 'id'),
              lines: ofLeg,
              ...shareOf(transfer),
            },
          ],
  }
}

const moneyBack = (source: GiveBackSource): MoneyBack => {
  const notes = listAt(source.notes, '')
  const lines = asList(source.lines).map(line => lineOf(line, { notes, automatic: source.automatic }))
  const { prices, ...wish } = source.wish
  const limits = wish.limits.map(({ price, amount }) => ({ lines: keysOf(lines, [price]), amount }))
  return giveBack({ ...wish, lines: keysOf(lines, prices), limits }, bookOf(source, lines))
}

/** Minor units that are refunded, without what goes elsewhere. */
export const refundAmount = (source: GiveBackSource): number =>
  Math.max(0, moneyBack(source).amount - source.less)

/** Minor units that are taken back of one transfer; 0 when nothing of it is. */
export const reversalAmount = (source: GiveBackSource): number => moneyBack(source).reversals[0]?.amount ?? 0

/** Lines of the credit note: those of the invoice that the refund names. */
export const creditedLines = (source: GiveBackSource): readonly object[] =>
  moneyBack(source).named.map(part => ({
    type: 'invoice_line_item',
    invoice_line_item: part.key,
    amount: part.asked,
  }))
