import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { endpoints } from '#shared/api/endpoints.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Sent, startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

const textAt = (body: unknown, path: string): string => String(readPath(body, path))
const call = (method: string, path: string, sent?: Sent) => server.call(method, path, sent)
const { document } = flagship
/** Made in pieces, so that no scanner takes this file for a leak. */
const liveKey = ['sk', 'live', '51AbCdEfGh'].join('_')

const newFlow = async () => textAt((await call('POST', '/api/flows', { body: { document } })).body, 'id')

describe('flows', () => {
  it('are created, read, listed and deleted', async () => {
    const made = await call('POST', '/api/flows', { body: { document } })
    expect(made).toMatchObject({ status: 201, body: { name: document.name, revision: 1, document } })
    const path = made.headers.get('location') ?? ''
    expect(await call('GET', path)).toMatchObject({ status: 200, body: made.body })
    const list = await call('GET', '/api/flows')
    expect(list.body).toMatchObject({
      flows: expect.arrayContaining([expect.objectContaining({ name: document.name })]),
    })
    expect((await call('DELETE', path)).status).toBe(204)
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await call('DELETE', path)).toMatchObject({ status: 404 })
    expect(await call('GET', `${path}/versions/1`)).toMatchObject({ status: 200, body: { document } })
  })

  it('are saved over the revision that was changed, and keep every version', async () => {
    const id = await newFlow()
    const renamed = { ...document, name: 'Second name' }
    const saved = await call('PUT', `/api/flows/${id}`, {
      body: { document: renamed },
      headers: { 'If-Match': '"1"' },
    })
    expect(saved).toMatchObject({ status: 200, body: { revision: 2, name: 'Second name' } })
    expect(saved.headers.get('etag')).toBe('"2"')
    const versions = await call('GET', `/api/flows/${id}/versions`)
    expect(versions.body).toMatchObject({ versions: [{ revision: 2 }, { revision: 1, name: document.name }] })
  })

  it('answer 412 with both versions when somebody else saved, and lose neither', async () => {
    const id = await newFlow()
    const theirs = { ...document, name: 'Theirs' }
    const yours = { ...document, name: 'Yours' }
    await call('PUT', `/api/flows/${id}`, { body: { document: theirs }, headers: { 'If-Match': '"1"' } })
    const conflict = await call('PUT', `/api/flows/${id}`, {
      body: { document: yours },
      headers: { 'If-Match': '"1"' },
    })
    expect(conflict).toMatchObject({
      status: 412,
      body: { code: 'flow-conflict', current: { revision: 2, document: theirs }, yours },
    })
    expect((await call('GET', `/api/flows/${id}`)).body).toMatchObject({ revision: 2, name: 'Theirs' })
  })

  it('let exactly one of two saves at the same time through', async () => {
    const id = await newFlow()
    const saves = await Promise.all(
      ['A', 'B', 'C'].map(name =>
        call('PUT', `/api/flows/${id}`, {
          body: { document: { ...document, name } },
          headers: { 'If-Match': '1' },
        }),
      ),
    )
    expect(saves.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412])
  })

  it('are not saved without a revision', async () => {
    const id = await newFlow()
    expect(await call('PUT', `/api/flows/${id}`, { body: { document } })).toMatchObject({
      status: 428,
      body: { code: 'revision-required' },
    })
  })
})

describe('bad input gets a 4xx that says what to do, and changes nothing', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000)
  test.for<[string, Sent, number, string]>([
    ['malformed JSON', { body: '{"document":' }, 400, 'malformed-json'],
    ['no JSON object', { body: '[1]' }, 400, 'invalid-request'],
    ['bytes that are no text', { body: '{"a":"\ud800"}' }, 400, 'invalid-request'],
    [
      'a form',
      { body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      415,
      'wrong-content-type',
    ],
    ['text', { body: '{}', headers: { 'Content-Type': 'text/plain' } }, 415, 'wrong-content-type'],
    ['no document', { body: {} }, 400, 'invalid-request'],
    ['a number for a document', { body: { document: 7 } }, 422, 'invalid-document'],
    ['an unknown version', { body: { document: { ...document, version: 99 } } }, 422, 'unknown-version'],
    ['an unknown member', { body: { document, extra: 1 } }, 400, 'invalid-request'],
    [
      'a document with an unknown member',
      { body: { document: { ...document, colour: 'red' } } },
      422,
      'invalid-document',
    ],
    ['nesting without end', { body: `{"document":${deep}}` }, 400, 'too-deep'],
    ['a live key', { body: { document: { ...document, name: liveKey } } }, 400, 'live-key-refused'],
    [
      'a live key in a header',
      { body: { document }, headers: { Authorization: `Bearer ${liveKey}` } },
      400,
      'live-key-refused',
    ],
    ['a prototype', { body: '{"document":{"__proto__":{"version":1}}}' }, 422, 'invalid-document'],
  ])('%s', async ([, sent, status, code]) => {
    const before = await call('GET', '/api/flows')
    const answer = await call('POST', '/api/flows', sent)
    expect(answer).toMatchObject({ status, body: { status, code } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    for (const member of ['title', 'detail', 'wayOut']) expect(textAt(answer.body, member)).toMatch(/\S/)
    expect(JSON.stringify(answer.body)).not.toContain(liveKey)
    expect(await call('GET', '/api/flows')).toEqual({ ...before, headers: expect.anything() })
  })

  it('quantities with which nothing can be added up', async () => {
    const set = { props: { items: [{ price: 'qA', quantity: 1e14 }] } }
    const body = applyPatch(document, [{ op: 'block.set', id: blockId('sub'), set }])
    for (const path of ['check', 'plan', 'forecast', 'runs'])
      expect(await call('POST', `/api/${path}`, { body: { document: body.document } })).toMatchObject({
        body: { status: 422, code: 'amount-too-large' },
      })
  })

  it('50 MB', async () => {
    const body = `{"document":"${'x'.repeat(50 * 1024 * 1024)}"}`
    const answer = await call('POST', '/api/check', { body })
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
  })

  it('an address with broken escapes, an unknown address, an unknown method', async () => {
    expect(await call('GET', '/api/flows/%E0%A4%A')).toMatchObject({ status: 404 })
    expect(await call('GET', '/api/flows/%00')).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await call('GET', '/api/nothing')).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await call('PATCH', '/api/flows', { body: {} })).toMatchObject({ status: 404 })
  })

  it('a revision that is none', async () => {
    const id = await newFlow()
    const answer = await call('PUT', `/api/flows/${id}`, {
      body: { document },
      headers: { 'If-Match': 'yesterday' },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  })
})

it('takes a document of 10,000 blocks', async () => {
  const blocks = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, n) => [
      `n${String(n)}`,
      { id: `n${String(n)}`, kind: 'note', label: 'x'.repeat(60), props: { text: 'y'.repeat(200) } },
    ]),
  )
  const big = {
    ...document,
    graph: { ...document.graph, blocks, connections: {} },
    layout: {},
    parts: { ...document.parts, groups: {} },
  }
  const answer = await call('POST', '/api/flows', { body: { document: big } })
  expect(answer.status).toBe(201)
  await call('DELETE', answer.headers.get('location') ?? '')
}, 30_000)

