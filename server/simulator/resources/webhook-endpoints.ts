import { API_VERSION } from '#shared/facts/api-version.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'

function checkUrl(url: string): void {
  if (!/^https?:\/\/[^\s/]+/.test(url))
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    })
}

export const webhookEndpoints = [
  endpoint('POST /v1/webhook_endpoints', (world, params) => {
    checkUrl(params.url)
    if (params.enabled_events.length === 0)
      throw invalidRequest('You must select at least one event.', { param: 'enabled_events' })
    const created = world.create('webhook_endpoint', {
      api_version: params.api_version ?? API_VERSION,
      created: world.now,
      description: params.description,
      enabled_events: params.enabled_events,
      metadata: mergeMetadata(null, params.metadata),
      status: 'enabled',
      url: params.url,
    })
    const secret = world.newId('whsec_') + world.newId('')
    world.hide('hidden.secret', { id: created.id, secret, connect: params.connect ?? false })
    return { ...created, secret }
  }),
  endpoint('GET /v1/webhook_endpoints', (world, params) =>
    listOf(world, 'webhook_endpoint', { url: '/v1/webhook_endpoints', page: params }),
  ),
  endpoint('GET /v1/webhook_endpoints/{id}', (world, _params, path) =>
    world.get('webhook_endpoint', path['id'] ?? ''),
  ),
  endpoint('POST /v1/webhook_endpoints/{id}', (world, params, path) => {
    const before = world.get('webhook_endpoint', path['id'] ?? '')
    if (params.url !== undefined) checkUrl(params.url)
    return world.change('webhook_endpoint', before.id, {
      description: params.description,
      enabled_events: params.enabled_events,
      metadata: mergeMetadata(before.metadata, params.metadata),
      status: params.disabled === undefined ? undefined : params.disabled ? 'disabled' : 'enabled',
      url: params.url,
    })
  }),
  endpoint('DELETE /v1/webhook_endpoints/{id}', (world, _params, path) => {
    const { id } = world.get('webhook_endpoint', path['id'] ?? '')
    world.store.remove('webhook_endpoint', id)
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]
