import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { pendItem } from './pending.ts'
import { accruedOf, isMetered } from './usage.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']

/** Puts what was used since the last invoice, also in this second, onto the next one. */
export function billUsage(world: World, subscription: Subscription): void {
  const now = world.timeOn(subscription.test_clock)
  for (const item of subscription.items.data)
    billItemUsage(world, subscription, { item, until: now, events: now + 1 })
}

type Used = {
  readonly item: Item
  /** End of the time that is billed, in seconds. */
  readonly until: number
  /** Events before this second are billed. */
  readonly events: number
}

function billItemUsage(world: World, subscription: Subscription, { item, until, events }: Used): void {
  if (!isMetered(item)) return
  const { customer, test_clock: clock, id } = subscription
  const { price, current_period_start: start, tax_rates: rates } = item
  const { from, units, amount } = accruedOf(world, subscription, { item, start, end: events })
  if (units > 0)
    pendItem(world, {
      customer,
      clock,
      subscription: id,
      subscriptionItem: item.id,
      price,
      quantity: units,
      amount,
      period: { start: from, end: until },
      taxRates: rates ?? [],
    })
}

/** A metered item that was given another price, or was taken away (`next` undefined), at a time in seconds. */
type Left = { readonly old: Item; readonly next: Item | undefined; readonly at: number }

/**
 * What was used at a price that an item has no more: the flexible mode bills it, unless nothing is to be prorated; the
 * classic mode never does. What is used from then on counts for the new price.
 * Source: docs.stripe.com/billing/subscriptions/usage-based/manage-billing-setup#update-prices-mid-cycle.
 */
export function leavePrice(
  world: World,
  subscription: Subscription,
  { old, next, at, prorates }: Left & { readonly prorates: boolean },
): void {
  const counts = next !== undefined && isMetered(next)
  const until = Math.min(at, old.current_period_end)
  if (prorates && subscription.billing_mode.type !== 'classic')
    billItemUsage(world, subscription, {
      item: old,
      until,
      events: counts || until < at ? until : until + 1,
    })
  if (counts)
    world.hide('hidden.usage_billed', {
      id: next.id,
      start: next.current_period_start,
      from: Math.max(at, next.current_period_start),
      units: 0,
      amount: 0,
      skip: 0,
    })
}
