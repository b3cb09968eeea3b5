import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { planUpcoming } from './notice-days.ts'

/** Has the subscription renew when its earliest item's period ends, or end when it is to end before. */
export function scheduleRenewal(world: World, subscription: ApiObjects['subscription']): void {
  world.unschedule(subscription.test_clock, subscription.id, 'subscription.renew')
  const ends = subscription.items.data.map(item => item.current_period_end)
  const at = Math.min(...ends, subscription.cancel_at ?? Number.POSITIVE_INFINITY)
  world.schedule({
    at,
    clock: subscription.test_clock,
    action: 'subscription.renew',
    target: subscription.id,
  })
  planUpcoming(world, subscription, at)
}
