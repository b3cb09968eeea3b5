import { invalidRequest, noSuch } from '../core/errors.ts'
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
  /** Does what a person does in hosted onboarding. */
  insideEndpoint('POST /_sim/accounts/{id}/onboard', (world, path) => {
    const id = path['id'] ?? ''
    return withFacts(world, id, { ...factsOf(world, id), [ONBOARDED]: 'true' })
  }),
  /** Has Stripe ask for more: at once, or by a `deadline` (seconds) after which capabilities go inactive. */
  insideEndpoint('POST /_sim/accounts/{id}/restrict', (world, path, { deadline = '0' }) => {
    const id = path['id'] ?? ''
    const at = Number(deadline)
    if (!Number.isSafeInteger(at))
      throw invalidRequest('deadline must be a time in seconds.', { param: 'deadline' })
    const { [ONBOARDED]: _onboarded, ...facts } = factsOf(world, id)
    if (at > world.now) world.schedule({ at, clock: null, action: 'account.refresh', target: id })
    return withFacts(world, id, { ...facts, [RESTRICTED]: String(at) })
  }),
]
