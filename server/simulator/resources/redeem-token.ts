import { invalidRequest } from '../core/errors.ts'
import type { World } from '../core/world.ts'

/** What stands behind a token that was made here; it is good for one use. Undefined for ids that are none. */
export function redeemToken(world: World, id: string): string | undefined {
  const token = world.find('token', id)
  const stands = world.find('hidden.token', id)?.stands
  if (token === undefined || stands === undefined) return undefined
  if (token.used)
    throw invalidRequest(`You cannot use a Stripe token more than once: ${id}.`, {
      code: 'token_already_used',
    })
  world.change('token', id, { used: true })
  return stands
}