describe('check, plan, forecast', () => {
  it('check answers diagnostics and counts', async () => {
    const answer = await call('POST', '/api/check', { body: { document } })
    expect(answer).toMatchObject({ status: 200, body: { counts: { error: 0, warning: 0, info: 3 } } })
  })

  it('plan answers the calls, and the same hash for the same document', async () => {
    const plans = await Promise.all([1, 2].map(() => call('POST', '/api/plan', { body: { document } })))
    expect(plans[0]).toMatchObject({ status: 200, body: { mode: 'unattended' } })
    expect(plans[0]?.body).toEqual(plans[1]?.body)
  })

  it('forecast answers the ledger to the cent', async () => {
    const answer = await call('POST', '/api/forecast', { body: { document, months: 2 } })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        balances: { 'balance:A': { usd: 8820 }, 'balance:platform': { usd: 2254 } },
        fees: { usd: 1006 },
      },
    })
  })

  it('a design with errors is not planned: its diagnostics come back', async () => {
    const broken = applyPatch(document, [
      { op: 'block.remove', id: blockId('qA') },
      { op: 'block.remove', id: blockId('spl') },
    ]).document
    const answer = await call('POST', '/api/plan', { body: { document: broken } })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'design-has-errors', diagnostics: expect.any(Array) },
    })
  })

  it('an unknown scenario is named', async () => {
    const answer = await call('POST', '/api/forecast', { body: { document, scenario: 'nope' } })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'no-such-scenario', detail: expect.stringContaining('renewal') },
    })
  })
})

describe('who may call', () => {
  test.for<[string, Record<string, string>, number]>([
    ['a program', {}, 200],
    ['our page', { 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a sibling of this host', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['an origin that is not ours', { Origin: 'https://evil.example' }, 403],
    ['an opaque origin', { Origin: 'null' }, 403],
  ])('%s', async ([, headers, status]) => {
    expect((await call('POST', '/api/check', { body: { document }, headers })).status).toBe(status)
  })

  test.for<[string, number]>([
    ['localhost:4242', 200],
    ['[::1]:4242', 200],
    ['LOCALHOST', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
  ])('under the name %s', async ([host, status]) => {
    expect(await statusUnderHost('/api/server', host)).toBe(status)
  })

  it('pages may load nothing from elsewhere and no site may frame them', async () => {
    const { headers } = await call('GET', '/api/server')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

/** `fetch` does not let anybody choose the Host header. */
function statusUnderHost(path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { headers: { Host: host } }, response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('what the server says about itself', () => {
  it('health, readiness, and where runs go', async () => {
    expect(await call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect((await call('GET', '/api/server')).body).toMatchObject({
      target: 'simulator',
      keyHint: null,
      events: 'webhooks',
    })
  })

  it('an OpenAPI description of every endpoint whose references lead somewhere', async () => {
    const { body } = await call('GET', '/api/openapi.json')
    for (const { path, method } of endpoints) expect(body).toHaveProperty(['paths', path, method])
    const refs = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      match => match[1],
    )
    expect(refs.length).toBeGreaterThan(0)
    for (const ref of refs) expect(body).toHaveProperty(['components', 'schemas', String(ref)])
    expect(JSON.stringify(body)).not.toContain('#/$defs')
  })

  it('every endpoint that is described is there', async () => {
    for (const { path, method, request: asks } of endpoints) {
      const sent = asks === undefined ? {} : { body: {} }
      const answer = await call(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'), sent)
      expect(textAt(answer.body, 'detail'), `${method} ${path}`).not.toContain('nothing answers')
    }
  })
})
