import { invalidRequest, noSuch } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { priceIn } from '../resources/currency-options.ts'
import { leavePrice } from './bill-usage.ts'
import { discountedItem } from './item-discounts.ts'
import { intervalOf, lengthOf, nextBoundary } from './periods.ts'
import { prorate } from './prorate.ts'
import { checkIntervals, draftItem, priceOf } from './subscription-items.ts'
import { isMetered } from './usage.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']
export type ItemChange = NonNullable<EndpointParams<'POST /v1/subscriptions/{id}'>['items']>[number]

type Update = {
  readonly items: readonly ItemChange[]
  readonly prorates: boolean
  readonly at: number
  /** Periods are counted from now on. */
  readonly anchor?: 'now' | undefined
}

/** An item before and after a change; one that is new or gone has only one side. */
type Swap = { readonly old: Item | undefined; readonly next: Item | undefined }

/** A subscription's items after a change, and what begins with it. */
export type Changed = {
  readonly items: readonly Item[]
  /** Where periods are counted from, when that changes. */
  readonly anchor: number | undefined
  /** Items whose new period begins with the change and is billed with it, with what they were. */
  readonly due: readonly { readonly item: Item; readonly past: Item }[]
}

/**
 * Changes a subscription's items: other prices, other quantities, items more or fewer. A new interval begins a new
 * period at once; so does everything when the anchor moves. What remains of the old periods is given back.
 */
export function updatedItems(world: World, subscription: Subscription, update: Update): Changed {
  const { at, prorates } = update
  const swaps = swapsOf(world, subscription, update)
  const kept = swaps.flatMap(({ next }) => next ?? [])
  if (kept.length === 0)
    throw invalidRequest('A subscription must have at least one active item. To end it, cancel it.', {
      param: 'items',
    })
  const mode = subscription.billing_mode.type === 'classic' ? 'classic' : 'flexible'
  checkIntervals(
    kept.map(item => item.price),
    mode,
  )
  if (subscription.status === 'trialing') return { items: kept, anchor: undefined, due: [] }
  const resets = update.anchor === 'now' || movesAnchor(swaps)
  const renewing = subscription.items.data.some(item => item.current_period_end <= at)
  const anchor = resets ? at : subscription.billing_cycle_anchor
  const placed = swaps.map(swap => placedIn(swap, { at, anchor, resets, renewing }))
  for (const swap of placed) settleSwap(world, subscription, { swap, at, resets, prorates })
  return {
    items: placed.flatMap(({ next }) => next ?? []),
    anchor: resets ? at : undefined,
    due:
      resets && !renewing
        ? placed.flatMap(({ old, next }) =>
            next === undefined ? [] : [{ item: next, past: pastOf(old, next) }],
          )
        : [],
  }
}

/**
 * An item as it was, up to the moment at which its next period begins. One that is new, or has another price, has no
 * past that is still to be billed.
 */
const pastOf = (old: Item | undefined, next: Item): Item => {
  const end = next.current_period_start
  return old === undefined || old.price.id !== next.price.id
    ? { ...next, current_period_end: end }
    : { ...old, current_period_end: Math.min(end, old.current_period_end) }
}

function swapsOf(world: World, subscription: Subscription, update: Update): readonly Swap[] {
  const swaps: Swap[] = subscription.items.data.map(item => ({ old: item, next: item }))
  for (const [index, change] of update.items.entries()) {
    const place = change.id === undefined ? -1 : swaps.findIndex(({ next }) => next?.id === change.id)
    if (change.id !== undefined && place < 0)
      throw noSuch('subscription item', change.id, `items[${index}][id]`)
    if (change.deleted === true && place < 0)
      throw invalidRequest('An item to delete needs its id.', { param: `items[${index}][id]` })
    const old = swaps[place]
    const next =
      change.deleted === true
        ? undefined
        : changedItem(world, subscription, { change, old: old?.next, at: update.at, index })
    if (old === undefined) swaps.push({ old: undefined, next })
    else swaps[place] = { old: old.old, next }
  }
  return swaps
}

/** An interval that is new to the subscription moves the anchor when all items then have it; beside others, it does not. */
function movesAnchor(swaps: readonly Swap[]): boolean {
  const lengths = (items: readonly (Item | undefined)[]) =>
    new Set(items.flatMap(item => (item === undefined ? [] : [lengthOf(intervalOf(item.price))])))
  const before = lengths(swaps.map(({ old }) => old))
  const after = lengths(swaps.map(({ next }) => next))
  return after.size === 1 && [...after].every(length => !before.has(length))
}

