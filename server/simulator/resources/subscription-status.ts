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
  if (typeof before.schedule === 'string') endSchedule(world, before.schedule, 'canceled')
  return after
}
