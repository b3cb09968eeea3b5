import { afterIntentPaid } from '../billing/settle.ts'
import { endpoint } from '../core/endpoint.ts'
import { ApiError, docUrl, invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { confirmIntent } from '../money/confirm.ts'
import { isUnverified, type Told, type Unverified, verifyDeposits } from '../money/microdeposits.ts'
import { keepForLater } from './payment-intents.ts'
import { confirmSetup } from './setup-intents.ts'

type Intent = ApiObjects['payment_intent'] | ApiObjects['setup_intent']

/** The bank account that an intent waits for. */
function waitingMethod(world: World, intent: Intent): string {
  const { payment_method: method, status } = intent
  if (status === 'requires_action' && method !== null && isUnverified(world, method)) return method
  const code =
    intent.object === 'setup_intent' ? 'setup_intent_unexpected_state' : 'payment_intent_unexpected_state'
  throw invalidRequest(
    `This ${intent.object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'} does not wait for microdeposits; its status is ${status}.`,
    { code, [intent.object]: intent },
  )
}

/** What is left on an intent whose account cannot be verified any more: it needs another way to pay. */
const given = (world: World, method: string, { code, message }: Unverified) => ({
  code,
  doc_url: docUrl(code),
  message,
  payment_method: world.get('payment_method', method),
  type: 'invalid_request_error' as const,
})

const WITHOUT = { next_action: null, payment_method: null, status: 'requires_payment_method' } as const

const refusal = ({ code, message }: Unverified) =>
  new ApiError(400, { type: 'invalid_request_error', code, message }, true)

function verifyPayment(world: World, intent: ApiObjects['payment_intent'], told: Told) {
  const method = waitingMethod(world, intent)
  const wrong = verifyDeposits(world, method, told)
  if (wrong === undefined) {
    const attempt = confirmIntent(world, intent, { method, offSession: false })
    keepForLater(world, attempt.intent)
    afterIntentPaid(world, attempt.intent)
    return world.get('payment_intent', intent.id)
  }
  if (wrong.final) {
    const last_payment_error = given(world, method, wrong)
    const failed = world.change('payment_intent', intent.id, { ...WITHOUT, last_payment_error })
    world.emit('payment_intent.payment_failed', failed)
  }
  throw refusal(wrong)
}

function verifySetup(world: World, intent: ApiObjects['setup_intent'], told: Told) {
  const method = waitingMethod(world, intent)
  const wrong = verifyDeposits(world, method, told)
  if (wrong === undefined) return confirmSetup(world, intent, { method, authenticated: false })
  if (wrong.final) {
    const last_setup_error = given(world, method, wrong)
    const failed = world.change('setup_intent', intent.id, { ...WITHOUT, last_setup_error })
    world.emit('setup_intent.setup_failed', failed)
  }
  throw refusal(wrong)
}

export const microdepositEndpoints = [
  endpoint('POST /v1/payment_intents/{id}/verify_microdeposits', (world, params, path) => {
    const { amounts, descriptor_code } = params
    const told = { ...(amounts ? { amounts } : {}), ...(descriptor_code ? { descriptor_code } : {}) }
    return verifyPayment(world, world.get('payment_intent', path['id'] ?? ''), told)
  }),
  endpoint('POST /v1/setup_intents/{id}/verify_microdeposits', (world, params, path) => {
    const { amounts, descriptor_code } = params
    const told = { ...(amounts ? { amounts } : {}), ...(descriptor_code ? { descriptor_code } : {}) }
    return verifySetup(world, world.get('setup_intent', path['id'] ?? ''), told)
  }),
]
