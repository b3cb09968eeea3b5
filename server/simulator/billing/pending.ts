import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { chargedPrice } from '../resources/currency-options.ts'
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
  const item = world.create('invoiceitem', {
    amount,
    currency: price.currency,
    customer: given.customer,
    date: given.period.start,
    description: given.description ?? world.find('product', price.product)?.name ?? price.product,
    discountable: !proration,
    discounts: off.map(({ discount }) => discount),
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
