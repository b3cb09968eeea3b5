import { GENERAL_TAX_CODES } from '#shared/facts/tax-codes.ts'
import { TAX_PLACES, type TaxedKind, type TaxPlace } from '#shared/facts/tax-table.ts'
import type { Account } from '#shared/money/posting.ts'
import { divideHalfUp } from '#shared/money/round.ts'
import { lineNet, type PaidLine } from './arrival.ts'
import type { FlowIndex } from './block-definition.ts'
import { accountOfPayment, derivedChargeType } from './charge-type.ts'
import type { Block } from './graph.ts'
import { payerOf, refsOfPayment } from './payment.ts'
import { rowsOf, textOf } from './read-props.ts'

/** A rate as millionths of an amount, inside it or on top. */
type Rate = { readonly millionths: number; readonly inclusive: boolean }

/** The tax block of a payment, or of the page that creates it. */
export const taxBlockOf = (payment: Block, flow: FlowIndex): Block | undefined =>
  refsOfPayment(payment, 'tax', flow)[0]

/** Who owes the tax of a payment, and the account to which it is booked: the liable account, else the merchant. */
export const taxAccounts = (
  payment: Block,
  flow: FlowIndex,
): { readonly owing: Account; readonly owed: Account } => {
  const tax = taxBlockOf(payment, flow)
  const liable = tax && textOf(tax, 'liability') === 'account' ? textOf(tax, 'liableAccount') : ''
  const merchant = derivedChargeType(payment, flow) === 'direct' ? accountOfPayment(payment, flow) : undefined
  return { owing: `bank:${liable || (merchant ?? 'platform')}`, owed: `tax:${(tax ?? payment).id}` }
}

/** True where tax is worked out from the customer’s address. */
export const isAutomatic = (payment: Block, flow: FlowIndex): boolean => {
  const tax = taxBlockOf(payment, flow)
  return (tax !== undefined && textOf(tax, 'mode') === 'automatic') || payment.props['automaticTax'] === true
}

/** A percentage with up to four decimals ("8.875") as millionths; 0 where the text is none. */
const millionthsOf = (percent: string): number => {
  const [, whole = '0', part = ''] = /^(\d+)(?:\.(\d{1,4}))?$/.exec(percent) ?? []
  return Number(whole + part.padEnd(4, '0'))
}

/** The code for what a product is when it names none: the account’s preset. */
const PRESET_CODE = 'txcd_10000000'

const kindOf = (price: Block | undefined, flow: FlowIndex): TaxedKind | undefined => {
  const product = price && flow.into(price, 'product')[0]
  const code = (product && textOf(product, 'taxCode')) || PRESET_CODE
  return GENERAL_TAX_CODES.find(known => known.code === code)?.kind
}

/** Where the customer of a payment is, when the table knows the place and tax is collected there. */
const placeOf = (payment: Block, tax: Block | undefined, flow: FlowIndex): TaxPlace | undefined => {
  const payer = payerOf(payment, flow)
  const registered = tax?.props['registrations']
  if (!payer || !Array.isArray(registered)) return undefined
  const country = textOf(payer, 'country')
  const state = country === 'US' ? textOf(payer, 'state') : undefined
  const place = TAX_PLACES.find(known => known.country === country && known.state === state)
  return registered.includes(state === undefined ? country : `${country}-${state}`) ? place : undefined
}

/** Prices that say nothing have tax on top in dollars and inside elsewhere: Stripe’s “automatic”. */
const isInclusive = (price: Block | undefined, currency: string): boolean => {
  const said = price && textOf(price, 'taxBehavior')
  if (said === 'inclusive' || said === 'exclusive') return said === 'inclusive'
  return currency !== 'usd' && currency !== 'cad'
}

const automaticRates = (
  payment: Block,
  { flow, currency }: Taxing,
): ((price: Block | undefined) => readonly Rate[]) => {
  const place = placeOf(payment, taxBlockOf(payment, flow), flow)
  const payer = payerOf(payment, flow)
  if (!place || !payer || textOf(payer, 'taxExempt') !== 'none') return () => []
  return price => {
    const kind = kindOf(price, flow)
    return kind !== undefined && place.taxes.includes(kind)
      ? [{ millionths: millionthsOf(place.percent), inclusive: isInclusive(price, currency) }]
      : []
  }
}

const ownRates = (tax: Block): readonly Rate[] =>
  rowsOf(tax, 'rates').map(({ percent, inclusive }) => ({
    millionths: typeof percent === 'string' ? millionthsOf(percent) : 0,
    inclusive: inclusive === true,
  }))

const WHOLE = 1_000_000n

/** Rounded half up, away from zero: a credit has the tax of what was charged. */
const share = (amount: bigint, part: number, whole: bigint): number =>
  amount < 0n ? -share(-amount, part, whole) : divideHalfUp(amount * BigInt(part), whole)

/** A line with its taxes, rounded once per rate: inclusive ones taken out together, others on what is left. */
const taxed = (line: PaidLine, rates: readonly Rate[]): PaidLine => {
  const net = BigInt(lineNet(line))
  const inclusive = rates.filter(rate => rate.inclusive)
  const inside = inclusive.reduce((sum, rate) => sum + BigInt(rate.millionths), WHOLE)
  const taxIncluded = inclusive.reduce((sum, rate) => sum + share(net, rate.millionths, inside), 0)
  const base = net - BigInt(taxIncluded)
  const taxesAdded = rates.filter(rate => !rate.inclusive).map(rate => share(base, rate.millionths, WHOLE))
  return { ...line, taxIncluded, taxesAdded }
}

type Taxing = { readonly flow: FlowIndex; readonly currency: string }

/**
 * Lines with the tax that is inside them and on top of them: by the rates of a payment’s tax block, or by the table of
 * standard rates where the customer is known and the block says that tax is collected there.
 */
export const withTaxes = (
  lines: readonly PaidLine[],
  payment: Block,
  taxing: Taxing,
): readonly PaidLine[] => {
  const { flow } = taxing
  const tax = taxBlockOf(payment, flow)
  if (tax && textOf(tax, 'mode') === 'rates') {
    const rates = ownRates(tax)
    return lines.map(line => taxed(line, rates))
  }
  if (!isAutomatic(payment, flow)) return lines
  const ratesOf = automaticRates(payment, taxing)
  return lines.map(line => taxed(line, ratesOf(flow.block(line.price))))
}