function hasNewInterval({ old, next }: Swap): boolean {
  if (old === undefined || next === undefined) return false
  const [before, after] = [intervalOf(old.price), intervalOf(next.price)]
  return before.interval !== after.interval || before.interval_count !== after.interval_count
}

type When = {
  readonly at: number
  readonly anchor: number
  readonly resets: boolean
  /** Whether periods end at this very moment: then what is new begins with the renewal that follows. */
  readonly renewing: boolean
}

function placedIn(swap: Swap, { at, anchor, resets, renewing }: When): Swap {
  const { old, next } = swap
  if (next === undefined || !(resets || old === undefined || hasNewInterval(swap))) return swap
  const end = renewing ? at : nextBoundary(anchor, intervalOf(next.price), at)
  return { old, next: { ...next, current_period_start: at, current_period_end: end } }
}

type Prorated = { readonly swap: Swap; readonly at: number; readonly resets: boolean }

/** Gives back and bills what a change asks for: parts of periods, and what was used at a price that is left. */
function settleSwap(
  world: World,
  subscription: Subscription,
  { prorates, ...changed }: Prorated & { readonly prorates: boolean },
): void {
  const { at, swap } = changed
  const { old, next } = swap
  if (prorates) prorateSwap(world, subscription, changed)
  if (old !== undefined && old.price.id !== next?.price.id)
    leavePrice(world, subscription, { old, next, at, prorates })
}

function prorateSwap(world: World, subscription: Subscription, { swap, at, resets }: Prorated): void {
  const { old, next } = swap
  if (!resets && sameTerms(old, next)) return
  if (old !== undefined) prorate(world, subscription, { item: old, sign: -1, at })
  if (next !== undefined && !resets) prorate(world, subscription, { item: next, sign: 1, at })
}

function sameTerms(old: Item | undefined, next: Item | undefined): boolean {
  return (
    old !== undefined &&
    next !== undefined &&
    old.price.id === next.price.id &&
    old.quantity === next.quantity
  )
}

type Change = {
  readonly change: ItemChange
  readonly old: Item | undefined
  readonly at: number
  readonly index: number
}

function changedItem(world: World, subscription: Subscription, asked: Change): Item {
  const { change, old, at, index } = asked
  const price = wantedPrice(world, subscription, asked)
  const fresh = draftItem(world, {
    given: {
      quantity: change.quantity ?? old?.quantity ?? 1,
      tax_rates: change.tax_rates ?? null,
      billing_thresholds:
        change.billing_thresholds === undefined ? keptThreshold(old, price) : change.billing_thresholds,
    },
    price,
    subscription: subscription.id,
    ...(old === undefined
      ? { start: at, end: subscription.trial_end ?? at, created: at }
      : { start: old.current_period_start, end: old.current_period_end, created: old.created }),
  })
  const metadata = mergeMetadata(old?.metadata ?? null, change.metadata)
  const next =
    old === undefined
      ? { ...fresh, metadata }
      : { ...fresh, id: old.id, discounts: old.discounts, metadata, ...keptRates(old, change) }
  if (old === undefined) world.store.link('item.subscription', fresh.id, subscription.id)
  const { customer, currency } = subscription
  return discountedItem(world, next, {
    asked: change.discounts,
    customer,
    currency,
    start: at,
    path: `items[${index}][discounts]`,
  })
}

/** The usage at which an item is billed stays with it, as long as it is metered. */
function keptThreshold(old: Item | undefined, price: Item['price']): { readonly usage_gte: number } | null {
  const usage = isMetered({ price }) ? old?.billing_thresholds?.usage_gte : null
  return usage === undefined || usage === null ? null : { usage_gte: usage }
}

/** Its own tax rates stay with an item until others are named. */
const keptRates = ({ tax_rates: rates }: Item, { tax_rates: named }: ItemChange): Partial<Item> =>
  named === undefined ? { tax_rates: rates } : {}

function wantedPrice(
  world: World,
  subscription: Subscription,
  { change, old, index }: Change,
): Item['price'] {
  const priced = change.price !== undefined || change.price_data !== undefined
  if (!priced && old !== undefined) return old.price
  const price = priceOf(world, change, `items[${index}]`)
  priceIn(world, price, { currency: subscription.currency, param: `items[${index}][price]` })
  return price
}
