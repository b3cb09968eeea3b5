import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { chargedPrice } from '../resources/currency-options.ts'
import { createDiscounts, type DiscountAsked } from './discounts.ts'
import { amountFor } from './lines.ts'

type InvoiceItem = ApiObjects['invoiceitem']

/** Something that waits for the next invoice of a subscription. */
export type Pending = {
  readonly customer: string
  readonly clock: string | null
  readonly subscription: string
  readonly subscriptionItem?: string
  readonly price: ApiObjects['price']
  readonly quantity: number
  readonly period: InvoiceItem['period']
  readonly metadata?: InvoiceItem['metadata']
  /** What it costs, when that is not the price. */
  readonly amount?: number
  readonly description?: string
  readonly proration?: boolean
  readonly taxRates?: InvoiceItem['tax_rates']
  /** Whether discounts count for it: for all but prorations, unless it says otherwise. */
  readonly discountable?: boolean | undefined
  /** Its own discounts, taken off before those of the invoice. */
  readonly discounts?: { readonly asked: readonly DiscountAsked[]; readonly path: string }
  /** What discounts took off, where that is shown apart from the amount. */
  readonly off?: Off
}

/** What each discount takes off, minor units. */
export type Off = readonly { readonly amount: number; readonly discount: string }[]

/** What discounts take off together. */
export const offSum = (off: Off): number => off.reduce((sum, part) => sum + part.amount, 0)

/** Puts an item onto the next invoice of a subscription. */
export function pendItem(world: World, given: Pending): InvoiceItem {
  const { quantity, proration = false, subscription, subscriptionItem, off = [] } = given
  const price = chargedPrice(world, subscription, given.price)
  const amount = given.amount ?? amountFor(price, quantity)
  const id = world.newId('ii_1')
  const item = world.create('invoiceitem', {
    id,
    amount,
    currency: price.currency,
    customer: given.customer,
    date: world.timeOn(given.clock),
    description: given.description ?? world.find('product', price.product)?.name ?? price.product,
    discountable: given.discountable ?? !proration,
    discounts: [
      ...ownOf(world, given, { id, amount, currency: price.currency }),
      ...off.map(({ discount }) => discount),
    ],
    metadata: given.metadata ?? {},
    net_amount: amount - offSum(off),
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription, subscription_item: subscriptionItem },
    },
    period: given.period,
    pricing: {
      type: 'price_details',
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: price.unit_amount_decimal,
    },
    proration,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: given.taxRates ?? [],
    test_clock: given.clock,
  })
  if (off.length > 0) world.hide('hidden.item_discounts', { id: item.id, amounts: off })
  world.store.link('customer.invoiceitems', given.customer, item.id)
  world.emit('invoiceitem.created', item)
  return item
}

/** The discounts that are asked for of an item itself. */
function ownOf(
  world: World,
  { clock, customer, discounts }: Pending,
  { id, amount, currency }: Pick<InvoiceItem, 'id' | 'amount' | 'currency'>,
): string[] {
  if (discounts === undefined) return []
  const { asked, path } = discounts
  const bought = { subtotal: amount, currency }
  return createDiscounts(world, asked, {
    customer,
    invoiceItem: id,
    start: world.timeOn(clock),
    currency,
    bought,
    path,
  })
}
