import { notePaymentReady } from '../billing/payment-ready.ts'
import { endpoint } from '../core/endpoint.ts'
import { cardError, docUrl, invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { depositAction, isUnverified } from '../money/microdeposits.ts'
import { nextActionFor } from '../money/next-action.ts'
import { noteSetUp } from '../money/set-up.ts'
import type { Decline } from '../money/test-cards.ts'
import { toldBy } from './confirmation-tokens.ts'
import { type Agreed, mandateOf, noteMandate } from './mandates.ts'
import { checkOwnerToSave } from './method-use.ts'
import { attach, cardBehind } from './payment-methods.ts'
import { noteAttempt } from './setup-attempts.ts'

type SetupIntent = ApiObjects['setup_intent']
type Create = EndpointParams<'POST /v1/setup_intents'>

const CONFIRMABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

/** Makes a setup intent, and confirms it when that is asked for. */
export function createSetupIntent(world: World, params: Create): SetupIntent {
  const id = world.newId('seti_1')
  const told = toldBy(world, params)
  const intent = world.create('setup_intent', {
    id,
    allowed_payment_method_types: params.allowed_payment_method_types,
    automatic_payment_methods: {
      enabled: true,
      allow_redirects: 'always',
      ...params.automatic_payment_methods,
    },
    client_secret: `${id}_secret_${world.shared.random.text(25)}`,
    created: world.now,
    customer: params.customer && world.get('customer', params.customer, 'customer').id,
    description: params.description,
    excluded_payment_method_types: params.excluded_payment_method_types,
    metadata: mergeMetadata(null, params.metadata),
    payment_method: told.method,
    payment_method_types: params.allowed_payment_method_types?.map(String) ?? ['card'],
    status: told.method === null ? 'requires_payment_method' : 'requires_confirmation',
    usage: params.usage ?? 'off_session',
  })
  world.emit('setup_intent.created', intent)
  if (params.confirm !== true) return intent
  const { mandate_data: mandate, use_stripe_sdk: script } = params
  return confirmSetup(world, intent, {
    method: told.method,
    authenticated: false,
    mandate,
    ...(script === true ? {} : { returnUrl: told.returnUrl }),
  })
}

type How = {
  readonly method: string | null
  readonly authenticated: boolean
  readonly mandate?: Agreed | null | undefined
  readonly returnUrl?: string | undefined
}

/** Saves a payment method for later, or asks the customer to authenticate first. */
export function confirmSetup(world: World, intent: SetupIntent, how: How): SetupIntent {
  const method = methodToSave(intent, how.method)
  checkOwnerToSave(world.get('payment_method', method), intent)
  if (how.mandate !== undefined && how.mandate !== null) noteMandate(world, method, how.mandate)
  const card = cardBehind(world, method)
  if (card.decline !== undefined && card.declinesAttach === true) {
    const failed = failSetup(world, intent, { method, decline: card.decline })
    const { decline } = card
    const words = { code: decline.code, decline_code: decline.declineCode, message: decline.message }
    throw cardError({ ...words, setup_intent: failed }, true)
  }
  if (isUnverified(world, method))
    return waitFor(world, intent, { method, action: depositAction(world, intent.id) })
  if (card.authenticates !== undefined && !how.authenticated)
    return waitFor(world, intent, { method, action: nextActionFor(world, intent.id, how.returnUrl) })
  if (intent.customer !== null) attach(world, world.get('payment_method', method), intent.customer)
  if (intent.usage === 'off_session') noteSetUp(world, method)
  const attempt = noteAttempt(world, intent, { method, status: 'succeeded' })
  const done = world.change('setup_intent', intent.id, {
    last_setup_error: null,
    latest_attempt: attempt.id,
    mandate: mandateOf(world, method),
    next_action: null,
    payment_method: method,
    status: 'succeeded',
  })
  world.emit('setup_intent.succeeded', done)
  notePaymentReady(world, done)
  return done
}

type Action = NonNullable<SetupIntent['next_action']>

/** The customer has to do something first. */
function waitFor(
  world: World,
  intent: SetupIntent,
  { method, action }: { readonly method: string; readonly action: Action },
): SetupIntent {
  const attempt = noteAttempt(world, intent, { method, status: 'requires_action' })
  const waiting = world.change('setup_intent', intent.id, {
    latest_attempt: attempt.id,
    next_action: action,
    payment_method: method,
    status: 'requires_action',
  })
  world.emit('setup_intent.requires_action', waiting)
  return waiting
}

function methodToSave(intent: SetupIntent, method: string | null): string {
  if (!CONFIRMABLE.has(intent.status))
    throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, {
      code: 'setup_intent_unexpected_state',
      setup_intent: intent,
    })
  if (method !== null) return method
  throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.", {
    code: 'setup_intent_unexpected_state',
    setup_intent: intent,
  })
}

/** Notes on a setup intent that a payment method could not be saved. */
export function failSetup(
  world: World,
  intent: SetupIntent,
  { method, decline }: { readonly method: string; readonly decline: Decline },
): SetupIntent {
  const error = {
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    type: 'card_error',
    doc_url: docUrl(decline.code),
  } as const
  const attempt = noteAttempt(world, intent, { method, status: 'failed', error })
  const failed = world.change('setup_intent', intent.id, {
    last_setup_error: error,
    latest_attempt: attempt.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  world.emit('setup_intent.setup_failed', failed)
  return failed
}

export const setupIntentEndpoints = [
  endpoint('POST /v1/setup_intents', createSetupIntent),
  endpoint('GET /v1/setup_intents', (world, params) =>
    listOf(world, 'setup_intent', {
      url: '/v1/setup_intents',
      page: params,
      keep: intent =>
        (params.customer === undefined || intent.customer === params.customer) &&
        (params.payment_method === undefined || intent.payment_method === params.payment_method),
    }),
  ),
  endpoint('GET /v1/setup_intents/{id}', (world, _params, path) =>
    world.get('setup_intent', path['id'] ?? ''),
  ),
  endpoint('POST /v1/setup_intents/{id}', (world, params, path) => {
    const before = world.get('setup_intent', path['id'] ?? '')
    const { method } = toldBy(world, params)
    return world.change('setup_intent', before.id, {
      customer: params.customer && world.get('customer', params.customer, 'customer').id,
      description: params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
      payment_method: method ?? undefined,
      status:
        method !== null && before.status === 'requires_payment_method' ? 'requires_confirmation' : undefined,
    })
  }),
  endpoint('POST /v1/setup_intents/{id}/confirm', (world, params, path) => {
    const intent = world.get('setup_intent', path['id'] ?? '')
    const { method, returnUrl } = toldBy(world, params)
    const { mandate_data: mandate, use_stripe_sdk: script } = params
    return confirmSetup(world, intent, {
      method: method ?? intent.payment_method,
      authenticated: false,
      mandate,
      ...(script === true ? {} : { returnUrl }),
    })
  }),
  endpoint('POST /v1/setup_intents/{id}/cancel', (world, params, path) => {
    const intent = world.get('setup_intent', path['id'] ?? '')
    if (!CONFIRMABLE.has(intent.status))
      throw invalidRequest(
        `You cannot cancel this SetupIntent because it has a status of ${intent.status}.`,
        { code: 'setup_intent_unexpected_state', setup_intent: intent },
      )
    const after = world.change('setup_intent', intent.id, {
      cancellation_reason: params.cancellation_reason ?? null,
      next_action: null,
      status: 'canceled',
    })
    world.emit('setup_intent.canceled', after)
    return after
  }),
]
