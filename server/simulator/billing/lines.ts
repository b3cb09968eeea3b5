import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { chargedPrice, priceIn } from '../resources/currency-options.ts'
import { applies } from './discounts.ts'
import { partOf } from './periods.ts'

type Line = ApiObjects['line_item']
type Item = ApiObjects['subscription_item']
type Price = ApiObjects['price']

/** What a quantity of a price costs, minor units. */
export function amountFor(price: Price, quantity: number): number {
  if (price.custom_unit_amount !== null)
    throw invalidRequest(
      `The price \`${price.id}\` has a custom_unit_amount: it can only be used with Checkout Sessions and Payment Links.`,
      { param: 'price' },
    )
  if (price.billing_scheme === 'tiered') return tiered(price, quantity)
  const { transform_quantity: transform } = price
  const units =
    transform === null
      ? quantity
      : transform.round === 'up'
        ? Math.ceil(quantity / transform.divide_by)
        : Math.floor(quantity / transform.divide_by)
  if (price.unit_amount !== null) return price.unit_amount * units
  return timesDecimal(price.unit_amount_decimal ?? '0', units)
}

/** A decimal amount (up to 12 places) times a quantity, rounded half up to whole minor units. */
export function timesDecimal(decimal: string, quantity: number): number {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const scaled = BigInt(whole + fraction.padEnd(12, '0')) * BigInt(quantity)
  const rounded = Number((scaled + 500_000_000_000n) / 1_000_000_000_000n)
  return decimal.startsWith('-') ? -rounded : rounded
}

type Tier = NonNullable<Price['tiers']>[number]

function tierAmount(tier: Tier, units: number): number {
  return (
    timesDecimal(tier.unit_amount_decimal ?? '0', units) + timesDecimal(tier.flat_amount_decimal ?? '0', 1)
  )
}

function tiered(price: Price, quantity: number): number {
  const tiers = price.tiers ?? []
  if (price.tiers_mode === 'volume') {
    const tier = tiers.find(one => one.up_to === null || quantity <= one.up_to)
    return tier === undefined ? 0 : tierAmount(tier, quantity)
  }
  let from = 0
  let sum = 0
  for (const tier of tiers) {
    const until = tier.up_to ?? Number.POSITIVE_INFINITY
    const units = Math.min(quantity, until) - from
    if (units <= 0 && from > 0) break
    sum += tierAmount(tier, Math.max(0, units))
    from = until
  }
  return sum
}

/** One period of a subscription's item to be billed. */
type Billed = {
  readonly item: Item
  readonly start: number
  readonly end: number
  /** A free trial. */
  readonly free?: boolean
  /** Nothing is billed for this time, though it is no trial. */
  readonly waived?: boolean
  /** What it costs, where the quantity alone does not tell, minor units. */
  readonly amount?: number
  /** How long the whole period is, in seconds: the time that is billed may be a part of it. */
  readonly whole?: number
}

function billedAmount(price: Price, billed: Billed): number {
  const { item, start, end, free, waived, whole } = billed
  if (free === true || waived === true) return 0
  if (billed.amount !== undefined) return billed.amount
  const amount = amountFor(price, item.quantity ?? 1)
  return whole === undefined ? amount : partOf(amount, end - start, whole)
}

/** Those of an item's discounts that still count. */
const standing = (world: World, discounts: readonly string[], clock: string | null): readonly string[] =>
  discounts.length === 0 ? discounts : discounts.filter(id => applies(world, id, world.timeOn(clock)))

/** How often, as Stripe writes it behind a price: ` / month`, ` / every 3 months`. */
function perInterval(recurring: Price['recurring']): string {
  if (recurring === null) return ''
  const { interval, interval_count: count } = recurring
  return count > 1 ? ` / every ${count} ${interval}s` : ` / ${interval}`
}

/** The line that bills one period of a subscription's item. */
export function itemLine(world: World, subscription: string, billed: Billed): Line {
  const { item } = billed
  const owner = world.find('subscription', subscription)
  const price = chargedPrice(world, subscription, item.price)
  const quantity = item.quantity ?? 1
  const amount = billedAmount(price, billed)
  const product = world.find('product', price.product)?.name ?? price.product
  const each = `(at ${shown(price.unit_amount ?? amount, price.currency)}${perInterval(price.recurring)})`
  return line(world, {
    amount,
    price,
    quantity,
    description:
      billed.free === true ? `Free trial for ${quantity} × ${product}` : `${quantity} × ${product} ${each}`,
    period: { start: billed.start, end: billed.end },
    metadata: owner?.metadata ?? {},
    discounts: standing(world, item.discounts, owner?.test_clock ?? null),
    subscription,
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: item.id,
      },
    },
  })
}

/** The line for an invoice item. */
export function invoiceItemLine(world: World, item: ApiObjects['invoiceitem']): Line {
  const price = item.pricing?.price_details
    ? world.find('price', item.pricing.price_details.price)
    : undefined
  const off = world.find('hidden.item_discounts', item.id)?.amounts ?? []
  return world.draft('line_item', {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    metadata: item.metadata ?? {},
    period: item.period,
    pricing:
      price === undefined
        ? null
        : pricingOf(priceIn(world, price, { currency: item.currency, param: 'currency' })),
    quantity: item.quantity,
    quantity_decimal: String(item.quantity),
    subtotal: item.amount,
    taxes: [],
    discount_amounts: off,
    discounts: item.discounts ?? [],
    pretax_credit_amounts: [],
    parent: {
      type: 'invoice_item_details',
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
    },
  })
}

function pricingOf(price: Price): NonNullable<Line['pricing']> {
  return {
    type: 'price_details',
    price_details: { price: price.id, product: price.product },
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

type LineGiven = Pick<Line, 'amount' | 'description' | 'discounts' | 'period' | 'metadata' | 'parent'> & {
  readonly price: Price
  readonly quantity: number
  readonly subscription: string | null
}

function line(world: World, given: LineGiven): Line {
  return world.draft('line_item', {
    amount: given.amount,
    currency: given.price.currency,
    description: given.description,
    discountable: true,
    discount_amounts: [],
    discounts: given.discounts,
    metadata: given.metadata,
    parent: given.parent,
    period: given.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(given.price),
    quantity: given.quantity,
    quantity_decimal: String(given.quantity),
    subscription: given.subscription,
    subtotal: given.amount,
    taxes: [],
  })
}
