import { endpoint } from '../core/endpoint.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, Given } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Attempt = ApiObjects['setup_attempt']
type Made = {
  readonly method: string
  readonly status: 'succeeded' | 'failed' | 'requires_action'
  readonly error?: Given<NonNullable<Attempt['setup_error']>>
}

/** Keeps what was tried to save a payment method. What the customer was asked in between is the same attempt. */
export function noteAttempt(
  world: World,
  intent: ApiObjects['setup_intent'],
  { method, status, error }: Made,
): Attempt {
  const last = intent.latest_attempt === null ? undefined : world.find('setup_attempt', intent.latest_attempt)
  const attempt = world.draft('setup_attempt', {
    ...(last?.status === 'requires_action' ? { id: last.id } : {}),
    created: last?.status === 'requires_action' ? last.created : world.now,
    customer: intent.customer,
    payment_method: method,
    payment_method_details: detailsOf(world.get('payment_method', method)),
    setup_error: error,
    setup_intent: intent.id,
    status,
    usage: intent.usage,
  })
  if (world.find('setup_attempt', attempt.id) !== undefined)
    return world.change('setup_attempt', attempt.id, attempt)
  world.store.link('intent.attempts', intent.id, attempt.id)
  return world.create('setup_attempt', attempt)
}

function detailsOf({ card, type }: ApiObjects['payment_method']): Given<Attempt['payment_method_details']> {
  if (card === undefined)
    return { type, ...(type === 'sepa_debit' ? { sepa_debit: {} } : { us_bank_account: {} }) }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = card
  return {
    type,
    card: { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, network: brand },
  }
}

export const setupAttemptEndpoints = [
  endpoint('GET /v1/setup_attempts', (world, params) => {
    const { id } = world.get('setup_intent', params.setup_intent, 'setup_intent')
    return listOf(world, 'setup_attempt', {
      url: '/v1/setup_attempts',
      page: params,
      ids: world.store.linked('intent.attempts', id),
    })
  }),
]
