import { endSchedule } from '../billing/end-schedule.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { Changes, World } from '../core/world.ts'

type Subscription = ApiObjects['subscription']

/** States that a subscription never leaves. */
export const ENDED: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired'])

/** Changes a subscription and tells about it. */
export function changeSubscription(world: World, id: string, changes: Changes<Subscription>): Subscription {
  const before = world.get('subscription', id)
  const after = world.change('subscription', id, changes)
  world.emitChange('customer.subscription.updated', before, after)
  return after
}

/** Nobody is charged by itself any more for what a subscription has billed: neither retries nor drafts go on. */
function stopCollecting(world: World, subscription: string): void {
  for (const id of world.store.linked('subscription.invoices', subscription)) {
    const before = world.find('invoice', id)
    if (before === undefined || (before.status !== 'open' && before.status !== 'draft')) continue
    world.unschedule(before.test_clock, id, 'invoice.retry')
    world.unschedule(before.test_clock, id, 'invoice.finalize')
    const after = world.change('invoice', id, {
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    })
    world.emitChange('invoice.updated', before, after)
  }
}

/** Ends a subscription at once, without an invoice. */
export function cancelNow(
  world: World,
  id: string,
  details: Partial<NonNullable<Subscription['cancellation_details']>> = {},
): Subscription {
  const before = world.get('subscription', id)
  if (ENDED.has(before.status)) return before
  const now = world.timeOn(before.test_clock)
  world.unschedule(before.test_clock, id)
  const after = world.change('subscription', id, {
    canceled_at: before.canceled_at ?? now,
    cancellation_details: {
      comment: details.comment ?? null,
      feedback: details.feedback ?? null,
      feedback_option: null,
      reason: details.reason ?? 'cancellation_requested',
    },
    ended_at: now,
    status: 'canceled',
  })
  world.emit('customer.subscription.deleted', after)
  stopCollecting(world, id)
  if (typeof before.schedule === 'string') endSchedule(world, before.schedule, 'canceled')
  return after
}
