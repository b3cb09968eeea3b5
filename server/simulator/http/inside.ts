import type { Engine } from '../core/engine.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { overview } from '../inside/overview.ts'
import { insidePage, notFoundPage, objectPage } from './inside-page.ts'
import type { Leads } from './linked-text.ts'
import { requestPage, requestsPage } from './request-page.ts'

const json = (value: unknown, status = 200): WireAnswer => ({
  status,
  headers: {},
  body: JSON.stringify(value),
})

const html = (body: string, status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

/** The simulator's own addresses that need no API key; undefined for all others. */
export function insideAnswer(
  engine: Engine,
  request: WireRequest,
  { accept, now }: { readonly accept: string; readonly now: number },
): WireAnswer | undefined {
  const [path = '', query = ''] = request.url.split('?')
  if (!path.startsWith('/_sim')) return undefined
  return request.method === 'GET' ? shown(engine, accept, { path, query }) : changed(engine, request, now)
}

function shown(
  engine: Engine,
  accept: string,
  { path, query }: { readonly path: string; readonly query: string },
): WireAnswer | undefined {
  if (path === '/_sim/requests')
    return listed(engine, new URLSearchParams(query).get('limit') ?? '100', accept)
  const [, id] = /^\/_sim\/requests\/(\w+)$/.exec(path) ?? []
  if (id !== undefined) return oneRequest(engine, id, accept)
  const [, object] = /^\/_sim\/objects\/(\w+)$/.exec(path) ?? []
  if (object !== undefined) return oneObject(engine, object, accept)
  if (path !== '/_sim' && path !== '/_sim/') return undefined
  const found = overview(engine)
  return accept.includes('text/html') ? html(insidePage(found, engine.base)) : json(found)
}

/** The latest requests, as many as asked for. */
function listed(engine: Engine, limit: string, accept: string): WireAnswer {
  if (/^[1-9]\d{0,3}$/.test(limit)) {
    const data = engine.log.latest(Number(limit))
    return accept.includes('text/html') ? html(requestsPage(data)) : json({ data })
  }
  return refusal('limit must be a whole number from 1 to 9999.', 'limit')
}

const refusal = (message: string, param: string): WireAnswer =>
  json({ error: { type: 'invalid_request_error', message, param } }, 400)

/** What is said of an address that leads to nothing. */
const notThere = (message: string, accept: string): WireAnswer =>
  accept.includes('text/html')
    ? html(notFoundPage(message), 404)
    : json({ error: { type: 'invalid_request_error', message } }, 404)

/** An object by its id alone, whoever has it: what the Dashboard's search finds. */
function oneObject(engine: Engine, id: string, accept: string): WireAnswer {
  const found = engine.store
    .dump()
    .find(({ kind, row }) => !kind.startsWith('hidden') && 'id' in row && row.id === id)
  if (found !== undefined)
    return accept.includes('text/html') ? html(objectPage(found, leadsOf(engine))) : json(found)
  return notThere(`There is no object '${id}'.`, accept)
}

/** What an id of an object or of a listed request leads to. */
function leadsOf(engine: Engine): Leads {
  const ids = new Set<unknown>()
  for (const { kind, row } of engine.store.dump())
    if (!kind.startsWith('hidden') && 'id' in row) ids.add(row.id)
  return id => {
    if (ids.has(id)) return 'objects'
    return id.startsWith('req_') && engine.log.find(id) !== undefined ? 'requests' : undefined
  }
}

function oneRequest(engine: Engine, id: string, accept: string): WireAnswer {
  const found = engine.log.find(id)
  if (found !== undefined)
    return accept.includes('text/html') ? html(requestPage(found, leadsOf(engine))) : json(found)
  return notThere(`There is no request '${id}' among the latest ones.`, accept)
}

function changed(engine: Engine, request: WireRequest, now: number): WireAnswer | undefined {
  if (request.method !== 'POST') return undefined
  if (request.url === '/_sim/reset') return reset(engine, request)
  if (request.url === '/_sim/snapshot')
    return engine.shows(request, json({ snapshot: engine.snapshots.take(now) }), now)
  return request.url === '/_sim/restore'
    ? engine.shows(request, restore(engine, request, now), now)
    : undefined
}

function reset(engine: Engine, request: WireRequest): WireAnswer {
  const asked: unknown = request.body === '' ? {} : parse(request)
  const seed = typeof asked === 'object' && asked !== null && 'seed' in asked ? Number(asked.seed) : undefined
  if (seed !== undefined && !Number.isSafeInteger(seed))
    return refusal('seed must be a whole number.', 'seed')
  engine.reset(seed)
  return json({ reset: true })
}

function restore(engine: Engine, request: WireRequest, now: number): WireAnswer {
  const asked: unknown = request.body === '' ? {} : parse(request)
  const id = typeof asked === 'object' && asked !== null && 'snapshot' in asked ? String(asked.snapshot) : ''
  if (engine.snapshots.restore(id, now)) return json({ restored: id })
  return refusal(
    `There is no snapshot '${id}'. POST /_sim/snapshot takes one and answers its name.`,
    'snapshot',
  )
}

function parse(request: WireRequest): unknown {
  if (!request.contentType.includes('json')) return Object.fromEntries(new URLSearchParams(request.body))
  try {
    return JSON.parse(request.body)
  } catch {
    return { seed: Number.NaN }
  }
}
