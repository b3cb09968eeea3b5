import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { cancelNow, changeSubscription } from '../resources/subscription-status.ts'
import { subscriptionOf } from './settle.ts'

type Invoice = ApiObjects['invoice']

/** When a failed renewal is tried again, and what happens when all tries failed. */
export type RetryPolicy = {
  readonly days: readonly number[]
  readonly finalAction: 'cancel' | 'unpaid' | 'past_due'
}

/** Stripe's recommended setting: eight tries within two weeks (the exact hours are Stripe's secret; these are even). */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { days: [1, 3, 5, 7, 9, 11, 13, 14], finalAction: 'cancel' }

function policyOf(world: World): RetryPolicy {
  return world.store.get('hidden.settings', world.platform)?.row.retryPolicy ?? DEFAULT_RETRY_POLICY
}

/** The times (seconds) of an invoice's retries, counted from its first try. */
export function retryTimes(world: World, invoice: Invoice): readonly number[] {
  const first = invoice.status_transitions.finalized_at ?? invoice.created
  return policyOf(world).days.map(days => first + days * 86_400)
}

/** What the account set for a subscription whose renewal could not be collected. */
export function giveUp(world: World, id: string): void {
  const invoice = world.get('invoice', id)
  const subscription = subscriptionOf(world, invoice)
  if (subscription === undefined || invoice.status !== 'open') return
  const { finalAction } = policyOf(world)
  if (finalAction === 'cancel') cancelNow(world, subscription.id, { reason: 'payment_failed' })
  if (finalAction === 'unpaid') changeSubscription(world, subscription.id, { status: 'unpaid' })
}
