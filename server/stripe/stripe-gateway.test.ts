import { once } from 'node:events'
import { createServer } from 'node:http'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { redactText } from '#shared/check/secrets.ts'
import { textOf } from '../json.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { KeyRefused, LIVE_KEY, SIMULATOR_KEY, testKey } from './api-key.ts'
import type { ApiAnswer, Gateway } from './gateway.ts'
import { redactObject } from './redaction.ts'
import { createGateway } from './stripe-gateway.ts'
import { tokenBucket } from './token-bucket.ts'

/** Made in pieces, so that no scanner takes this file for a leak. */
const keyOf = (kind: string, mode: string): string => [kind, mode, '51AbCdEfGh'].join('_')

let simulator: Simulator
let gateway: Gateway
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, dataDir: null, seed: 3 })
  gateway = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port: simulator.port } })
})
afterAll(() => simulator.close())

describe('keys', () => {
  test.for(['sk', 'rk'])('%s_live_ is refused without being repeated', kind => {
    const key = keyOf(kind, 'live')
    expect(() => testKey(key)).toThrow(KeyRefused)
    expect(() => testKey(` ${key}\n`)).toThrow('Sluice moves test money only')
    expect(() => testKey(key)).not.toThrow(key)
    expect(LIVE_KEY.test(`note: ${key}.`)).toBe(true)
  })

  test.for(['pk_test_51AbCdEfGh', 'sk_test', 'hello', ''])('“%s” is no key', text => {
    expect(() => testKey(text)).toThrow('sk_test_ or rk_test_')
  })

  test.for(['sk', 'rk'])('%s_test_ is taken', kind => {
    const key = keyOf(kind, 'test')
    expect(testKey(`${key}\n`)).toBe(key)
    expect(LIVE_KEY.test(key)).toBe(false)
  })
})

describe('calls', () => {
  it('go by the dotted name of their method, with target and parameters', async () => {
    const made = await gateway.call({ call: 'products.create', params: { name: 'Cleaning' } })
    const id = valueOf(made).id
    const renamed = await gateway.call({
      call: 'products.update',
      target: textOf(id ?? null),
      params: { name: 'New' },
    })
    expect(valueOf(renamed)).toMatchObject({ id, name: 'New', livemode: false })
    expect(made).toMatchObject({ requestId: expect.stringMatching(/^req_/) })
  })

  it('bring every page of a list', async () => {
    for (let n = 0; n < 23; n += 1)
      await gateway.call({ call: 'products.create', params: { name: `P${String(n)}` } })
    const listed = valueOf(await gateway.call({ call: 'products.list', params: { limit: 10 } }))
    expect(listed).toMatchObject({ object: 'list', has_more: false })
    expect(Array.isArray(listed.data) ? listed.data.length : 0).toBeGreaterThanOrEqual(23)
  })

  it('with the same key take effect once', async () => {
    const call = { call: 'products.create', params: { name: 'Once' }, idempotencyKey: 'k1' }
    const [first, second] = [await gateway.call(call), await gateway.call(call)]
    expect(valueOf(first).id).toBe(valueOf(second).id)
    expect(await gateway.call({ ...call, params: { name: 'Other' } })).toMatchObject({
      ok: false,
      remedy: 'never',
    })
  })

  it.for([
    'rawRequest',
    'products.nope',
    'products.constructor',
    'products.__proto__',
    '_api.auth',
    'constructor.call',
    '',
  ])('%s is no method of the API', async call => {
    await expect(gateway.call({ call, params: {} })).rejects.toThrow('has no method')
  })
})

it('sets the Dashboard of the account that it is told for', async () => {
  const made = await gateway.call({ call: 'accounts.create', params: { type: 'standard', country: 'DE' } })
  const onAccount = made.ok ? textOf(made.value['id'] ?? '') : ''
  const tax = { head_office: { country: 'DE', line1: 'A 1', postal_code: '10115', city: 'Berlin' } }
  await gateway.call({ call: 'simulator.settings', params: { tax }, onAccount })
  const countryOf = async (account: object) => {
    const answer = await gateway.call({ call: 'tax.settings.retrieve', params: {}, ...account })
    return answer.ok && answer.value['head_office']
  }
  expect(await countryOf({})).toBeNull()
  expect(await countryOf({ onAccount })).toMatchObject({ address: { country: 'DE' } })
})

