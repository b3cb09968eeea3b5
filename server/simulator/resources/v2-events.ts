import { endpoint } from '../core/endpoint.ts'
import { missingParam, noSuch, unsupported } from '../core/errors.ts'
import type { EndpointParams, EventDestination } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { pageOfIds } from './v2-page.ts'
import { deliver, emitThin, isoTime } from './v2-thin.ts'

type Create = EndpointParams<'POST /v2/core/event_destinations'>

function destinationOf(world: World, id: string): EventDestination {
  const found = world.find('hidden.destination', id)
  if (found === undefined) throw noSuch('event destination', id)
  return found
}

function shownOf(
  destination: EventDestination,
  include: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  return {
    ...destination.shown,
    status: destination.enabled ? 'enabled' : 'disabled',
    ...(destination.enabled ? {} : { status_details: { disabled: { reason: 'user' } } }),
    webhook_endpoint: {
      ...(include.includes('webhook_endpoint.signing_secret') ? { signing_secret: destination.secret } : {}),
      ...(include.includes('webhook_endpoint.url') ? { url: destination.url } : {}),
    },
  }
}

function createDestination(world: World, params: Create): EventDestination {
  if (params.type !== 'webhook_endpoint')
    throw unsupported(`event destinations of type ${params.type}`, 'type')
  if (params.event_payload !== 'thin')
    throw unsupported('snapshot payloads of event destinations: use a webhook endpoint', 'event_payload')
  if (params.webhook_endpoint === undefined) throw missingParam('webhook_endpoint')
  const id = world.newId('ed_test_1')
  const destination = {
    id,
    secret: world.newId('whsec_') + world.newId(''),
    url: params.webhook_endpoint.url,
    events: params.enabled_events.map(String),
    enabled: true,
    shown: {
      id,
      object: 'v2.core.event_destination',
      created: isoTime(world.now),
      description: params.description ?? '',
      enabled_events: params.enabled_events.map(String),
      event_payload: params.event_payload,
      events_from: (params.events_from ?? ['self']).map(String),
      livemode: false,
      metadata: mergeMetadata(null, params.metadata),
      name: params.name,
      type: params.type,
      updated: isoTime(world.now),
    },
  }
  world.hide('hidden.destination', destination)
  world.store.link('destinations', world.account, id)
  return destination
}

function switched(world: World, id: string, enabled: boolean): object {
  const destination = { ...destinationOf(world, id), enabled }
  world.hide('hidden.destination', destination)
  return shownOf(destination)
}

export const v2EventEndpoints = [
  endpoint('POST /v2/core/event_destinations', (world, params) =>
    shownOf(createDestination(world, params), params.include),
  ),
  endpoint('GET /v2/core/event_destinations', (world, params) => {
    const ids = world.store.linked('destinations', world.account).toReversed()
    const page = pageOfIds(ids, params, { url: '/v2/core/event_destinations', usual: 20 })
    return { ...page, data: page.data.map(id => shownOf(destinationOf(world, id), params.include)) }
  }),
  endpoint('GET /v2/core/event_destinations/{id}', (world, params, path) =>
    shownOf(destinationOf(world, path['id'] ?? ''), params.include),
  ),
  endpoint('POST /v2/core/event_destinations/{id}', (world, params, path) => {
    const before = destinationOf(world, path['id'] ?? '')
    const events = params.enabled_events?.map(String) ?? before.events
    const metadata = before.shown['metadata']
    const after = {
      ...before,
      events,
      url: params.webhook_endpoint?.url ?? before.url,
      shown: {
        ...before.shown,
        description: params.description ?? before.shown['description'],
        enabled_events: events,
        metadata: params.metadata === undefined ? metadata : { ...mergeMetadata(null, params.metadata) },
        name: params.name ?? before.shown['name'],
        updated: isoTime(world.now),
      },
    }
    world.hide('hidden.destination', after)
    return shownOf(after, params.include)
  }),
  endpoint('POST /v2/core/event_destinations/{id}/disable', (world, _params, path) =>
    switched(world, path['id'] ?? '', false),
  ),
  endpoint('POST /v2/core/event_destinations/{id}/enable', (world, _params, path) =>
    switched(world, path['id'] ?? '', true),
  ),
  endpoint('POST /v2/core/event_destinations/{id}/ping', (world, _params, path) => {
    const { id, enabled, events } = destinationOf(world, path['id'] ?? '')
    const about = { id, type: 'v2.core.event_destination', url: `/v2/core/event_destinations/${id}` }
    const event = emitThin(world, { type: PING, about })
    if (enabled && !events.includes(PING)) deliver(world, event.id, id)
    return event
  }),
  endpoint('DELETE /v2/core/event_destinations/{id}', (world, _params, path) => {
    const { id } = destinationOf(world, path['id'] ?? '')
    world.store.remove('hidden.destination', id)
    world.store.unlink('destinations', world.account, id)
    return { id, object: 'v2.core.event_destination' }
  }),
  endpoint('GET /v2/core/events', (world, params) => {
    const ids = world.store.linked('thin_events', world.account).toReversed()
    const rows = ids.flatMap(id => world.find('hidden.thin_event', id) ?? [])
    const about = rows.filter(
      event => params.object_id === undefined || event.related_object?.id === params.object_id,
    )
    const page = pageOfIds(
      about.map(({ id }) => id),
      params,
      { url: '/v2/core/events', usual: 20 },
    )
    return { ...page, data: page.data.flatMap(id => world.find('hidden.thin_event', id) ?? []) }
  }),
  endpoint('GET /v2/core/events/{id}', (world, _params, path) => {
    const event = world.find('hidden.thin_event', path['id'] ?? '')
    if (event === undefined) throw noSuch('event', path['id'] ?? '')
    return event
  }),
]

const PING = 'v2.core.event_destination.ping'
