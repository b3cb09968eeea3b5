import { afterIntentPaid } from '../billing/settle.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { confirmIntent, refused } from '../money/confirm.ts'
import { settleDelayed } from '../money/delayed.ts'
import { keepForLater } from '../resources/payment-intents.ts'
import { confirmSetup, failSetup } from '../resources/setup-intents.ts'
import { insideEndpoint } from './inside-endpoint.ts'

/** How what a customer or a bank is asked for ends: well, unless told otherwise. */
type Ended = { readonly outcome?: 'succeed' | 'fail' }
const OUTCOME = { 'outcome?': { e: ['succeed', 'fail'] } } as const

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
  insideEndpoint<Ended>('POST /_sim/payment_intents/{id}/authenticate', {
    what: 'the customer authenticates: `outcome` is `succeed` or `fail`; so does the page behind `next_action.redirect_to_url.url`',
    params: OUTCOME,
    run(world, path, { outcome = 'succeed' }) {
      const intent = world.get('payment_intent', path['id'] ?? '')
      if (intent.status !== 'requires_action')
        throw invalidRequest(`This PaymentIntent waits for no action; its status is ${intent.status}.`)
      if (outcome === 'succeed') authenticated(world, intent)
      else {
        const method = intent.payment_method ?? ''
        refused(world, intent, { method, decline: UNAUTHENTICATED, failed: undefined })
      }
      return world.get('payment_intent', intent.id)
    },
  }),
  insideEndpoint<Ended>('POST /_sim/setup_intents/{id}/authenticate', {
    what: 'the same for a card that is saved for later',
    params: OUTCOME,
    run(world, path, { outcome = 'succeed' }) {
      const intent = world.get('setup_intent', path['id'] ?? '')
      if (intent.status !== 'requires_action')
        throw invalidRequest(`This SetupIntent waits for no action; its status is ${intent.status}.`)
      const { payment_method: method } = intent
      if (outcome === 'succeed') return confirmSetup(world, intent, { method, authenticated: true })
      return failSetup(world, intent, { method: method ?? '', decline: UNAUTHENTICATED })
    },
  }),
  insideEndpoint<Ended>('POST /_sim/payment_intents/{id}/settle', {
    what: 'the bank answers a debit now: `outcome` is `succeed` or `fail`; else a second later, or as the test account does',
    params: OUTCOME,
    run(world, path, { outcome = 'succeed' }) {
      const { id, status } = world.get('payment_intent', path['id'] ?? '')
      if (status !== 'processing')
        throw invalidRequest(`This PaymentIntent is not processing; its status is ${status}.`)
      settleDelayed(world, id, outcome)
      return world.get('payment_intent', id)
    },
  }),
]
