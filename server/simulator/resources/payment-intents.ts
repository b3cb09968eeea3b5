import { afterIntentPaid } from '../billing/settle.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { confirmIntent, refusalError } from '../money/confirm.ts'
import { noteSetUp } from '../money/set-up.ts'
import { cancelIntent, captureIntent, incrementAuthorization } from './capture-intents.ts'
import { type Told, toldBy } from './confirmation-tokens.ts'
import { checkAmount, destinationOf, detailsOf, optionsOf, shippingOf, wordsOf } from './intent-words.ts'
import { noteMandate } from './mandates.ts'
import { checkOwner, spend } from './method-use.ts'
import { attach } from './payment-methods.ts'
import { checkCurrency } from './price-amounts.ts'

type Intent = ApiObjects['payment_intent']
type Create = EndpointParams<'POST /v1/payment_intents'>
type Confirm = EndpointParams<'POST /v1/payment_intents/{id}/confirm'>

/** Makes an intent of a request's parameters, not yet confirmed. */
export function createIntent(world: World, params: Create, told?: Told): Intent {
  const currency = checkCurrency(params.currency)
  checkAmount(params.amount, currency)
  const { method } = told ?? toldBy(world, params)
  const id = world.newId('pi_3')
  const options = optionsOf(params.payment_method_options)
  const created = world.create('payment_intent', {
    id,
    allowed_payment_method_types: params.allowed_payment_method_types,
    ...destinationOf(world, params),
    amount: params.amount,
    amount_capturable: 0,
    amount_details:
      params.amount_details && detailsOf(world, { id, amount: params.amount }, params.amount_details),
    amount_received: 0,
    automatic_payment_methods: {
      enabled: true,
      allow_redirects: 'always',
      ...params.automatic_payment_methods,
    },
    capture_method: options?.card?.capture_method ?? params.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${world.shared.random.text(25)}`,
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: world.now,
    currency,
    ...wordsOf(world, params),
    excluded_payment_method_types: params.excluded_payment_method_types,
    metadata: mergeMetadata(null, params.metadata),
    payment_method: method,
    payment_method_options: options,
    payment_method_types: params.allowed_payment_method_types?.map(String) ?? ['card'],
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
  })
  world.emit('payment_intent.created', created)
  return created
}

type How = Pick<Confirm, 'error_on_requires_action' | 'mandate_data' | 'off_session' | 'use_stripe_sdk'> & {
  readonly told: Told
}

/** Confirms for a request: a refusal is an error that keeps its traces. */
function confirm(world: World, intent: Intent, { told, ...how }: How): Intent {
  const method = told.method ?? intent.payment_method
  const { off_session: absent = false, mandate_data: mandate, use_stripe_sdk: script } = how
  if (mandate !== undefined && mandate !== null && method !== null) noteMandate(world, method, mandate)
  if (method !== null) checkMethod(world, intent, method)
  const attempt = confirmIntent(world, intent, {
    method,
    offSession: absent !== false,
    ...(how.error_on_requires_action === true ? { errorOnAction: true } : {}),
    ...(told.returnUrl === undefined || script === true ? {} : { returnUrl: told.returnUrl }),
  })
  if (attempt.refusal !== undefined) {
    if (method !== null) spendLoose(world, method)
    throw refusalError(attempt.refusal)
  }
  keepForLater(world, attempt.intent)
  afterIntentPaid(world, attempt.intent)
  return world.get('payment_intent', intent.id)
}

/** Keeps the payment method of a payment with its customer, where the payment says so. */
export function keepForLater(world: World, intent: Intent): void {
  const { status, setup_future_usage: usage, customer, payment_method: method } = intent
  if ((status !== 'succeeded' && status !== 'requires_capture') || method === null) return
  if (usage !== null && customer !== null) {
    attach(world, world.get('payment_method', method), customer)
    if (usage === 'off_session') noteSetUp(world, method)
  }
  spendLoose(world, method)
}

/** A payment method that is nobody's can be used once. */
function spendLoose(world: World, method: string): void {
  if (world.get('payment_method', method).customer === null) spend(world, method)
}

/** Refuses a payment method that is not the intent's to use, or cannot show what is to be shown on its statement. */
function checkMethod(world: World, intent: Intent, id: string): void {
  const method = world.get('payment_method', id)
  checkOwner(method, intent)
  if (method.type === 'card' && intent.statement_descriptor !== null)
    throw invalidRequest(
      'The statement_descriptor parameter is not supported for card payments. Use statement_descriptor_suffix instead.',
      { param: 'statement_descriptor', payment_intent: intent },
    )
}

const DONE = new Set(['succeeded', 'canceled'])
type Update = EndpointParams<'POST /v1/payment_intents/{id}'>

function checkChange(before: Intent, params: Update): void {
  if (DONE.has(before.status) && (params.amount !== undefined || params.payment_method !== undefined))
    throw invalidRequest(
      `This PaymentIntent's amount could not be updated because it has a status of ${before.status}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: before },
    )
  if (params.amount !== undefined) checkAmount(params.amount, params.currency ?? before.currency)
}

function update(world: World, before: Intent, params: Update): Intent {
  checkChange(before, params)
  const { method } = toldBy(world, params)
  const named = method !== null && before.status === 'requires_payment_method'
  const after = world.change('payment_intent', before.id, {
    ...wordsOf(world, params),
    amount: params.amount,
    application_fee_amount: params.application_fee_amount,
    capture_method: params.capture_method,
    currency: params.currency === undefined ? undefined : checkCurrency(params.currency),
    metadata: mergeMetadata(before.metadata, params.metadata),
    payment_method: method ?? undefined,
    status: named ? 'requires_confirmation' : undefined,
  })
  const { amount_details: details, payment_method_options: options } = params
  if (!options && !details) return after
  const whole = world.draft('payment_intent', {
    ...after,
    ...(options ? { payment_method_options: optionsOf(options) } : {}),
    ...(details ? { amount_details: detailsOf(world, after, details) } : {}),
  })
  return world.change('payment_intent', before.id, whole)
}

export const paymentIntentEndpoints = [
  endpoint('POST /v1/payment_intents', (world, params) => {
    const told = toldBy(world, params)
    const intent = createIntent(world, params, told)
    for (const name of ['off_session', 'error_on_requires_action', 'mandate_data', 'return_url'] as const)
      if (params[name] !== undefined && params.confirm !== true)
        throw invalidRequest(`${name} can only be set when confirm is true.`, { param: name })
    return params.confirm === true ? confirm(world, intent, { ...picked(params), told }) : intent
  }),
  endpoint('GET /v1/payment_intents', (world, params) =>
    listOf(world, 'payment_intent', {
      url: '/v1/payment_intents',
      page: params,
      keep: intent => params.customer === undefined || intent.customer === params.customer,
    }),
  ),
  endpoint('GET /v1/payment_intents/{id}', (world, _params, path) =>
    world.get('payment_intent', path['id'] ?? ''),
  ),
  endpoint('GET /v1/payment_intents/{id}/amount_details_line_items', (world, params, path) => {
    const { id } = world.get('payment_intent', path['id'] ?? '')
    return listOf(world, 'payment_intent_amount_details_line_item', {
      url: `/v1/payment_intents/${id}/amount_details_line_items`,
      page: params,
      ids: world.store.linked('intent.lines', id).toReversed(),
    })
  }),
  endpoint('POST /v1/payment_intents/{id}', (world, params, path) =>
    update(world, world.get('payment_intent', path['id'] ?? ''), params),
  ),
  endpoint('POST /v1/payment_intents/{id}/confirm', (world, params, path) => {
    const intent = world.get('payment_intent', path['id'] ?? '')
    const told = toldBy(world, params)
    const options = optionsOf(params.payment_method_options)
    const { shipping } = params
    const known = world.draft('payment_intent', {
      ...intent,
      capture_method: options?.card?.capture_method ?? params.capture_method ?? intent.capture_method,
      payment_method_options: options ?? intent.payment_method_options,
      receipt_email: params.receipt_email ?? intent.receipt_email,
      setup_future_usage: params.setup_future_usage ?? told.usage ?? intent.setup_future_usage,
      shipping: shipping ? shippingOf(shipping) : intent.shipping,
    })
    return confirm(world, world.change('payment_intent', intent.id, known), { ...picked(params), told })
  }),
  endpoint('POST /v1/payment_intents/{id}/capture', (world, params, path) =>
    captureIntent(world, world.get('payment_intent', path['id'] ?? ''), params),
  ),
  endpoint('POST /v1/payment_intents/{id}/increment_authorization', (world, params, path) =>
    incrementAuthorization(world, world.get('payment_intent', path['id'] ?? ''), params),
  ),
  endpoint('POST /v1/payment_intents/{id}/cancel', (world, params, path) =>
    cancelIntent(world, world.get('payment_intent', path['id'] ?? ''), params.cancellation_reason ?? null),
  ),
]

/** What a request says of how to confirm; each part is looked at. */
function picked(params: Omit<How, 'told'>): Omit<How, 'told'> {
  const { error_on_requires_action, mandate_data, off_session, use_stripe_sdk } = params
  return {
    ...(error_on_requires_action === undefined ? {} : { error_on_requires_action }),
    ...(mandate_data === undefined ? {} : { mandate_data }),
    ...(off_session === undefined ? {} : { off_session }),
    ...(use_stripe_sdk === undefined ? {} : { use_stripe_sdk }),
  }
}
