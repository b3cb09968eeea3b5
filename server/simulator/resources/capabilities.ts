import { type Endpoint, endpoint } from '../core/endpoint.ts'
import { noSuch } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Account = ApiObjects['account']
type Apply = (
  world: World,
  account: Account,
  capabilities: Readonly<Record<string, { readonly requested: boolean }>>,
) => Account

/** A capability is disabled in words of its own. */
function reasonFor(reason: string | null): 'rejected.other' | 'requirements.fields_needed' | null {
  if (reason === null) return null
  return reason.startsWith('rejected') ? 'rejected.other' : 'requirements.fields_needed'
}

/** What is asked of an account, as its capabilities show it. */
function dueFor(requirements: Account['requirements']) {
  return {
    alternatives: [],
    currently_due: requirements?.currently_due ?? [],
    disabled_reason: reasonFor(requirements?.disabled_reason ?? null),
    errors: requirements?.errors ?? [],
    eventually_due: requirements?.eventually_due ?? [],
    past_due: requirements?.past_due ?? [],
    pending_verification: [],
  }
}

/** A capability as the API shows it. */
export function capabilityOf(world: World, account: Account, name: string): ApiObjects['capability'] {
  const status = new Map(Object.entries(account.capabilities ?? {})).get(name)
  return world.draft('capability', {
    id: name,
    account: account.id,
    requested: status !== undefined,
    requested_at: status === undefined ? null : (account.created ?? world.now),
    status: typeof status === 'string' ? status : 'unrequested',
    requirements: dueFor(account.requirements),
  })
}

/** The endpoints that look at and ask for single capabilities. */
export function capabilityEndpointsFor(
  find: (world: World, id: string) => Account,
  apply: Apply,
): readonly Endpoint[] {
  return [
    endpoint('GET /v1/accounts/{id}/capabilities', (world, _params, path) => {
      const account = find(world, path['id'] ?? '')
      const data = Object.keys(account.capabilities ?? {}).map(name => capabilityOf(world, account, name))
      return { object: 'list', data, has_more: false, url: `/v1/accounts/${account.id}/capabilities` }
    }),
    endpoint('GET /v1/accounts/{accountId}/capabilities/{id}', (world, _params, path) => {
      const account = find(world, path['accountId'] ?? '')
      if (!/^[a-z0-9_]+$/.test(path['id'] ?? '')) throw noSuch('capability', path['id'] ?? '')
      return capabilityOf(world, account, path['id'] ?? '')
    }),
    endpoint('POST /v1/accounts/{accountId}/capabilities/{id}', (world, params, path) => {
      const before = find(world, path['accountId'] ?? '')
      const name = path['id'] ?? ''
      const after =
        params.requested === undefined
          ? before
          : apply(world, before, { [name]: { requested: params.requested } })
      const capability = capabilityOf(world, after, name)
      world.on(after.id).emit('capability.updated', capability)
      return capability
    }),
  ]
}
