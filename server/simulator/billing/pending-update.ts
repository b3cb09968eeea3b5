import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { keepInPhase } from './keep-in-phase.ts'
import { scheduleRenewal } from './schedule-renewal.ts'

type Subscription = ApiObjects['subscription']

/** Seconds for which an update, like a first invoice, waits for its payment. */
export const WAIT_SECONDS = 23 * 3600

/** Keeps an update back until its invoice is paid. */
export function holdUpdate(
  world: World,
  { id, test_clock: clock }: Subscription,
  held: { readonly items: Subscription['items']['data']; readonly anchor: number | undefined },
): void {
  const at = world.timeOn(clock) + WAIT_SECONDS
  world.change('subscription', id, {
    pending_update: {
      billing_cycle_anchor: held.anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: at,
      metadata: null,
      subscription_items: held.items,
      trial_end: null,
      trial_from_plan: null,
    },
  })
  world.schedule({ at, clock, action: 'subscription.update_expires', target: id })
}

/** Does what was kept back: its invoice is paid, or there was nothing to pay. */
export function applyHeld(world: World, before: Subscription): void {
  const { pending_update: held, id } = before
  if (held === null) return
  world.unschedule(before.test_clock, id, 'subscription.update_expires')
  const after = world.change('subscription', id, {
    billing_cycle_anchor: held.billing_cycle_anchor ?? before.billing_cycle_anchor,
    items: { ...before.items, data: held.subscription_items ?? before.items.data },
    pending_update: null,
  })
  scheduleRenewal(world, after)
  keepInPhase(world, before, after)
  world.emit('customer.subscription.pending_update_applied', after)
  world.emitChange('customer.subscription.updated', before, after)
}

/** Forgets what was kept back. */
export function dropHeld(world: World, before: Subscription): void {
  const after = world.change('subscription', before.id, { pending_update: null })
  world.emit('customer.subscription.pending_update_expired', after)
}
