import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { cancelNow } from '../resources/subscription-status.ts'

type Subscription = ApiObjects['subscription']

/** Two years. */
const LONGEST = 731 * 86_400

/** Refuses a trial that ends before it begins, or later than Stripe lets it. */
export function checkTrialEnd(end: number, now: number): void {
  const refused = (message: string) => invalidRequest(message, { param: 'trial_end' })
  if (end <= now) throw refused('Invalid timestamp: must be an integer Unix timestamp in the future.')
  if (end > now + LONGEST) throw refused('Invalid timestamp: can be no more than two years in the future.')
}

/**
 * A trial that ends without anything to charge: the subscription ends, or pauses, when it was set to. Answers whether it
 * did.
 */
export function endsWithoutCard(world: World, subscription: Subscription): boolean {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method
  const customer = world.find('customer', subscription.customer)
  const method =
    subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null
  if (subscription.status !== 'trialing' || method !== null || behavior === 'create_invoice') return false
  if (behavior === 'cancel') {
    cancelNow(world, subscription.id, {})
    return true
  }
  const { id, test_clock: clock } = subscription
  world.unschedule(clock, id, 'subscription.trial_will_end')
  const now = world.timeOn(clock)
  const cut = subscription.trial_end !== null && subscription.trial_end > now ? { trial_end: now } : {}
  const paused = world.change('subscription', id, { status: 'paused', ...cut })
  world.emitChange('customer.subscription.paused', subscription, paused)
  return true
}
