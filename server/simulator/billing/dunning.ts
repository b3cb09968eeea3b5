import { type RetryPolicy, USUAL } from '../core/dashboard-settings.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { cancelNow, changeSubscription } from '../resources/subscription-status.ts'
import { subscriptionOf } from './settle.ts'

type Invoice = ApiObjects['invoice']

function policyOf(world: World): RetryPolicy {
  return world.store.get('hidden.settings', world.platform)?.row.retry_policy ?? USUAL.retry_policy
}

/** The times (seconds) of an invoice's retries, counted from its first try. */
export function retryTimes(world: World, invoice: Invoice): readonly number[] {
  const first = invoice.status_transitions.finalized_at ?? invoice.created
  return policyOf(world).days.map(days => first + days * 86_400)
}

/** A sent invoice's day is over and it is not paid: its subscription is late, where nothing newer was billed. */
export function fallDue(world: World, id: string): void {
  const invoice = world.find('invoice', id)
  if (invoice?.status !== 'open') return
  const subscription = subscriptionOf(world, invoice)
  if (subscription?.status === 'active' && subscription.latest_invoice === id)
    changeSubscription(world, subscription.id, { status: 'past_due' })
}

/** What the account set for a subscription whose renewal could not be collected. */
export function giveUp(world: World, id: string): void {
  const invoice = world.get('invoice', id)
  const subscription = subscriptionOf(world, invoice)
  if (subscription === undefined || invoice.status !== 'open') return
  const { final_action: action } = policyOf(world)
  if (action === 'cancel') cancelNow(world, subscription.id, { reason: 'payment_failed' })
  if (action === 'unpaid') changeSubscription(world, subscription.id, { status: 'unpaid' })
}
