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
}

/** Puts an item onto the next invoice of a subscription. */
export function pendItem(world: World, given: Pending): InvoiceItem {
  const { quantity, proration = false, subscription, subscriptionItem } = given
  const price = chargedPrice(world, subscription, given.price)
  const amount = given.amount ?? amountFor(price, quantity)
  const item = world.create('invoiceitem', {
    amount,
    currency: price.currency,
    customer: given.customer,
    date: given.period.start,
    description: given.description ?? world.find('product', price.product)?.name ?? price.product,
    discountable: !proration,
    metadata: given.metadata ?? {},
    net_amount: amount,
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
  world.store.link('customer.invoiceitems', given.customer, item.id)
  world.emit('invoiceitem.created', item)
  return item
}
