import type { World } from '../core/world.ts'
import { endOnDate, endsBy } from './end-on-date.ts'
import { billPending } from './pending-interval.ts'
import { collectAgain, renew } from './renewal.ts'
import { advanceSchedule, followSchedule } from './schedules.ts'

/** What time brings to a subscription that leads to its next invoice, by name. */
export const RENEWAL_ACTIONS: Readonly<Record<string, (world: World, target: string) => void>> = {
  'schedule.advance': advanceSchedule,
  'subscription.bill_pending': billPending,
  'subscription.collect_again': collectAgain,
  'subscription.renew': (world, target) => {
    followSchedule(world, target)
    if (endsBy(world, target)) endOnDate(world, target)
    else renew(world, target)
  },
}
