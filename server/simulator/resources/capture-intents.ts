import { invalidRequest, unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { afterCharge, captureCharge } from './charges.ts'
import { checkAmount } from './intent-words.ts'

type Intent = ApiObjects['payment_intent']
type Capture = EndpointParams<'POST /v1/payment_intents/{id}/capture'>
type Increment = EndpointParams<'POST /v1/payment_intents/{id}/increment_authorization'>

/** Takes the money of an authorised payment, or a part of it: the rest is released. */
export function captureIntent(world: World, intent: Intent, params: Capture): Intent {
  if (intent.status !== 'requires_capture' || intent.latest_charge === null)
    throw invalidRequest(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    )
  if (params.final_capture === false) throw unsupported('several captures of one payment', 'final_capture')
  const amount = params.amount_to_capture ?? intent.amount_capturable
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    })
  if (amount > intent.amount_capturable)
    throw invalidRequest(
      `The payment could not be captured because the requested capture amount is greater than the authorized amount.`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    )
  const { fee, part } = sharesOf(intent, params, amount)
  const shares = { application_fee_amount: fee }
  const before = world.get('charge', intent.latest_charge)
  const told = world.change('charge', before.id, {
    ...shares,
    transfer_data:
      part === undefined || !before.transfer_data ? undefined : { ...before.transfer_data, amount: part },
    statement_descriptor: params.statement_descriptor,
    statement_descriptor_suffix: params.statement_descriptor_suffix,
  })
  const charge = captureCharge(world, told, amount)
  world.unschedule(null, intent.id, 'payment.expire')
  world.emitChange('charge.captured', before, charge)
  const after = world.change('payment_intent', intent.id, {
    ...shares,
    transfer_data:
      part === undefined || !intent.transfer_data ? undefined : { ...intent.transfer_data, amount: part },
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    status: 'succeeded',
  })
  world.emit('payment_intent.succeeded', after)
  afterCharge(world, charge)
  return after
}

/** What goes to others of what is captured, where the capture says it anew; a fee never exceeds what is captured. */
function sharesOf(
  intent: Intent,
  { application_fee_amount: fee, transfer_data: data }: Capture,
  amount: number,
): { readonly fee: number | null; readonly part: number | undefined } {
  const asked = fee ?? intent.application_fee_amount
  if (data !== undefined && !intent.transfer_data)
    throw invalidRequest('transfer_data can only be given for a payment that has a destination.', {
      param: 'transfer_data',
    })
  return { fee: asked === null ? null : Math.min(asked, amount), part: data?.amount }
}

const MOST_INCREMENTS = 10

/** Authorises more on a card, where that was asked for when the payment was confirmed. */
export function incrementAuthorization(world: World, intent: Intent, params: Increment): Intent {
  const charge = intent.latest_charge === null ? undefined : world.find('charge', intent.latest_charge)
  if (intent.status !== 'requires_capture' || charge === undefined)
    throw invalidRequest(
      `This PaymentIntent's authorization could not be incremented because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    )
  const { card } = charge.payment_method_details ?? {}
  if (card?.incremental_authorization?.status !== 'available')
    throw invalidRequest('This PaymentIntent is not eligible for incremental authorization.', {
      code: 'payment_intent_incremental_authorization_not_allowed',
    })
  checkAmount(params.amount, intent.currency)
  if (params.amount <= intent.amount)
    throw invalidRequest('The amount must be greater than the currently authorized amount.', {
      param: 'amount',
    })
  if (world.store.linked('intent.increments', intent.id).length >= MOST_INCREMENTS)
    throw invalidRequest(`A payment's authorization can be incremented ${MOST_INCREMENTS} times at most.`)
  world.store.link('intent.increments', intent.id, String(params.amount))
  const words = {
    amount: params.amount,
    application_fee_amount: params.application_fee_amount,
    description: params.description,
    statement_descriptor: params.statement_descriptor,
  }
  const after = world.change('charge', charge.id, {
    ...words,
    payment_method_details: {
      ...charge.payment_method_details,
      type: 'card',
      card: { ...card, amount_authorized: params.amount },
    },
  })
  world.emitChange('charge.updated', charge, after)
  const more = world.change('payment_intent', intent.id, {
    ...words,
    amount_capturable: params.amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
  })
  world.emit('payment_intent.amount_capturable_updated', more)
  return more
}

const CANCELABLE = new Set([
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
])

/** Cancels an intent that is not paid; an authorisation is released. */
export function cancelIntent(world: World, intent: Intent, reason: Intent['cancellation_reason']): Intent {
  if (!CANCELABLE.has(intent.status))
    throw invalidRequest(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    )
  if (intent.latest_charge !== null) release(world, intent, intent.latest_charge)
  const after = world.change('payment_intent', intent.id, {
    amount_capturable: 0,
    canceled_at: world.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  world.emit('payment_intent.canceled', after)
  return after
}

/** An authorisation ends without its money being taken: the cardholder has it back. A debit on its way is stopped. */
function release(world: World, { id, status }: Intent, charge: string): void {
  const before = world.get('charge', charge)
  if (status === 'processing') {
    world.unschedule(null, id, 'payment.settle')
    const stopped = world.change('charge', charge, { captured: false, status: 'failed' })
    world.emit('charge.failed', stopped)
  }
  if (status !== 'requires_capture') return
  world.unschedule(null, id, 'payment.expire')
  const released = world.change('charge', charge, { amount_refunded: before.amount, refunded: true })
  world.emitChange('charge.refunded', before, released)
}

/** Nobody captured an authorised payment in time. */
export function expireIntent(world: World, id: string): void {
  const intent = world.find('payment_intent', id)
  if (intent?.status !== 'requires_capture' || intent.latest_charge === null) return
  const after = cancelIntent(world, intent, 'automatic')
  world.emit('charge.expired', world.get('charge', after.latest_charge ?? ''))
}
