import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Schedule = ApiObjects['subscription_schedule']

/** How a schedule comes to its end, with the field that says when. */
const ENDS = {
  canceled: 'canceled_at',
  completed: 'completed_at',
  released: 'released_at',
} as const

/** Whether a schedule still has something to do. */
export const isLive = ({ status }: Schedule): boolean => status === 'active' || status === 'not_started'

/** Ends a schedule and tells about it; its subscription is another matter, but a released one forgets the schedule. */
export function endSchedule(world: World, id: string, status: keyof typeof ENDS): Schedule {
  const before = world.get('subscription_schedule', id)
  if (!isLive(before)) return before
  world.unschedule(before.test_clock, id)
  const { subscription } = before
  const after = world.change('subscription_schedule', id, {
    status,
    [ENDS[status]]: world.timeOn(before.test_clock),
    current_phase: null,
    ...(status === 'released' ? { released_subscription: subscription, subscription: null } : {}),
  })
  if (status === 'released' && subscription !== null)
    world.change('subscription', subscription, { schedule: null })
  world.emit(`subscription_schedule.${status}`, after)
  return after
}
