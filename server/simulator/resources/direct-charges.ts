import { LIMITS } from '#shared/facts/limits.ts'
import { endpoint } from '../core/endpoint.ts'
import { cardError, invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { AUTHENTICATION } from '../money/confirm.ts'
import { refusalOf } from '../money/declines.ts'
import { radarBlocks } from '../money/radar.ts'
import type { Decline } from '../money/test-cards.ts'
import { afterCharge, captureCharge, chargeIntent } from './charges.ts'
import { checkAmount, destinationOf, shippingOf } from './intent-words.ts'
import { cardBehind, createFromData } from './payment-methods.ts'
import { checkCurrency } from './price-amounts.ts'

type Charge = ApiObjects['charge']
type Create = EndpointParams<'POST /v1/charges'>

/** What is charged: what a token stands for, or what the customer pays with by default. */
function methodOf(world: World, { source, customer }: Create): string {
  const owner = customer === undefined ? undefined : world.get('customer', customer, 'customer')
  if (source !== undefined) return createFromData(world, { type: 'card', card: { token: source } }).id
  if (owner === undefined) throw missingParam('source')
  const [first] = world.store.linked('customer.payment_methods', owner.id)
  const method = owner.invoice_settings.default_payment_method ?? first
  if (method !== undefined && method !== null) return method
  throw cardError({ code: 'missing', message: 'Cannot charge a customer that has no active card' }, false)
}

/** A charge without a payment intent, as it was made before there were any: nobody can authenticate it. */
function create(world: World, params: Create): Charge {
  if (params.amount === undefined) throw missingParam('amount')
  if (params.currency === undefined) throw missingParam('currency')
  const currency = checkCurrency(params.currency)
  checkAmount(params.amount, currency)
  const method = methodOf(world, params)
  const card = cardBehind(world, method)
  const asks = card.authenticates === undefined ? undefined : AUTHENTICATION
  const decline = radarBlocks(world, card) ?? asks ?? card.decline
  const sketch = world.draft('payment_intent', {
    ...destinationOf(world, { ...params, amount: params.amount }),
    amount: params.amount,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: params.capture === false ? 'manual' : 'automatic',
    confirmation_method: 'automatic',
    created: world.now,
    currency,
    customer: params.customer,
    description: params.description,
    metadata: mergeMetadata(null, params.metadata),
    receipt_email: params.receipt_email,
    shipping: params.shipping && shippingOf(params.shipping),
    statement_descriptor: params.statement_descriptor,
    statement_descriptor_suffix: params.statement_descriptor_suffix,
    status: 'requires_confirmation',
    transfer_group: params.transfer_group,
  })
  const made = chargeIntent(world, sketch, {
    method,
    alone: true,
    ...(decline === undefined ? {} : { decline }),
  })
  if (decline !== undefined) throw refused(world, made, decline)
  if (!made.captured)
    world.schedule({
      at: world.now + LIMITS.authorizationDays * 86_400,
      clock: null,
      action: 'charge.expire',
      target: made.id,
    })
  world.emit('charge.succeeded', made)
  if (made.captured) afterCharge(world, made)
  return world.get('charge', made.id)
}

function refused(world: World, charge: Charge, decline: Decline): Error {
  world.emit('charge.failed', charge)
  return cardError({ ...refusalOf(decline), charge: charge.id }, true)
}

function capture(
  world: World,
  before: Charge,
  params: EndpointParams<'POST /v1/charges/{id}/capture'>,
): Charge {
  if (before.payment_intent !== null)
    throw invalidRequest(`Charge ${before.id} belongs to a PaymentIntent: capture that instead.`)
  if (before.captured)
    throw invalidRequest(`Charge ${before.id} has already been captured.`, {
      code: 'charge_already_captured',
    })
  if (!before.paid || before.refunded)
    throw invalidRequest(`Charge ${before.id} has expired or failed, and cannot be captured.`, {
      code: 'charge_expired_for_capture',
    })
  const amount = params.amount ?? before.amount
  if (amount < 1 || amount > before.amount)
    throw invalidRequest(
      'The amount to capture must be positive and no more than the amount of the charge.',
      {
        param: 'amount',
      },
    )
  const told = world.change('charge', before.id, {
    application_fee_amount: params.application_fee_amount,
    receipt_email: params.receipt_email,
    statement_descriptor: params.statement_descriptor,
    statement_descriptor_suffix: params.statement_descriptor_suffix,
    transfer_group: params.transfer_group,
  })
  world.unschedule(null, before.id, 'charge.expire')
  const after = captureCharge(world, told, amount)
  world.emitChange('charge.captured', before, after)
  afterCharge(world, after)
  return world.get('charge', after.id)
}

/** Nobody captured an authorised charge in time: the cardholder has the money back. */
export function expireCharge(world: World, id: string): void {
  const charge = world.find('charge', id)
  if (charge === undefined || charge.captured) return
  const released = world.change('charge', id, { amount_refunded: charge.amount, refunded: true })
  world.emit('charge.expired', released)
}

export const directChargeEndpoints = [
  endpoint('POST /v1/charges', create),
  endpoint('POST /v1/charges/{id}/capture', (world, params, path) =>
    capture(world, world.get('charge', path['id'] ?? ''), params),
  ),
]
