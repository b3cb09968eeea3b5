import { endpoint } from '../core/endpoint.ts'
import { noSuch } from '../core/errors.ts'
import type { World } from '../core/world.ts'

/** Addresses of pages that only Stripe has: they lead nowhere, and say so by their name. */
const pageAt = (path: string) => `https://simulator.invalid/${path}`

function connected(world: World, id: string): string {
  if (world.store.get('account', id) === undefined || !world.owns(id)) throw noSuch('account', id, 'account')
  return id
}

export const linkEndpoints = [
  endpoint('POST /v1/account_links', (world, params) => {
    const account = connected(world, params.account)
    const { type, refresh_url: refresh = '', return_url: back = '', collection_options: options } = params
    const asked = new URLSearchParams({ refresh, back, ...options })
    return {
      object: 'account_link',
      created: world.now,
      expires_at: world.now + 300,
      url: pageAt(`${type}/${account}?${asked.toString()}`),
    }
  }),
  endpoint('POST /v1/accounts/{id}/login_links', (world, _params, path) => {
    const account = connected(world, path['id'] ?? '')
    return { object: 'login_link', created: world.now, url: pageAt(`express/${account}`) }
  }),
]
