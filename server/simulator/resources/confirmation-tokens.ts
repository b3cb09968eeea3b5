import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { checkUnspent } from './method-use.ts'
import { addressOf, createFromData, type MethodData, paymentMethodOf } from './payment-methods.ts'

type Token = ApiObjects['confirmation_token']
type Create = EndpointParams<'POST /v1/test_helpers/confirmation_tokens'>

/** How a payment is confirmed, as a request says it or a confirmation token does. */
export type Told = {
  readonly method: string | null
  readonly returnUrl?: string | undefined
  readonly usage?: ApiObjects['payment_intent']['setup_future_usage']
}
type Telling = {
  readonly confirmation_token?: string
  readonly payment_method?: string
  readonly payment_method_data?: MethodData
  readonly return_url?: string
}

/** What a request tells of the payment method: its id, its details, or a token that stands for both. */
export function toldBy(world: World, params: Telling): Told {
  const { confirmation_token: token, payment_method: method, payment_method_data: data } = params
  if (token !== undefined && (method !== undefined || data !== undefined))
    throw invalidRequest(
      'You may only specify one of these parameters: confirmation_token, payment_method.',
      {
        param: 'confirmation_token',
      },
    )
  if (token !== undefined) return redeemed(world, token)
  const returnUrl = 'return_url' in params ? params.return_url : undefined
  if (method !== undefined) {
    checkUnspent(world, method)
    return { method: paymentMethodOf(world, method, 'payment_method').id, returnUrl }
  }
  return { method: data === undefined ? null : createFromData(world, data).id, returnUrl }
}

/** A token is good for one payment. */
function redeemed(world: World, id: string): Told {
  const token = world.get('confirmation_token', id, 'confirmation_token')
  if (token.expires_at !== null && token.expires_at <= world.now)
    throw invalidRequest('The ConfirmationToken has expired.', { param: 'confirmation_token' })
  const { method } = world.find('hidden.confirmation', id) ?? {}
  if (method === undefined || world.store.linked('confirmation.used', id).length > 0)
    throw invalidRequest('The ConfirmationToken has already been used.', { param: 'confirmation_token' })
  world.store.link('confirmation.used', id, method)
  return {
    method,
    returnUrl: token.return_url ?? undefined,
    usage: token.setup_future_usage,
  }
}

const LIFE_SECONDS = 12 * 3600

function create(world: World, params: Create): Token {
  const { payment_method: named, payment_method_data: data, shipping } = params
  if (named === undefined && data === undefined)
    throw invalidRequest('You must provide payment_method or payment_method_data.', {
      param: 'payment_method',
    })
  const method =
    data === undefined ? paymentMethodOf(world, named ?? '', 'payment_method') : createFromData(world, data)
  const token = world.create('confirmation_token', {
    created: world.now,
    expires_at: world.now + LIFE_SECONDS,
    payment_method_preview: previewOf(method),
    return_url: params.return_url,
    setup_future_usage: params.setup_future_usage,
    shipping: shipping && {
      address: addressOf(shipping.address) ?? {},
      name: shipping.name,
      phone: shipping.phone ?? null,
    },
  })
  world.hide('hidden.confirmation', { id: token.id, method: method.id })
  return token
}

function previewOf(
  method: ApiObjects['payment_method'],
): Given<NonNullable<Token['payment_method_preview']>> {
  const { billing_details, card, customer, sepa_debit, type, us_bank_account } = method
  return {
    billing_details,
    customer,
    type,
    ...(card === undefined ? {} : { card }),
    ...(sepa_debit === undefined ? {} : { sepa_debit }),
    ...(us_bank_account === undefined ? {} : { us_bank_account }),
  }
}

export const confirmationTokenEndpoints = [
  endpoint('POST /v1/test_helpers/confirmation_tokens', create),
  endpoint('GET /v1/confirmation_tokens/{id}', (world, _params, path) =>
    world.get('confirmation_token', path['id'] ?? ''),
  ),
]
