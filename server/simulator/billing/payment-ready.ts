import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeSubscription, ENDED } from '../resources/subscription-status.ts'

/** After a setup intent has succeeded: the subscription that waited for it can be paid, and keeps the card where asked. */
export function notePaymentReady(world: World, intent: ApiObjects['setup_intent']): void {
  const [id] = world.store.linked('setup.subscription', intent.id)
  const subscription = id === undefined ? undefined : world.find('subscription', id)
  if (subscription?.pending_setup_intent !== intent.id || ENDED.has(subscription.status)) return
  const keeps = subscription.payment_settings?.save_default_payment_method === 'on_subscription'
  changeSubscription(world, subscription.id, {
    pending_setup_intent: null,
    ...(keeps ? { default_payment_method: intent.payment_method } : {}),
  })
}
