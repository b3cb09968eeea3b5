import { missingParam } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { currencyFor, priceIn } from '../resources/currency-options.ts'
import { checkCurrency } from '../resources/price-amounts.ts'
import { createPrice } from '../resources/prices.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { taxLineBy } from '../tax/levy.ts'
import { createDiscounts } from './discounts.ts'
import { amountFor, timesDecimal } from './lines.ts'

type InvoiceItem = ApiObjects['invoiceitem']
type Create = EndpointParams<'POST /v1/invoiceitems'>
type AddedLine = EndpointParams<'POST /v1/invoices/{id}/add_lines'>['lines'][number]

/** What a request says of something to be billed once. */
export type ItemGiven = Pick<
  Create,
  | 'amount'
  | 'description'
  | 'discountable'
  | 'discounts'
  | 'metadata'
  | 'period'
  | 'quantity'
  | 'unit_amount_decimal'
> & {
  readonly pricing?: { readonly price?: string }
  readonly price_data?: Create['price_data'] | AddedLine['price_data']
  readonly tax_rates?: readonly string[] | null
}

type Priced = {
  readonly price?: ApiObjects['price']
  readonly quantity: number
  readonly amount: number
  readonly currency?: string
}

type Before = {
  readonly before?: InvoiceItem
  /** The currency that is said, and the customer's. */
  readonly asked: string | undefined
  readonly customer?: string | null | undefined
}

/** What is billed by what is said. */
function priced(world: World, given: ItemGiven, { before, asked, customer }: Before): Priced | undefined {
  const { amount, unit_amount_decimal: each } = given
  const quantity = given.quantity ?? before?.quantity ?? 1
  const own = priceFor(world, given, before)
  const currency = own && currencyFor(world, [own], { asked, customer })
  const price = own && currency && priceIn(world, own, { currency, param: 'pricing[price]' })
  if (price) return { price, quantity, amount: amountFor(price, quantity), currency: price.currency }
  if (amount !== undefined) return { quantity, amount }
  return each === undefined ? undefined : { quantity, amount: timesDecimal(each, quantity) }
}

/** The price that is named, or made; a new quantity alone is of the price there was. */
function priceFor(
  world: World,
  { pricing, price_data: data, amount, unit_amount_decimal: each, quantity }: ItemGiven,
  before: InvoiceItem | undefined,
): ApiObjects['price'] | undefined {
  if (data !== undefined) return createPrice(world, data)
  const keeps = quantity !== undefined && amount === undefined && each === undefined
  const id = pricing?.price ?? (keeps ? before?.pricing?.price_details?.price : undefined)
  return id === undefined ? undefined : world.get('price', id, 'pricing[price]')
}

function pricingOf(price: ApiObjects['price'] | undefined): InvoiceItem['pricing'] {
  if (price === undefined) return null
  return {
    type: 'price_details',
    price_details: { price: price.id, product: price.product },
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

/** Where an item belongs. */
type Place = {
  readonly customer: ApiObjects['customer']
  readonly currency?: string | undefined
  readonly invoice?: string | undefined
  readonly subscription?: string | undefined
}

/** Makes something that is billed once, on an invoice or on the next one. */
export function createInvoiceItem(world: World, given: ItemGiven, place: Place): InvoiceItem {
  const { customer, invoice, subscription } = place
  const found = priced(world, given, { asked: place.currency, customer: customer.currency })
  if (found === undefined) throw missingParam('amount')
  const { amount, quantity, price } = found
  const clock = customer.test_clock ?? null
  const now = world.timeOn(clock)
  const id = world.newId('ii_1')
  const currency = checkCurrency(found.currency ?? place.currency ?? customer.currency ?? 'usd')
  const item = world.create('invoiceitem', {
    id,
    amount,
    currency,
    customer: customer.id,
    date: now,
    description: given.description,
    discountable: given.discountable ?? amount >= 0,
    discounts: discountsOf(world, given, { id, amount, customer: customer.id, currency, start: now }),
    invoice,
    metadata: mergeMetadata(null, given.metadata),
    net_amount: amount,
    period: given.period ?? { start: now, end: now },
    parent:
      subscription === undefined
        ? null
        : { type: 'subscription_details', subscription_details: { subscription } },
    pricing: pricingOf(price),
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: taxRatesOf(world, given.tax_rates, 'tax_rates'),
    test_clock: clock,
  })
  world.store.link('customer.invoiceitems', customer.id, item.id)
  return item
}

type Discountable = Pick<InvoiceItem, 'id' | 'amount' | 'currency'> & {
  readonly customer: string
  readonly start: number
}

/** The discounts that are asked for of something billed once; none where none are asked for. */
const discountsOf = (
  world: World,
  { discounts }: ItemGiven,
  { id, amount, customer, currency, start }: Discountable,
): string[] =>
  createDiscounts(world, discounts ?? [], {
    customer,
    invoiceItem: id,
    start,
    currency,
    bought: { subtotal: amount, currency },
  })

/** Changes what is billed once; what is not said stays. */
export function changeInvoiceItem(world: World, id: string, given: ItemGiven): InvoiceItem {
  const before = world.get('invoiceitem', id)
  const found = priced(world, given, { before, asked: before.currency })
  if (found !== undefined) world.store.remove('hidden.item_discounts', id)
  const { amount } = found ?? before
  const start = world.timeOn(typeof before.test_clock === 'string' ? before.test_clock : null)
  const discounts = discountsOf(world, given, { ...before, amount, start })
  const kept = before.proration && found !== undefined ? [] : before.discounts
  return world.change('invoiceitem', id, {
    ...present({ description: given.description, discountable: given.discountable, period: given.period }),
    ...(found === undefined
      ? {}
      : {
          amount: found.amount,
          net_amount: found.amount,
          quantity: found.quantity,
          quantity_decimal: String(found.quantity),
          pricing: pricingOf(found.price),
        }),
    discounts: given.discounts === undefined ? kept : discounts,
    metadata: mergeMetadata(before.metadata, given.metadata),
    ...(given.tax_rates === undefined ? {} : { tax_rates: taxRatesOf(world, given.tax_rates, 'tax_rates') }),
  })
}

/** An item without a price tells itself how it is taxed. */
export function taxAsTold(
  world: World,
  item: string,
  { tax_behavior: behavior, tax_code: code }: Pick<Create, 'tax_behavior' | 'tax_code'>,
): void {
  if (behavior !== undefined || code !== undefined) taxLineBy(world, item, { behavior, code })
}
