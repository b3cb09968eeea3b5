import { endpoint } from '../core/endpoint.ts'
import { listOf } from '../core/list.ts'

export const eventEndpoints = [
  endpoint('GET /v1/events', (world, params) => {
    const wanted = params.types ?? (params.type === undefined ? undefined : [params.type])
    const matches = (type: string) =>
      wanted === undefined ||
      wanted.some(name => name === type || (name.endsWith('*') && type.startsWith(name.slice(0, -1))))
    return listOf(world, 'event', { url: '/v1/events', page: params, keep: event => matches(event.type) })
  }),
  endpoint('GET /v1/events/{id}', (world, _params, path) => world.get('event', path['id'] ?? '')),
]
