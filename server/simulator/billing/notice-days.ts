import { type Notices, USUAL } from '../core/dashboard-settings.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

const DAY = 86_400

function noticesOf(world: World): Notices {
  return { ...USUAL.notices, ...world.store.get('hidden.settings', world.platform)?.row.notices }
}

/** Has a renewal announced, when there is time enough until it. */
export function planUpcoming(
  world: World,
  { id: target, cancel_at: ends, test_clock: clock }: ApiObjects['subscription'],
  renews: number,
): void {
  const { upcoming = 0 } = noticesOf(world)
  const at = renews - upcoming * DAY
  world.unschedule(clock, target, 'subscription.upcoming')
  if (upcoming === 0 || renews === ends || at <= world.timeOn(clock)) return
  world.schedule({ at, clock, action: 'subscription.upcoming', target })
}

/** Has the date an open invoice is due noticed by its subscription, announced, and remembered. */
export function planDue(
  world: World,
  { id: target, collection_method: collection, due_date: due, test_clock: clock }: ApiObjects['invoice'],
): void {
  if (collection !== 'send_invoice' || due === null) return
  const { will_be_due: willBeDue, overdue } = noticesOf(world)
  world.schedule({ at: due, clock, action: 'invoice.due', target })
  const soon = due - (willBeDue ?? 0) * DAY
  if (willBeDue !== undefined && soon > world.timeOn(clock))
    world.schedule({ at: soon, clock, action: 'invoice.will_be_due', target })
  if (overdue !== undefined)
    world.schedule({ at: due + overdue * DAY, clock, action: 'invoice.overdue', target })
}
