import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { goingOn, itemOf } from './phase-items.ts'
import type { Phase } from './schedule-phases.ts'

type Subscription = ApiObjects['subscription']

/** What a subscription has as its schedule's phases have it. */
const SHARED = {
  application_fee_percent: one => ({ application_fee_percent: one.application_fee_percent }),
  automatic_tax: one => ({ automatic_tax: one.automatic_tax }),
  collection_method: one => ({ collection_method: one.collection_method }),
  default_payment_method: one => ({ default_payment_method: one.default_payment_method }),
  default_tax_rates: one => ({ default_tax_rates: one.default_tax_rates ?? [] }),
  description: one => ({ description: one.description }),
  discounts: one => ({ discounts: goingOn(one.discounts) }),
  invoice_settings: one => ({
    invoice_settings: { ...one.invoice_settings, days_until_due: one.days_until_due },
  }),
  items: one => ({ items: one.items.data.map(itemOf) }),
  on_behalf_of: one => ({ on_behalf_of: one.on_behalf_of }),
  transfer_data: one => ({ transfer_data: one.transfer_data }),
  trial_end: one => ({ trial_end: one.trial_end }),
} satisfies Partial<Record<keyof Subscription, (one: Subscription) => Partial<Phase>>>

/**
 * Says in the present phase of its schedule what was changed on a subscription itself: the schedule goes on from there,
 * until its next phase. What was not changed, the phase goes on taking from the schedule's settings.
 */
export function keepInPhase(world: World, before: Subscription, after: Subscription): void {
  const schedule = after.schedule === null ? undefined : world.find('subscription_schedule', after.schedule)
  const present = schedule?.phases.find(one => one.start_date === schedule.current_phase?.start_date)
  if (schedule === undefined || present === undefined) return
  const kept = Object.values(SHARED).flatMap(shown => {
    const [past, now] = [shown(before), shown(after)]
    return JSON.stringify(past) === JSON.stringify(now) ? [] : [now]
  })
  if (kept.length === 0) return
  const phase = kept.reduce<Phase>((all, now) => ({ ...all, ...now }), present)
  const changed = world.change('subscription_schedule', schedule.id, {
    phases: schedule.phases.map(one => (one === present ? phase : one)),
  })
  world.emitChange('subscription_schedule.updated', schedule, changed)
}
