import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { refreshAccount } from './account-state.ts'
import { accountFor } from './accounts.ts'
import { PAYS_OUT, REJECTED } from './onboarding.ts'

type Account = ApiObjects['account']
const REASONS = [
  'credit',
  'fraud_no_intent_to_fulfill',
  'fraud_other',
  'fraud_payment_method_casher',
  'fraud_payment_method_tester',
  'other',
  'terms_of_service',
  'fraud',
]

/** Only an account whose losses are the platform's can be rejected by it. */
function rejectable(world: World, id: string): Account {
  const account = accountFor(world, id)
  if (account.id !== world.platform && account.controller?.losses?.payments === 'application') return account
  throw invalidRequest(
    'You can only reject accounts for which your platform is liable for negative balances.',
  )
}

const factsOf = (world: World, id: string) => world.find('hidden.onboarding', id)?.facts ?? {}

export const rejectEndpoints = [
  endpoint('POST /v1/accounts/{id}/reject', (world, params, path) => {
    const { id } = rejectable(world, path['id'] ?? '')
    if (!REASONS.includes(params.reason))
      throw invalidRequest(`Invalid reason: must be one of ${REASONS.join(', ')}`, { param: 'reason' })
    const paysOut = params.payouts_action === 'none' ? { [PAYS_OUT]: 'true' } : {}
    world.hide('hidden.onboarding', {
      id,
      facts: { ...factsOf(world, id), [REJECTED]: params.reason, ...paysOut },
    })
    return refreshAccount(world, id)
  }),
  endpoint('POST /v1/accounts/{id}/unreject', (world, _params, path) => {
    const { id } = rejectable(world, path['id'] ?? '')
    const { [REJECTED]: reason, [PAYS_OUT]: _paysOut, ...facts } = factsOf(world, id)
    if (reason === undefined) throw invalidRequest(`Account ${id} was not rejected by your platform.`)
    world.hide('hidden.onboarding', { id, facts })
    return refreshAccount(world, id)
  }),
]
