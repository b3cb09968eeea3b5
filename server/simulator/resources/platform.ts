import { type Shared, World } from '../core/world.ts'

/** The id of a platform is this, and then a part of its key's hash. */
export const PLATFORM_PREFIX = 'acct_1'

/** The platform account behind an API key: the same key always finds the same account. */
export function ensurePlatform(shared: Shared, key: string): string {
  const id = `${PLATFORM_PREFIX}${key.slice(0, 15)}`
  if (shared.store.get('account', id) !== undefined) return id
  const world = new World(shared, id, id)
  world.create('account', {
    id,
    business_type: 'company',
    business_profile: null,
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    country: 'US',
    created: shared.now,
    default_currency: 'usd',
    details_submitted: true,
    email: null,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${id}/external_accounts`,
    },
    metadata: {},
    payouts_enabled: true,
    settings: { payouts: { debit_negative_balances: true, schedule: { delay_days: 2, interval: 'daily' } } },
    tos_acceptance: {},
    type: 'standard',
  })
  return id
}
