import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { expectPayout } from '../money/payout-due.ts'
import { capabilityOf } from './capabilities.ts'
import { PAYS_OUT, REJECTED, requirementsOf, statusesOf } from './onboarding.ts'
import { tellThin } from './v2-thin.ts'

type Account = ApiObjects['account']

/** What an account may do and what is asked of it, from what it has told. */
export function stateOf(world: World, account: Account, requested: readonly string[]): Partial<Account> {
  const facts = world.find('hidden.onboarding', account.id)?.facts ?? {}
  const requirements = requirementsOf(account, { requested, facts, now: world.now })
  const capabilities = statusesOf(requested, requirements)
  const complete = requirements.past_due?.length === 0
  const rejected = facts[REJECTED] !== undefined
  return {
    capabilities,
    charges_enabled: capabilities.card_payments === 'active' || capabilities.transfers === 'active',
    details_submitted: complete,
    payouts_enabled: complete && (!rejected || facts[PAYS_OUT] !== undefined),
    requirements,
  }
}

/** Tells what became of an account: of itself and of each of its capabilities. */
export function tellAccount(world: World, before: Account, after: Account): void {
  const own = world.on(after.id)
  own.emitChange('account.updated', before, after)
  const known = new Map(Object.entries(before.capabilities ?? {}))
  for (const [name, status] of Object.entries(after.capabilities ?? {}))
    if (known.get(name) !== status) own.emit('capability.updated', capabilityOf(world, after, name))
  tellThin(world, before, after)
}

/** Tells the platform that an account gave it access, or took it back. The platform itself is the application. */
export function tellAccess(world: World, id: string, what: 'authorized' | 'deauthorized'): void {
  const application = {
    id: `ca_${world.platform.slice('acct_'.length)}`,
    object: 'application',
    name: 'Platform',
  }
  world.on(id).emit(`account.application.${what}`, application)
}

/** Works an account's state out again after something was told, and tells of the change. */
export function refreshAccount(world: World, id: string): Account {
  const before = world.get('account', id)
  const after = world.change('account', id, stateOf(world, before, Object.keys(before.capabilities ?? {})))
  tellAccount(world, before, after)
  expectPayout(world.on(id))
  return after
}
