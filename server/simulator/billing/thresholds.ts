import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { applies, discountLines } from './discounts.ts'
import { amountFor, invoiceItemLine, itemLine } from './lines.ts'
import { intervalOf, periodOf } from './periods.ts'
import { billPeriod, pendingItems, usageLine } from './renewal.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { type Accrued, accruedOf, countOf, isMetered } from './usage.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']
type Line = ApiObjects['line_item']
type Why = NonNullable<ApiObjects['invoice']['threshold_reason']>

/** Thresholds are not looked at in the last day of a period, so that there are not two invoices on one day. */
const LAST = 86_400
/** The smallest amount that can be a threshold, minor units. */
const LEAST = 50

type Given =
  | { readonly amount_gte?: number; readonly reset_billing_cycle_anchor?: boolean }
  | null
  | undefined

/** At what amount a subscription is billed, as a request says it; it has to be more than what is billed ahead anyway. */
export function thresholdsOf(
  given: Given,
  items: readonly Item[],
): Subscription['billing_thresholds'] | undefined {
  if (given === undefined || given === null) return given
  const { amount_gte: amount = null, reset_billing_cycle_anchor: resets = null } = given
  const licensed = items
    .filter(item => !isMetered(item))
    .reduce((sum, { price, quantity }) => sum + amountFor(price, quantity ?? 1), 0)
  if (amount !== null && (amount < LEAST || amount <= licensed))
    throw invalidRequest(
      `A monetary threshold must be at least ${LEAST} and more than what the subscription's licensed items cost (${licensed}).`,
      { param: 'billing_thresholds[amount_gte]' },
    )
  return { amount_gte: amount, reset_billing_cycle_anchor: resets }
}

/**
 * After usage was told: bills those subscriptions of a customer that have reached a threshold.
 * Source: docs.stripe.com/billing/subscriptions/usage-based/thresholds.
 */
export function checkThresholds(world: World, customer: string): void {
  for (const id of world.store.linked('customer.subscriptions', customer)) {
    const subscription = world.find('subscription', id)
    if (subscription !== undefined && isWatched(subscription)) billReached(world, subscription)
  }
}

/** Thresholds do not count for trials, nor for what has ended or not begun. */
const isWatched = ({ status, billing_thresholds: own, items }: Subscription): boolean =>
  (status === 'active' || status === 'past_due') &&
  (own !== null || items.data.some(item => item.billing_thresholds !== null))

function billReached(world: World, subscription: Subscription): void {
  const now = world.timeOn(subscription.test_clock)
  const metered = subscription.items.data.filter(isMetered)
  const end = Math.min(...metered.map(item => item.current_period_end))
  if (metered.length === 0 || end - now < LAST) return
  const used = metered.map(item => {
    const start = item.current_period_start
    const accrued = accruedOf(world, subscription, { item, start, end: now + 1 })
    return { item, accrued, line: usageLine(world, subscription, { item, start, end: now, accrued }) }
  })
  const pending = pendingItems(world, subscription)
  const lines = [...pending.map(item => invoiceItemLine(world, item)), ...used.map(({ line }) => line)]
  const why = reasonFor(world, subscription, { used, lines })
  if (why === undefined) return
  const resets = subscription.billing_thresholds?.reset_billing_cycle_anchor === true
  const start = Math.min(...metered.map(item => item.current_period_start))
  const ahead = resets ? rollOver(world, subscription, { now, end }) : []
  for (const { item, accrued } of used)
    world.hide('hidden.usage_billed', {
      id: item.id,
      ...(resets
        ? { start: now, units: 0, amount: 0, skip: toldAt(world, subscription, { item, now }) }
        : {
            start: item.current_period_start,
            from: accrued.from,
            ...accrued.whole,
            skip: skipOf(world, item),
          }),
    })
  billPeriod(world, world.get('subscription', subscription.id), {
    lines: [...lines, ...ahead],
    pending,
    reason: 'subscription_threshold',
    start,
    why,
  })
}

type Used = { readonly item: Item; readonly accrued: Accrued; readonly line: Line }

/** Which thresholds are reached; undefined for none. */
function reasonFor(
  world: World,
  subscription: Subscription,
  { used, lines }: { readonly used: readonly Used[]; readonly lines: readonly Line[] },
): Why | undefined {
  const item_reasons = used.flatMap(({ item, accrued, line }) => {
    const most = item.billing_thresholds?.usage_gte ?? null
    return most !== null && accrued.units >= most ? [{ line_item_ids: [line.id], usage_gte: most }] : []
  })
  const limit = subscription.billing_thresholds?.amount_gte ?? null
  const amount_gte = limit !== null && netOf(world, subscription, lines) >= limit ? limit : null
  return amount_gte === null && item_reasons.length === 0 ? undefined : { amount_gte, item_reasons }
}

/** How many events of the second in which a period ended are billed with it. */
const toldAt = (
  world: World,
  { customer }: Subscription,
  { item, now }: { readonly item: Item; readonly now: number },
): number => countOf(world, item.price.recurring?.meter ?? '', { customer, start: now, end: now + 1 })

/** Events at the start of an item's period that were billed before it. */
function skipOf(world: World, { id, current_period_start: start }: Item): number {
  const known = world.find('hidden.usage_billed', id)
  return known?.start === start ? known.skip : 0
}

/** What lines come to without tax, after discounts: what counts for a monetary threshold. */
function netOf(world: World, { discounts, test_clock: clock }: Subscription, lines: readonly Line[]): number {
  const standing = discounts.filter(id => applies(world, id, world.timeOn(clock)))
  return discountLines(world, lines, standing).reduce(
    (sum, line) =>
      sum + line.amount - (line.discount_amounts ?? []).reduce((off, { amount }) => off + amount, 0),
    0,
  )
}

/** Ends the period now as if it had come to its end; answers the lines of what is billed ahead for the next one. */
function rollOver(
  world: World,
  subscription: Subscription,
  { now, end }: { readonly now: number; readonly end: number },
): readonly Line[] {
  const last = subscription.cancel_at ?? Number.POSITIVE_INFINITY
  const ends = (item: Item) => Math.min(periodOf(now, intervalOf(item.price), now).end, last)
  const data = subscription.items.data.map(item =>
    item.current_period_end === end
      ? { ...item, current_period_start: now, current_period_end: ends(item) }
      : item,
  )
  const items = { ...subscription.items, data }
  scheduleRenewal(world, changeSubscription(world, subscription.id, { billing_cycle_anchor: now, items }))
  return data
    .filter(item => item.current_period_start === now && !isMetered(item))
    .map(item => itemLine(world, subscription.id, { item, start: now, end: item.current_period_end }))
}
