import { isMetered, paysInArrears } from './arrears.ts'
import type { PaidLine } from './arrival.ts'
import type { FlowIndex } from './block-definition.ts'
import { withDiscounts } from './discounts.ts'
import type { Block } from './graph.ts'
import { type BlockId, blockId } from './ids.ts'
import { refsOfPayment } from './payment.ts'
import { itemsOfPhase, phaseOf } from './phases.ts'
import { meteredUnits, priceAmount } from './price-amount.ts'
import { numberOf, rowsOf, textOf } from './read-props.ts'
import { withTaxes } from './taxes.ts'
import { daysOf, type Turn } from './turn.ts'

/** Lines of an invoice that can be told beforehand, all in one currency. */
export type ExpectedLines = { readonly lines: readonly PaidLine[]; readonly currency: string }

/** A line before discounts and taxes. */
const UNTAXED = { discount: 0, taxIncluded: 0, taxesAdded: [] } as const

/** Quantities by price; a price that is not named has quantity 1. */
export type Quantities = readonly { readonly price: BlockId | undefined; readonly quantity: number }[]

/** Quantity of one price. */
export const quantityOf = (quantities: Quantities, price: BlockId): number =>
  quantities.find(item => item.price === price)?.quantity ?? 1

/** Months from one bill of a price to the next; null for days and weeks, and for one-time prices. */
const monthsOf = (price: Block): number | null => {
  const months = { month: 1, year: 12 }[textOf(price, 'interval')]
  return months === undefined ? null : months * (numberOf(price, 'intervalCount') ?? 1)
}

/** True when a price of a subscription that began with the first payment is billed at a turn. One-time prices are billed once. */
export const isDue = (price: Block, { month, day, between }: Turn): boolean => {
  const days = daysOf(price)
  if (days !== null) return day !== null && day % days === 0
  const months = monthsOf(price)
  return !between && (months === null ? month === 1 : (month - 1) % months === 0)
}

/** Whether a turn is the first payment of all. */
const isFirst = ({ month, between }: Turn): boolean => month === 1 && !between

/** Currency of a price; the platform's when it names none. */
export const currencyOfPrice = (price: Block, flow: FlowIndex): string => {
  const { currency } = price.props
  return typeof currency === 'string' && currency !== '' ? currency : flow.platform.currency
}

type Billing = { readonly quantities: Quantities; readonly turn: Turn }

/** Units that a price bills at a turn. Usage is billed afterwards: with the first payment only where that waits for it. */
const unitsOf = (price: Block, flow: FlowIndex, { quantities, turn }: Billing) => {
  if (!isMetered(price)) return quantityOf(quantities, price.id)
  return isFirst(turn) && !paysInArrears(flow) ? 0 : meteredUnits(price, flow)
}

/** Lines that the prices of a block bill at one turn; null when an amount cannot be known, such as mixed currencies. */
export const expectedLines = (
  flow: FlowIndex,
  prices: readonly Block[],
  { quantities, turn }: Billing,
): ExpectedLines | null => {
  const [currency, ...others] = new Set(prices.map(price => currencyOfPrice(price, flow)))
  if (currency === undefined || others.length > 0) return null
  const lines: PaidLine[] = []
  for (const price of prices.filter(candidate => isDue(candidate, turn))) {
    const units = unitsOf(price, flow, { quantities, turn })
    if (units === 0 && !isMetered(price)) continue
    const amount = priceAmount(price, units)
    if (amount === null) return null
    const product = flow.into(price, 'product')[0]
    lines.push({ price: price.id, product: product?.id ?? price.id, amount, ...UNTAXED })
  }
  return { lines, currency }
}

/** Quantities that a block names in one of its lists of prices. */
const quantitiesIn = (block: Block, property: string): Quantities =>
  rowsOf(block, property).map(({ price, quantity }) => ({
    price: typeof price === 'string' ? blockId(price) : undefined,
    quantity: typeof quantity === 'number' ? quantity : 1,
  }))

/** One-time prices that a subscription bills with its first invoice. */
const firstInvoicePrices = (payment: Block, flow: FlowIndex, turn: Turn): readonly Block[] =>
  isFirst(turn)
    ? quantitiesIn(payment, 'addInvoiceItems').flatMap(({ price }) => (price && flow.block(price)) ?? [])
    : []

/** Lines that an invoice block writes itself, without prices. */
const ownLines = (payment: Block): readonly PaidLine[] =>
  rowsOf(payment, 'lines').map(({ amount }) => ({
    price: payment.id,
    product: payment.id,
    amount: typeof amount === 'number' ? amount : 0,
    ...UNTAXED,
  }))

const ownAmount = (payment: Block): readonly PaidLine[] => {
  const amount = numberOf(payment, 'amount')
  return amount === undefined ? [] : [{ price: payment.id, product: payment.id, amount, ...UNTAXED }]
}

/** What a payment without recurring prices bills: its own lines or amount, once. */
const onceLines = (payment: Block, flow: FlowIndex, turn: Turn): ExpectedLines => {
  const lines = [...ownLines(payment), ...ownAmount(payment)]
  return {
    lines: isFirst(turn) ? lines : [],
    currency: textOf(payment, 'currency') || flow.platform.currency,
  }
}

/** What a schedule bills at a turn of the prices that are connected to it; undefined where there are no phases. */
const phaseItems = (payment: Block, prices: readonly Block[], turn: Turn) => {
  const phase = phaseOf(payment, turn)
  if (phase === undefined) return undefined
  return phase === null || phase.trial ? [] : itemsOfPhase(phase, prices)
}

/**
 * What a payment bills at one turn, discounts and taxes included: the prices connected to it or to the page that creates it,
 * else its own lines or amount. Null when an amount cannot be known.
 */
export const linesOfPayment = (flow: FlowIndex, payment: Block, turn: Turn): ExpectedLines | null => {
  const connected = refsOfPayment(payment, 'price', flow)
  const phased = phaseItems(payment, connected, turn)
  const [first] = connected
  if (first && phased?.length === 0) return { lines: [], currency: currencyOfPrice(first, flow) }
  const prices = phased?.map(({ price }) => price) ?? connected
  const once = onceLines(payment, flow, turn)
  const added = firstInvoicePrices(payment, flow, turn)
  const quantities = [
    ...(phased ?? []).map(({ price, quantity }) => ({ price: price.id, quantity })),
    ...quantitiesIn(payment, 'items'),
    ...quantitiesIn(payment, 'addInvoiceItems'),
  ]
  const entry = flow.into(payment, 'money-in').flatMap(block => quantitiesIn(block, 'items'))
  const billed =
    connected.length === 0
      ? once
      : expectedLines(flow, [...prices, ...added], { quantities: [...quantities, ...entry], turn })
  if (!billed) return null
  const own = prices.length > 0 && once.currency === billed.currency ? ownLines(payment) : []
  const lines = [...billed.lines, ...(isFirst(turn) ? own : [])]
  const { currency } = billed
  const discounted = withDiscounts(lines, refsOfPayment(payment, 'coupon', flow), { flow, turn })
  return { currency, lines: withTaxes(discounted, payment, { flow, currency }) }
}
