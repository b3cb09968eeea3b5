import { noSuch } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { refreshAccount } from '../resources/account-state.ts'
import { ONBOARDED, RESTRICTED } from '../resources/onboarding.ts'
import { insideEndpoint } from './inside-endpoint.ts'

function factsOf(world: World, id: string): Readonly<Record<string, string>> {
  if (!world.owns(id) || world.store.get('account', id) === undefined) throw noSuch('account', id)
  return world.find('hidden.onboarding', id)?.facts ?? {}
}

function withFacts(world: World, id: string, facts: Readonly<Record<string, string>>): object {
  world.hide('hidden.onboarding', { id, facts })
  return refreshAccount(world, id)
}

export const accountHelpers = [
  insideEndpoint('POST /_sim/accounts/{id}/onboard', {
    what: 'does what a person does in hosted onboarding',
    run(world, { id = '' }) {
      return withFacts(world, id, { ...factsOf(world, id), [ONBOARDED]: 'true' })
    },
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
