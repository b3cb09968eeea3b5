import { afterIntentPaid } from '../billing/settle.ts'
import { invalidRequest } from '../core/errors.ts'
import type { RawFields } from '../core/form.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { confirmIntent, refused } from '../money/confirm.ts'
import { settleDelayed } from '../money/delayed.ts'
import { keepForLater } from '../resources/payment-intents.ts'
import { confirmSetup, failSetup } from '../resources/setup-intents.ts'
import { insideEndpoint } from './inside-endpoint.ts'

function outcomeIn({ outcome = 'succeed' }: RawFields): 'succeed' | 'fail' {
  if (outcome !== 'succeed' && outcome !== 'fail')
    throw invalidRequest('outcome must be succeed or fail.', { param: 'outcome' })
  return outcome
}

const UNAUTHENTICATED = {
  code: 'payment_intent_authentication_failure',
  declineCode: 'authentication_failed',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  advice: 'confirm_card_data',
} as const

/** What becomes of a payment whose customer has authenticated: the server confirms it again where it said that it would. */
function authenticated(world: World, intent: ApiObjects['payment_intent']): void {
  const { payment_method: method } = intent
  if (intent.confirmation_method === 'manual' && method !== null) {
    world.store.link('intent.authenticated', intent.id, method)
    world.change('payment_intent', intent.id, { next_action: null, status: 'requires_confirmation' })
    return
  }
  const attempt = confirmIntent(world, intent, { method, offSession: false, authenticated: true })
  keepForLater(world, attempt.intent)
  afterIntentPaid(world, attempt.intent)
}

export const paymentIntentHelpers = [
  /** Has the bank answer a debit now: `outcome` is `succeed` or `fail`. */
  insideEndpoint('POST /_sim/payment_intents/{id}/settle', (world, path, raw) => {
    const { id, status } = world.get('payment_intent', path['id'] ?? '')
    if (status !== 'processing')
      throw invalidRequest(`This PaymentIntent is not processing; its status is ${status}.`)
    settleDelayed(world, id, outcomeIn(raw))
    return world.get('payment_intent', id)
  }),
  /** Does what a customer does on the bank's page: `outcome` is `succeed` or `fail`. */
  insideEndpoint('POST /_sim/payment_intents/{id}/authenticate', (world, path, raw) => {
    const intent = world.get('payment_intent', path['id'] ?? '')
    if (intent.status !== 'requires_action')
      throw invalidRequest(`This PaymentIntent waits for no action; its status is ${intent.status}.`)
    if (outcomeIn(raw) === 'succeed') authenticated(world, intent)
    else {
      const method = intent.payment_method ?? ''
      refused(world, intent, { method, decline: UNAUTHENTICATED, failed: undefined })
    }
    return world.get('payment_intent', intent.id)
  }),
  /** The same for a card that is saved for later. */
  insideEndpoint('POST /_sim/setup_intents/{id}/authenticate', (world, path, raw) => {
    const intent = world.get('setup_intent', path['id'] ?? '')
    if (intent.status !== 'requires_action')
      throw invalidRequest(`This SetupIntent waits for no action; its status is ${intent.status}.`)
    const { payment_method: method } = intent
    if (outcomeIn(raw) === 'succeed') return confirmSetup(world, intent, { method, authenticated: true })
    return failSetup(world, intent, { method: method ?? '', decline: UNAUTHENTICATED })
  }),
]
