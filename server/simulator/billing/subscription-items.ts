import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { currencyFor, priceIn } from '../resources/currency-options.ts'
import { createPrice } from '../resources/prices.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { itemThresholdsOf } from './item-thresholds.ts'
import { intervalOf, isMultiple, lengthOf } from './periods.ts'
import { isMetered } from './usage.ts'

type Price = ApiObjects['price']
type Item = ApiObjects['subscription_item']
export type NewItem = NonNullable<EndpointParams<'POST /v1/subscriptions'>['items']>[number]
type Priced = {
  readonly price?: string
  readonly price_data?: NonNullable<NewItem['price_data']> | ExtraPriceData
}
type ExtraPriceData = NonNullable<
  NonNullable<EndpointParams<'POST /v1/subscriptions'>['add_invoice_items']>[number]['price_data']
>

/** The price that a new item names, or one made of its `price_data`. */
export function priceOf(world: World, item: Priced, path: string): Price {
  if (item.price_data !== undefined) return createPrice(world, item.price_data)
  if (item.price === undefined) throw missingParam(`${path}[price]`)
  const price = world.get('price', item.price, `${path}[price]`)
  if (!price.active)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${path}[price]`,
    })
  return price
}

type Currencies = {
  readonly path?: string
  /** The currency that is asked for, and the customer's. */
  readonly asked?: string | undefined
  readonly customer?: string | null | undefined
}

/** The items of a subscription, or of a phase, must share a currency and recur. `path` is where they are given. */
export function checkItems(
  world: World,
  items: readonly Priced[],
  { path = '', asked, customer }: Currencies = {},
): { readonly prices: Price[]; readonly currency: string } {
  const at = path === '' ? 'items' : `${path}[items]`
  const prices = items.map((item, index) => priceOf(world, item, `${at}[${index}]`))
  if (prices.length === 0) throw missingParam(at)
  const currency = currencyFor(world, prices, { asked, customer })
  for (const [index, price] of prices.entries()) {
    if (price.recurring === null)
      throw invalidRequest(
        `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
        { param: `${at}[${index}][price]` },
      )
    priceIn(world, price, { currency, param: `${at}[${index}][price]` })
  }
  if (new Set(prices.map(price => price.id)).size < prices.length)
    throw invalidRequest('Cannot add multiple subscription items with the same price.', { param: at })
  return { prices, currency }
}

/** Prices of different intervals need the flexible mode, and the longer ones must be multiples of the shortest. */
export function checkIntervals(prices: readonly Price[], mode: 'classic' | 'flexible'): void {
  const intervals = prices.map(intervalOf)
  const [shortest] = intervals.toSorted((a, b) => lengthOf(a) - lengthOf(b))
  if (shortest === undefined) return
  const others = intervals.filter(one => lengthOf(one) !== lengthOf(shortest))
  if (others.length === 0) return
  if (mode === 'classic')
    throw invalidRequest(
      'All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`. Mixed intervals need `billing_mode[type]=flexible`.',
      { param: 'items' },
    )
  if (others.some(one => !isMultiple(one, shortest)))
    throw invalidRequest('The billing intervals of a subscription must be multiples of its shortest one.', {
      param: 'items',
    })
}

type ItemDraft = {
  readonly given: {
    readonly price?: string
    readonly quantity?: number
    readonly metadata?: NewItem['metadata']
    readonly tax_rates?: NewItem['tax_rates']
    readonly billing_thresholds?: NewItem['billing_thresholds']
  }
  readonly price: Price
  readonly subscription: string
  readonly start: number
  readonly end: number
  readonly created: number
}

/** One item of a subscription with its own period. */
export function draftItem(world: World, draft: ItemDraft): Item {
  const { price } = draft
  const metered = isMetered({ price })
  return world.draft('subscription_item', {
    billing_thresholds: itemThresholdsOf(price, draft.given.billing_thresholds),
    created: draft.created,
    current_period_end: draft.end,
    current_period_start: draft.start,
    metadata: mergeMetadata(null, draft.given.metadata),
    plan: planOf(price),
    price,
    ...(metered ? {} : { quantity: draft.given.quantity ?? 1 }),
    subscription: draft.subscription,
    tax_rates: taxRatesOf(world, draft.given.tax_rates, 'items[tax_rates]'),
  })
}

/** A recurring price as the plan that older code reads. */
function planOf(price: Price) {
  return {
    id: price.id,
    object: 'plan' as const,
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: price.recurring?.trial_period_days ?? null,
    usage_type: price.recurring?.usage_type ?? 'licensed',
  }
}
