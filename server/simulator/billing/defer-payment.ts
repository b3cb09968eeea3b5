import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { isSetUp } from '../money/set-up.ts'
import { confirmSetup, createSetupIntent } from '../resources/setup-intents.ts'

type Subscription = ApiObjects['subscription']

/** How the first payment that is to come is prepared; `confirms` = the payment method at hand is tried at once. */
type How = { readonly confirms: boolean }

/**
 * Sees to the card of a subscription that is charged by itself and has nothing to pay yet: a setup intent collects and
 * authenticates it. It stays with the subscription as pending until it has succeeded.
 * Source: docs.stripe.com/billing/subscriptions/deferred-payment.
 */
export function deferPayment(world: World, subscription: Subscription, { confirms }: How): Subscription {
  const { collection_method: collection, customer: id } = subscription
  if (collection !== 'charge_automatically') return subscription
  const customer = world.get('customer', id)
  const method =
    subscription.default_payment_method ?? customer.invoice_settings.default_payment_method ?? undefined
  const made = createSetupIntent(world, {
    customer: id,
    ...(method === undefined ? {} : { payment_method: method }),
    usage: 'off_session',
  })
  const intent =
    confirms && method !== undefined
      ? confirmSetup(world, made, { method, authenticated: isSetUp(world, method) })
      : made
  if (intent.status === 'succeeded') return subscription
  world.store.link('setup.subscription', intent.id, subscription.id)
  return world.change('subscription', subscription.id, { pending_setup_intent: intent.id })
}