describe('failures are values that say what may be done', () => {
  it('a missing object', async () => {
    expect(await gateway.call({ call: 'products.retrieve', target: 'prod_nope', params: {} })).toMatchObject({
      ok: false,
      remedy: 'never',
      error: { kind: 'rejected', code: 'resource_missing', requestId: expect.any(String) },
    })
  })

  it('an unknown parameter, by name', async () => {
    expect(await gateway.call({ call: 'products.create', params: { name: 'x', nonsense: 1 } })).toMatchObject(
      {
        ok: false,
        error: { kind: 'rejected', code: 'parameter_unknown', param: 'nonsense' },
      },
    )
  })

  it('nobody there', async () => {
    const nobody = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port: 1 } })
    expect(await nobody.call({ call: 'balance.retrieve', params: {} })).toMatchObject({
      ok: false,
      remedy: 'wait',
      error: {
        kind: 'network',
        message: expect.stringMatching(/^The API cannot be reached .* Nothing is lost\.$/),
      },
    })
  })

  it.for<[number, string, object, object]>([
    [429, 'rate-limit', { code: 'rate_limit' }, { remedy: 'wait' }],
    [409, 'network', { code: 'idempotency_key_in_use' }, { remedy: 'wait' }],
    [500, 'network', { type: 'api_error' }, { remedy: 'settle' }],
    [401, 'auth', {}, { remedy: 'never' }],
    [403, 'auth', {}, { remedy: 'never' }],
    [
      402,
      'declined',
      { type: 'card_error', code: 'card_declined', decline_code: 'lost_card' },
      { remedy: 'never', error: { code: 'lost_card' } },
    ],
    [400, 'rejected', { code: 'amount_too_small' }, { remedy: 'never' }],
  ])('%i is “%s”', async ([status, kind, error, expected]) => {
    const answer = await answerOf(status, {
      error: { type: 'invalid_request_error', message: 'No.', ...error },
    })
    expect(answer).toMatchObject({ ok: false, error: { kind } })
    expect(answer).toMatchObject(expected)
  })

  it('a live object is never taken', async () => {
    const answer = await answerOf(200, { id: 'cus_1', object: 'customer', livemode: true })
    expect(answer).toMatchObject({ ok: false, remedy: 'never', error: { kind: 'auth' } })
    const deep = await answerOf(200, {
      id: 'x',
      object: 'x',
      livemode: false,
      latest: { charge: { livemode: true } },
    })
    expect(deep).toMatchObject({ ok: false })
  })
})

/** What the gateway makes of an answer that no simulator gives. */
async function answerOf(status: number, body: object): Promise<ApiAnswer> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const asked = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port } })
  const answer = await asked.call({ call: 'customers.retrieve', target: 'cus_1', params: {} })
  server.closeAllConnections()
  server.close()
  return answer
}

function valueOf(answer: ApiAnswer): Extract<ApiAnswer, { ok: true }>['value'] {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

describe('webhooks', () => {
  const secret = ['whsec', 'test'].join('_')
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    created: 1,
    livemode: false,
    data: {
      object: {
        id: 'in_1',
        object: 'invoice',
        metadata: {},
        lines: { data: [{ metadata: { run: 'run_1' } }] },
      },
    },
  })
  const body = new TextEncoder().encode(payload)
  const sign = (timestamp: number): string =>
    new Stripe(SIMULATOR_KEY).webhooks.generateTestHeaderString({ payload, secret, timestamp })
  const now = (): number => Math.floor(Date.now() / 1000)

  it('are read when their signature is right', () => {
    expect(gateway.readWebhook(body, sign(now()), secret)).toMatchObject({
      id: 'evt_1',
      type: 'invoice.paid',
      objectId: 'in_1',
      metadata: [{}, { run: 'run_1' }],
      account: null,
    })
  })

  it('are refused when forged, changed, or replayed after five minutes', () => {
    expect(gateway.readWebhook(body, sign(now()), `${secret}x`)).toBeNull()
    expect(
      gateway.readWebhook(new TextEncoder().encode(payload.replace('in_1', 'in_2')), sign(now()), secret),
    ).toBeNull()
    expect(gateway.readWebhook(body, sign(now() - 301), secret)).toBeNull()
    expect(gateway.readWebhook(body, 'nonsense', secret)).toBeNull()
  })
})

describe('redaction', () => {
  it('hides keys and secrets by member and by look, and nothing else', () => {
    const secret = ['whsec', 'abc'].join('_')
    expect(
      redactObject({
        id: 'pi_1',
        client_secret: 'pi_1_secret_abc',
        nested: [{ secret, url: 'https://a.example' }],
        note: `key ${keyOf('sk', 'test')} here`,
        amount: 5,
      }),
    ).toEqual({
      id: 'pi_1',
      client_secret: '[redacted]',
      nested: [{ secret: '[redacted]', url: 'https://a.example' }],
      note: 'key [redacted] here',
      amount: 5,
    })
    expect(redactObject({ object: 'account_link', url: 'https://connect.example/x' })).toMatchObject({
      url: '[redacted]',
    })
    expect(redactText('Invalid API Key provided')).toBe('Invalid API Key provided')
  })
})

it('lets no more pass than a burst, and then evenly', async () => {
  const pass = tokenBucket({ perSecond: 100, burst: 30 })
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: 60 }, () => pass()))
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(280)
})
