import { ownOff } from '../billing/discounts.ts'
import { ApiError } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { priceIn } from '../resources/currency-options.ts'
import { isLocated, type Sold } from './automatic.ts'
import { gatherTaxes } from './credit-tax.ts'
import { type Automatic, buyerOf, type Levy, leviesOn, methodsBehind, owingOf, sumOf } from './levy.ts'
import { type ShippingCost, taxShipping } from './shipping-tax.ts'

type Invoice = ApiObjects['invoice']
type Line = ApiObjects['line_item']
type Tax = NonNullable<Line['taxes']>[number]
type TaxRate = ApiObjects['tax_rate']

/** An invoice with its taxes worked out. */
export type Taxed = {
  readonly automatic_tax: Invoice['automatic_tax']
  readonly lines: readonly Line[]
  readonly shipping: ShippingCost | null
  readonly total_taxes: readonly Tax[]
  /** Inside the lines after discounts and inside shipping, and inside the lines before. */
  readonly inside: number
  readonly insideBefore: number
  /** On top of the lines and of shipping. */
  readonly onTop: number
}

type Known = {
  readonly world: World
  readonly invoice: Invoice
  readonly automatic: Automatic | null
  readonly items: ReadonlyMap<string, readonly TaxRate[]>
}

/** Works the taxes of a draft out, line by line: by rates of the line, of the invoice, or by the table. */
export function taxInvoice(world: World, invoice: Invoice): Taxed {
  const state = stateOf(world, invoice)
  const known: Known = { world, invoice, automatic: state.automatic, items: itemRates(world, invoice) }
  const taxed = invoice.lines.data.map(line => taxLine(line, known))
  const { automatic } = state
  const shipped = taxShipping(world, invoice.shipping_cost, { automatic, currency: invoice.currency })
  const levies = [...taxed.flatMap(one => one.levies), ...shipped.levies]
  return {
    automatic_tax: state.shown,
    lines: taxed.map(one => one.line),
    shipping: shipped.cost,
    total_taxes: gatherTaxes([...taxed.map(one => one.line), { taxes: shipped.levies.map(shownTax) }]),
    inside: sumOf(levies, true),
    insideBefore: taxed.reduce((sum, one) => sum + one.insideBefore, 0),
    onTop: sumOf(levies, false),
  }
}

function stateOf(
  world: World,
  invoice: Invoice,
): { readonly shown: Invoice['automatic_tax']; readonly automatic: Automatic | null } {
  const { automatic_tax: shown, customer: id } = invoice
  const customer = id === null ? undefined : world.find('customer', id)
  if (!shown.enabled || customer === undefined) return { shown, automatic: null }
  const buyer = buyerOf(world, customer, methodsBehind(world, invoice))
  if (!isLocated(buyer.address))
    return { shown: { ...shown, status: 'requires_location_inputs' }, automatic: null }
  return {
    shown: { ...shown, status: 'complete' },
    automatic: { owing: owingOf(world, shown.liability), buyer },
  }
}

function itemRates(world: World, { parent }: Invoice): Known['items'] {
  const id = parent?.subscription_details?.subscription
  const items = id === undefined ? [] : (world.find('subscription', id)?.items.data ?? [])
  return new Map(items.map(item => [item.id, item.tax_rates ?? []]))
}

function ratesOf(line: Line, { world, invoice, items }: Known): readonly TaxRate[] {
  const { invoice_item_details: item, subscription_item_details: ofItem } = line.parent ?? {}
  const own = world.find('hidden.line_tax', line.id)?.rates.map(id => world.get('tax_rate', id))
  const named =
    own ??
    (item ? world.find('invoiceitem', item.invoice_item)?.tax_rates : undefined) ??
    (ofItem ? items.get(ofItem.subscription_item) : undefined) ??
    []
  return named.length > 0 ? named : invoice.default_tax_rates
}

function soldAs(line: Line, amount: number, world: World): Sold {
  const { price, product } = line.pricing?.price_details ?? {}
  const own = world.find('hidden.line_tax', line.parent?.invoice_item_details?.invoice_item ?? line.id)
  return {
    amount,
    behavior: own?.behavior ?? behaviorOf(world, price, line.currency),
    code: own?.code ?? taxCodeOf(world, product),
    currency: line.currency,
  }
}

function behaviorOf(world: World, id: string | undefined, currency: string): string | null {
  const price = id === undefined ? undefined : world.find('price', id)
  return price === undefined ? null : priceIn(world, price, { currency, param: 'currency' }).tax_behavior
}

function taxCodeOf(world: World, product: string | undefined): string | null {
  const code = product === undefined ? null : (world.find('product', product)?.tax_code ?? null)
  return typeof code === 'string' ? code : null
}

function taxLine(
  line: Line,
  known: Known,
): { readonly line: Line; readonly levies: readonly Levy[]; readonly insideBefore: number } {
  const rates = ratesOf(line, known)
  if (rates.length === 0 && known.automatic === null) return { line, levies: [], insideBefore: 0 }
  const how = { rates, automatic: known.automatic }
  const off = (line.discount_amounts ?? []).reduce((sum, part) => sum + part.amount, 0)
  const levies = leviesOn(known.world, soldAs(line, line.amount - off, known.world), how)
  const before =
    off === 0 ? levies : leviesOn(known.world, soldAs(line, line.amount - ownOff(line), known.world), how)
  return { line: { ...line, taxes: levies.map(shownTax) }, levies, insideBefore: sumOf(before, true) }
}

const shownTax = (levy: Levy): Tax => ({
  amount: levy.amount,
  tax_behavior: levy.inclusive ? 'inclusive' : 'exclusive',
  tax_rate_details: levy.rate === null ? null : { tax_rate: levy.rate.id },
  taxability_reason: levy.reason,
  taxable_amount: levy.taxable,
  type: 'tax_rate_details',
})

/** What the API says where the customer's location is not known well enough. */
export const NO_LOCATION = {
  type: 'invalid_request_error',
  code: 'customer_tax_location_invalid',
  message:
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
  param: 'automatic_tax[enabled]',
} as const

/** The refusal that says so; `keeps` leaves what was noted about it. */
export const noLocation = (keeps = false) => new ApiError(400, NO_LOCATION, keeps)
