import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { prorate } from './prorate.ts'

type Subscription = ApiObjects['subscription']
type Update = EndpointParams<'POST /v1/subscriptions/{id}'>

/** When a subscription is to end, as a parameter says it: a time, or when the first or last of its periods ends. */
export function cancelTime(
  items: Subscription['items']['data'],
  given: Update['cancel_at'],
): number | null | undefined {
  if (typeof given !== 'string') return given
  const ends = items.map(item => item.current_period_end)
  return given === 'min_period_end' ? Math.min(...ends) : Math.max(...ends)
}

/** The refusal of two ends at once. */
export function bothEnds(): Error {
  return invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
    param: 'cancel_at',
  })
}

const NO_DETAILS = { comment: null, feedback: null, feedback_option: null, reason: null } as const

/** What an update says about the end of a subscription. */
export function cancellationOf(world: World, before: Subscription, params: Update): Partial<Subscription> {
  const { cancel_at_period_end: atEnd, cancel_at: given } = params
  if (atEnd === undefined && given === undefined) return {}
  if (atEnd === true && given !== undefined) throw bothEnds()
  const now = world.timeOn(before.test_clock)
  const at = cancelTime(before.items.data, atEnd === true ? 'min_period_end' : given) ?? null
  if (at === null)
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: NO_DETAILS,
    }
  if (at <= now) throw invalidRequest('cancel_at must be in the future.', { param: 'cancel_at' })
  return {
    cancel_at: at,
    cancel_at_period_end: atEnd ?? false,
    canceled_at: now,
    cancellation_details: { ...NO_DETAILS, reason: 'cancellation_requested' },
  }
}

/**
 * Gives back what a subscription was billed for beyond its end. What an earlier end had given back, and is not billed
 * yet, is taken out again.
 */
export function prorateEnd(
  world: World,
  after: Subscription,
  { past, behavior }: { readonly past: number | null; readonly behavior: Update['proration_behavior'] },
): void {
  const { cancel_at: at } = after
  if (at === past) return
  if (past !== null) dropCredits(world, after, past)
  if (at === null || behavior === 'none' || after.status === 'trialing') return
  for (const item of after.items.data) prorate(world, after, { item, sign: -1, at })
}

function dropCredits(world: World, subscription: Subscription, from: number): void {
  for (const item of pendingProrations(world, subscription))
    if (item.period.start === from) removeItem(world, item)
}

function pendingProrations(
  world: World,
  { id, customer }: Subscription,
): readonly ApiObjects['invoiceitem'][] {
  return world.store
    .linked('customer.invoiceitems', customer)
    .map(one => world.find('invoiceitem', one))
    .filter(item => item !== undefined)
    .filter(
      item =>
        item.invoice === null && item.proration && item.parent?.subscription_details?.subscription === id,
    )
}

/** Forgets what changes of a subscription are still to be billed or given back for. */
export function dropProrations(world: World, subscription: Subscription): void {
  for (const item of pendingProrations(world, subscription)) removeItem(world, item)
}

/** Takes an invoice item away that is on no invoice. */
export function removeItem(world: World, item: ApiObjects['invoiceitem']): void {
  world.store.remove('invoiceitem', item.id)
  world.store.unlink('customer.invoiceitems', item.customer, item.id)
  world.emit('invoiceitem.deleted', item)
}
