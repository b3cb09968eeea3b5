import type { Engine } from '../core/engine.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { overview } from '../inside/overview.ts'
import { insidePage, objectPage } from './inside-page.ts'

const json = (value: unknown, status = 200): WireAnswer => ({
  status,
  headers: {},
  body: JSON.stringify(value),
})

const html = (body: string): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

/** The simulator's own addresses that need no API key; undefined for all others. */
export function insideAnswer(
  engine: Engine,
  request: WireRequest & { readonly accept: string },
  now: number,
): WireAnswer | undefined {
  const [path = '', query = ''] = request.url.split('?')
  if (!path.startsWith('/_sim')) return undefined
  return request.method === 'GET' ? shown(engine, request, { path, query }) : changed(engine, request, now)
}

function shown(
  engine: Engine,
  { accept }: { readonly accept: string },
  { path, query }: { readonly path: string; readonly query: string },
): WireAnswer | undefined {
  if (path === '/_sim/requests')
    return json({ data: engine.log.latest(Number(new URLSearchParams(query).get('limit') ?? 100)) })
  const [, id] = /^\/_sim\/requests\/(\w+)$/.exec(path) ?? []
  if (id !== undefined) return oneRequest(engine, id)
  const [, object] = /^\/_sim\/objects\/(\w+)$/.exec(path) ?? []
  if (object !== undefined) return oneObject(engine, object, accept)
  if (path !== '/_sim' && path !== '/_sim/') return undefined
  const found = overview(engine)
  return accept.includes('text/html') ? html(insidePage(found)) : json(found)
}

/** An object by its id alone, whoever has it: what the Dashboard's search finds. */
function oneObject(engine: Engine, id: string, accept: string): WireAnswer {
  const found = engine.store
    .dump()
    .find(({ kind, row }) => !kind.startsWith('hidden') && 'id' in row && row.id === id)
  if (found !== undefined) return accept.includes('text/html') ? html(objectPage(found)) : json(found)
  const message = `There is no object '${id}'.`
  return json({ error: { type: 'invalid_request_error', message } }, 404)
}

function oneRequest(engine: Engine, id: string): WireAnswer {
  const found = engine.log.find(id)
  if (found !== undefined) return json(found)
  const message = `There is no request '${id}' among the latest ones.`
  return json({ error: { type: 'invalid_request_error', message } }, 404)
}

function changed(engine: Engine, request: WireRequest, now: number): WireAnswer | undefined {
  if (request.method !== 'POST') return undefined
  if (request.url === '/_sim/reset') return reset(engine, request)
  if (request.url === '/_sim/snapshot') return json({ snapshot: engine.snapshots.take(now) })
  return request.url === '/_sim/restore' ? restore(engine, request, now) : undefined
}

function reset(engine: Engine, request: WireRequest): WireAnswer {
  const asked: unknown = request.body === '' ? {} : parse(request)
  const seed = typeof asked === 'object' && asked !== null && 'seed' in asked ? Number(asked.seed) : undefined
  if (seed !== undefined && !Number.isSafeInteger(seed))
    return json(
      { error: { type: 'invalid_request_error', message: 'seed must be a whole number.', param: 'seed' } },
      400,
    )
  engine.reset(seed)
  return json({ reset: true })
}

function restore(engine: Engine, request: WireRequest, now: number): WireAnswer {
  const asked: unknown = request.body === '' ? {} : parse(request)
  const id = typeof asked === 'object' && asked !== null && 'snapshot' in asked ? String(asked.snapshot) : ''
  if (engine.snapshots.restore(id, now)) return json({ restored: id })
  const message = `There is no snapshot '${id}'. POST /_sim/snapshot takes one and answers its name.`
  return json({ error: { type: 'invalid_request_error', message, param: 'snapshot' } }, 400)
}

function parse(request: WireRequest): unknown {
  if (!request.contentType.includes('json')) return Object.fromEntries(new URLSearchParams(request.body))
  try {
    return JSON.parse(request.body)
  } catch {
    return { seed: Number.NaN }
  }
}
