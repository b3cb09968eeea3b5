import type { ApiObjects, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { chargedPrice } from '../resources/currency-options.ts'
import { amountFor } from './lines.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']
/** Whose usage, from when and up to when (seconds); the first `skip` events are not of it. */
type Span = {
  readonly customer: string
  readonly start: number
  readonly end: number
  readonly skip?: number
}

/** Whether an item is billed for what was used of it. */
export const isMetered = ({ price }: Pick<Item, 'price'>): boolean =>
  price.recurring?.usage_type === 'metered'

function usagesIn(world: World, meter: string, span: Span): readonly HiddenObjects['hidden.usage'][] {
  return world.store
    .linked('meter.usage', `${meter}:${span.customer}`)
    .map(id => world.find('hidden.usage', id))
    .filter(usage => usage !== undefined)
    .filter(usage => usage.at >= span.start && usage.at < span.end)
}

/** How many events told of a customer's usage in a time. */
export const countOf = (world: World, meter: string, span: Span): number =>
  usagesIn(world, meter, span).length

/** What a customer used of a meter in a time, as the meter adds it up. */
export function usageOf(world: World, meter: string, span: Span): number {
  const formula = world.find('billing.meter', meter)?.default_aggregation.formula
  const usages = usagesIn(world, meter, span)
    .toSorted((a, b) => a.at - b.at)
    .slice(span.skip ?? 0)
  if (formula === 'count') return usages.length
  if (formula === 'last') return usages.at(-1)?.value ?? 0
  return usages.reduce((sum, usage) => sum + usage.value, 0)
}

/** What was used of a metered item and not billed yet, and with that in its whole period. */
export type Accrued = {
  /** Since when its price counts in this period, seconds. */
  readonly from: number
  readonly units: number
  /** Minor units of the currency. */
  readonly amount: number
  readonly whole: { readonly units: number; readonly amount: number }
}

/**
 * What is to be billed of a metered item's period up to a time: the usage of the whole period by its tiers, without what
 * an invoice at a threshold billed of it.
 * Source: docs.stripe.com/billing/subscriptions/usage-based/thresholds#thresholds-and-tiered-pricing.
 */
export function accruedOf(
  world: World,
  { id, customer }: Subscription,
  { item, start, end }: { readonly item: Item; readonly start: number; readonly end: number },
): Accrued {
  const known = world.find('hidden.usage_billed', item.id)
  const before = known?.start === start ? known : { from: start, units: 0, amount: 0, skip: 0 }
  const { from = start } = before
  const meter = item.price.recurring?.meter
  const units = meter ? usageOf(world, meter, { customer, start: from, end, skip: before.skip }) : 0
  const amount = amountFor(chargedPrice(world, id, item.price), units)
  return { from, units: units - before.units, amount: amount - before.amount, whole: { units, amount } }
}
