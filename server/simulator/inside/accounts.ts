import { invalidRequest, noSuch } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { refreshAccount, tellAccess } from '../resources/account-state.ts'
import { ONBOARDED, RESTRICTED } from '../resources/onboarding.ts'
import { returnFromLink } from '../resources/v2-accounts.ts'
import { insideEndpoint } from './inside-endpoint.ts'

function factsOf(world: World, id: string): Readonly<Record<string, string>> {
  if (!world.owns(id) || world.store.get('account', id) === undefined) throw noSuch('account', id)
  return world.find('hidden.onboarding', id)?.facts ?? {}
}

function withFacts(world: World, id: string, facts: Readonly<Record<string, string>>): object {
  world.hide('hidden.onboarding', { id, facts })
  return refreshAccount(world, id)
}

/** Gives a platform the access to an account that it once had, or takes it back. */
function setAccess(world: World, id: string, what: 'authorized' | 'deauthorized'): object {
  const owner = world.store.get('hidden.owner', id, world.account)?.row
  if (owner?.platform !== world.account || world.store.get('account', id) === undefined)
    throw noSuch('account', id)
  const revoked = what === 'deauthorized'
  if ((owner.revoked ?? false) === revoked) throw invalidRequest(`Account ${id} is ${what} already.`)
  world.hide('hidden.owner', { ...owner, revoked })
  tellAccess(world, id, what)
  return { id, object: 'account', [what]: true }
}

export const accountHelpers = [
  insideEndpoint('POST /_sim/accounts/{id}/onboard', {
    what: 'does what a person does in hosted onboarding; who came by a v2 account link returns from it (`v2.core.account_link.returned`)',
    run(world, { id = '' }) {
      const account = withFacts(world, id, { ...factsOf(world, id), [ONBOARDED]: 'true' })
      returnFromLink(world, id)
      return account
    },
  }),
  insideEndpoint('POST /_sim/accounts/{id}/deauthorize', {
    what: 'the account’s owner takes the platform’s access back: `account.application.deauthorized`, and requests for the account are refused. Deleting an account tells the same',
    run: (world, { id = '' }) => setAccess(world, id, 'deauthorized'),
  }),
  insideEndpoint('POST /_sim/accounts/{id}/authorize', {
    what: 'the owner gives the access again',
    run: (world, { id = '' }) => setAccess(world, id, 'authorized'),
  }),
  insideEndpoint<{ readonly deadline?: number }>('POST /_sim/accounts/{id}/restrict', {
    what: 'has Stripe ask for more: capabilities go inactive, at once or by a `deadline` in seconds of the wall clock',
    params: { 'deadline?': 'n' },
    run(world, { id = '' }, { deadline: at = 0 }) {
      const { [ONBOARDED]: _onboarded, ...facts } = factsOf(world, id)
      if (at > world.now) world.schedule({ at, clock: null, action: 'account.refresh', target: id })
      return withFacts(world, id, { ...facts, [RESTRICTED]: String(at) })
    },
  }),
]
