import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'
import { parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Idempotency keys as Stripe documents them: what is said again, what is refused, and for how long. */
let simulator: Simulator
let send: ReturnType<typeof rawClient>
let seconds = 1_767_225_600
const DAY = 86_400

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 71, now: () => seconds * 1000 })
  send = rawClient(simulator, 'idempotency')
})
afterAll(() => simulator.close())

const post = (key: string, url: string, sent: string | { body: string; headers: Record<string, string> }) => {
  const { body, headers } = typeof sent === 'string' ? { body: sent, headers: {} } : sent
  return send('POST', url, { body, headers: { 'idempotency-key': key, ...headers } })
}
const count = async (url: string) => parts((await send('GET', `${url}?limit=100`)).json['data']).length
const wasReplayed = ({ headers }: Awaited<ReturnType<typeof send>>) => headers.get('idempotent-replayed')

describe('an answer is given again byte for byte', () => {
  it('when it worked, whatever has happened to the object since', async () => {
    const first = await post('worked', '/v1/customers', 'name=A')
    await send('POST', `/v1/customers/${first.id}`, { body: 'name=B' })
    const again = await post('worked', '/v1/customers', 'name=A')
    expect([again.status, again.text, wasReplayed(first), wasReplayed(again)]).toEqual([
      200,
      first.text,
      null,
      'true',
    ])
    expect(again.headers.get('idempotency-key')).toBe('worked')
  })

  it('when a card was refused, whether or not the payment stays', async () => {
    const declined = 'amount=2000&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true'
    const first = await post('declined', '/v1/payment_intents', declined)
    const again = await post('declined', '/v1/payment_intents', declined)
    expect([first.status, again.status, again.text, wasReplayed(again)]).toEqual([
      402,
      402,
      first.text,
      'true',
    ])
    expect(await count('/v1/payment_intents')).toBe(1)

    const customer = await send('POST', '/v1/customers', {
      body: 'payment_method=pm_card_chargeCustomerFail&invoice_settings[default_payment_method]=pm_card_chargeCustomerFail',
    })
    const price = await send('POST', '/v1/prices', {
      body: 'currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Box',
    })
    const wanted = `customer=${customer.id}&items[0][price]=${price.id}&payment_behavior=error_if_incomplete`
    const refused = await post('nothing-left', '/v1/subscriptions', wanted)
    const same = await post('nothing-left', '/v1/subscriptions', wanted)
    expect([refused.status, same.status, same.text, wasReplayed(same)]).toEqual([
      402,
      402,
      refused.text,
      'true',
    ])
    expect(await count('/v1/subscriptions')).toBe(0)
  })

  it('for a day, and then the request is done anew', async () => {
    const first = await post('expires', '/v1/products', 'name=P')
    seconds += DAY - 1
    expect((await post('expires', '/v1/products', 'name=P')).text).toBe(first.text)
    seconds += 1
    const anew = await post('expires', '/v1/products', 'name=P')
    expect([anew.id === first.id, wasReplayed(anew)]).toEqual([false, null])
  })
})

describe('a key', () => {
  test.for([
    ['another body', '/v1/products', 'name=Q'],
    ['another endpoint', '/v1/customers', 'name=P'],
  ] as const)('is refused for %s', async ([why, url, body]) => {
    await post(why, '/v1/products', 'name=P')
    const answer = await post(why, url, body)
    expect([answer.status, answer.json['error']]).toMatchObject([
      400,
      {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${why}' if you meant to execute a different request.`,
      },
    ])
  })

  it('is not used up by what never began: a refused parameter, a missing object', async () => {
    for (const body of [
      'unit_amount=x&currency=usd&product=prod_x',
      'unit_amount=1&currency=usd&product=prod_x',
    ])
      expect((await post('mended', '/v1/prices', body)).status).toBe(400)
    expect(
      (await post('mended', '/v1/prices', 'unit_amount=1&currency=usd&product_data[name]=P')).status,
    ).toBe(200)
  })

  it('belongs to its account', async () => {
    const { id } = await send('POST', '/v1/accounts')
    const own = await post('shared', '/v1/products', 'name=P')
    const connected = await post('shared', '/v1/products', {
      body: 'name=P',
      headers: { 'stripe-account': id },
    })
    const stranger = await rawClient(simulator, 'stranger')('POST', '/v1/products', {
      body: 'name=P',
      headers: { 'idempotency-key': 'shared' },
    })
    expect(new Set([own, connected, stranger].map(answer => answer.id)).size).toBe(3)
    expect(connected.headers.get('stripe-account')).toBe(id)
  })

  it('in use by a request under way is refused, and the SDK waits for it', async () => {
    const slow = post('under-way', '/v1/products', {
      body: 'name=Once',
      headers: { 'simulator-fault': 'slow:250' },
    })
    await expect
      .poll(async () => (await post('under-way', '/v1/products', 'name=Once')).json['error'])
      .toMatchObject({ code: 'idempotency_key_in_use' })
    const client = new Stripe('sk_test_idempotency', {
      host: '127.0.0.1',
      port: simulator.port,
      protocol: 'http',
      maxNetworkRetries: 10,
    })
    const waited = await client.products.create({ name: 'Once' }, { idempotencyKey: 'under-way' })
    expect(waited.id).toBe((await slow).id)
  })

  it('means nothing to GET and DELETE, and is up to 255 characters long', async () => {
    const { id } = await post('k'.repeat(255), '/v1/products', 'name=P')
    const headers = { 'idempotency-key': 'k'.repeat(255) }
    for (const method of ['GET', 'DELETE']) {
      const answer = await send(method, `/v1/products/${id}`, { headers })
      expect([answer.status, wasReplayed(answer)]).toEqual([200, null])
    }
    expect((await post('k'.repeat(256), '/v1/products', 'name=P')).status).toBe(400)
  })
})

describe('in v2', () => {
  const v2 = (key: string, body: object, fault = '') =>
    post(key, '/v2/core/accounts', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'simulator-fault': fault },
    })

  it('an answer lasts a month', async () => {
    const first = await v2('v2-month', { contact_email: 'a@example.com' })
    seconds += 29 * DAY
    expect((await v2('v2-month', { contact_email: 'a@example.com' })).text).toBe(first.text)
    seconds += DAY
    expect((await v2('v2-month', { contact_email: 'a@example.com' })).id).not.toBe(first.id)
  })

  it('what failed is tried again, what was done is not done twice', async () => {
    const before = await count('/v1/accounts')
    expect((await v2('v2-lost', { contact_email: 'b@example.com' }, '500-after')).status).toBe(500)
    const again = await v2('v2-lost', { contact_email: 'b@example.com' })
    expect([again.status, wasReplayed(again), await count('/v1/accounts')]).toEqual([200, 'true', before + 1])
  })
})
