import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let simulator: Simulator
let stripe: Stripe

const open = (port: number, key = 'sk_test_wire') =>
  new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })

/** Sends what the SDK would not send. */
async function raw(
  method: string,
  url: string,
  sent: { body?: string; headers?: Record<string, string> } = {},
) {
  const { body = '', headers = {} } = sent
  const answer = await fetch(`${simulator.url}${url}`, {
    method,
    headers: {
      authorization: 'Bearer sk_test_wire',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    ...(method === 'GET' ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, error: JSON.parse(text).error }
}

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
  stripe = open(simulator.port)
})
afterAll(() => simulator.close())

describe('refused requests answer in Stripe’s words', () => {
  test.for([
    ['GET', '/v1/nothing', '', 404, undefined, 'Unrecognized request URL (GET: /v1/nothing)', undefined],
    ['GET', '/v1/customers/cus_x', '', 404, 'resource_missing', "No such customer: 'cus_x'", 'id'],
    [
      'POST',
      '/v1/customers',
      'colour=red',
      400,
      'parameter_unknown',
      'Received unknown parameter: colour',
      'colour',
    ],
    [
      'POST',
      '/v1/customers',
      'balance=abc',
      400,
      'parameter_invalid_integer',
      'Invalid integer: abc',
      'balance',
    ],
    ['POST', '/v1/customers', 'email[a]=b', 400, undefined, 'Invalid string: {"a":"b"}', 'email'],
    ['POST', '/v1/prices', 'currency=usd&unit_amount=1', 400, 'parameter_missing', 'product', 'product'],
    [
      'POST',
      '/v1/transfers',
      'amount=1&currency=usd',
      400,
      'parameter_missing',
      'destination',
      'destination',
    ],
    [
      'POST',
      '/v1/subscriptions',
      'customer=cus_x',
      400,
      'resource_missing',
      "No such customer: 'cus_x'",
      'customer',
    ],
    [
      'POST',
      '/v1/prices',
      'currency=usd&unit_amount=1&recurring[interval]=decade&product=p',
      400,
      undefined,
      'must be one of',
      'recurring[interval]',
    ],
    [
      'POST',
      '/v1/payment_intents',
      'amount=10&currency=usd',
      400,
      'amount_too_small',
      'at least $0.50',
      'amount',
    ],
    ['GET', '/v1/customers?expand[]=data.email', '', 200, undefined, '', undefined],
    ['GET', '/v1/issuing/cards', '', 501, 'simulator_unsupported', 'GET /v1/issuing/cards', undefined],
    [
      'POST',
      '/v1/customers',
      'tax[ip_address]=1.2.3.4',
      501,
      'simulator_unsupported',
      'tax',
      'tax[ip_address]',
    ],
  ] as const)('%s %s %s', async ([method, url, body, status, code, message, param]) => {
    const answer = await raw(method, url, { body })
    expect([answer.status, answer.error?.code, answer.error?.param]).toEqual([status, code, param])
    if (status !== 200) expect(answer.error.message).toContain(message)
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
  })

  test.for([
    ['', 'You did not provide an API key'],
    ['Bearer nonsense', 'Invalid API Key provided'],
    ['Bearer sk_live_abcdefgh', 'refuses live keys'],
    ['Bearer rk_live_abcdefgh', 'refuses live keys'],
  ] as const)('key “%s”', async ([authorization, message]) => {
    const answer = await raw('GET', '/v1/customers', { headers: { authorization } })
    expect(answer.status).toBe(401)
    expect(answer.error.message).toContain(message)
    expect(answer.text).not.toContain('abcdefgh')
  })

  it('does not retry what it does not support', async () => {
    const answer = await raw('GET', '/v1/issuing/cards')
    expect(answer.headers.get('stripe-should-retry')).toBe('false')
  })
})

describe('requests and answers', () => {
  it('keeps metadata: merges, unsets, clears', async () => {
    const made = await stripe.customers.create({ metadata: { a: '1', b: '2' } })
    expect((await stripe.customers.update(made.id, { metadata: { b: '', c: '3' } })).metadata).toEqual({
      a: '1',
      c: '3',
    })
    expect((await stripe.customers.update(made.id, { metadata: '' })).metadata).toEqual({})
  })

  it('answers the same to the same idempotency key and refuses it for another request', async () => {
    const first = await stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'once' })
    const again = await stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'once' })
    expect(again).toEqual(first)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    await expect(
      stripe.customers.create({ email: 'b@example.com' }, { idempotencyKey: 'once' }),
    ).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    })
    await expect(
      stripe.customers.create({ balance: 1.5 }, { idempotencyKey: 'later' }),
    ).rejects.toMatchObject({ param: 'balance' })
    await stripe.customers.create({ balance: 1 }, { idempotencyKey: 'later' })
  })

  it('pages through lists, newest first', async () => {
    const client = open(simulator.port, 'sk_test_pages')
    const made: string[] = []
    for (let count = 0; count < 23; count += 1)
      made.unshift((await client.products.create({ name: `P${count}` })).id)
    const seen: string[] = []
    for await (const product of client.products.list({ limit: 10 })) seen.push(product.id)
    expect(seen).toEqual(made)
    const before = await client.products.list({ ending_before: made[5] ?? '', limit: 2 })
    expect(before.data.map(product => product.id)).toEqual(made.slice(3, 5))
    expect(before.has_more).toBe(true)
    expect((await client.products.list()).data).toHaveLength(10)
  })

  it('keeps every key to its own account', async () => {
    const mine = await stripe.customers.create({})
    const other = open(simulator.port, 'sk_test_other')
    await expect(other.customers.retrieve(mine.id)).rejects.toMatchObject({ code: 'resource_missing' })
    expect((await other.customers.list()).data).toEqual([])
    const account = await stripe.accounts.create({})
    await expect(other.balance.retrieve({}, { stripeAccount: account.id })).rejects.toMatchObject({
      statusCode: 403,
    })
  })

  it('tells of deleted customers and forgets deleted products', async () => {
    const customer = await stripe.customers.create({})
    expect(customer).not.toHaveProperty('deleted')
    await stripe.customers.del(customer.id)
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id, deleted: true })
    const product = await stripe.products.create({ name: 'Gone' })
    await stripe.products.del(product.id)
    await expect(stripe.products.retrieve(product.id)).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('webhooks', () => {
  it('delivers signed events to the platform, and connected accounts’ events to connect endpoints', async () => {
    const received: { readonly url: string; readonly body: string; readonly signature: string }[] = []
    let refuseFirst = true
    const hooks = createServer((message: IncomingMessage, response) => {
      let body = ''
      message.on('data', chunk => (body += String(chunk)))
      message.on('end', () => {
        received.push({
          url: message.url ?? '',
          body,
          signature: String(message.headers['stripe-signature']),
        })
        response.writeHead(refuseFirst ? 500 : 200).end()
        refuseFirst = false
      })
    })
    await new Promise<void>(resolve => hooks.listen(0, '127.0.0.1', resolve))
    const address = hooks.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const client = open(simulator.port, 'sk_test_hooks')
    const own = await client.webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/own`,
      enabled_events: ['customer.created'],
    })
    await client.webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/connect`,
      enabled_events: ['*'],
      connect: true,
    })
    await client.customers.create({ email: 'hooked@example.com' })
    const account = await client.accounts.create({})
    await expect.poll(() => received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
    const first = received.find(one => one.url === '/own')
    const event = client.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', own.secret ?? '')
    expect([event.type, received.filter(one => one.url === '/own')]).toMatchObject([
      'customer.created',
      [{}, {}],
    ])
    const connected = received.find(one => one.url === '/connect')
    expect(JSON.parse(connected?.body ?? '{}')).toMatchObject({
      type: 'account.updated',
      account: account.id,
    })
    const listed = await client.events.list({ type: 'customer.created' })
    await expect
      .poll(async () => (await client.events.retrieve(listed.data[0]?.id ?? '')).pending_webhooks, {
        timeout: 30_000,
      })
      .toBe(0)
    hooks.close()
  })
})

describe('durability', () => {
  it('comes back after a stop with everything it had acknowledged', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'))
    const first = await startSimulator({ port: 0, dataDir, seed: 3 })
    const before = open(first.port)
    const clock = await before.testHelpers.testClocks.create({ frozen_time: 1_767_225_600 })
    const price = await before.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      recurring: { interval: 'month' },
      product_data: { name: 'Box' },
    })
    const customer = await before.customers.create({
      test_clock: clock.id,
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const subscription = await before.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
    })
    await before.testHelpers.testClocks.advance(clock.id, { frozen_time: 1_767_225_600 + 32 * 86_400 })
    await expect
      .poll(async () => (await before.testHelpers.testClocks.retrieve(clock.id)).status)
      .toBe('ready')
    const wanted = [
      await before.balance.retrieve(),
      await before.invoices.list({ subscription: subscription.id }),
      await before.events.list({ limit: 100 }),
    ]
    await first.close()
    const second = await startSimulator({ port: 0, dataDir })
    const after = open(second.port)
    const found = [
      await after.balance.retrieve(),
      await after.invoices.list({ subscription: subscription.id }),
      await after.events.list({ limit: 100 }),
    ]
    expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(wanted)))
    expect((await after.products.create({ name: 'New' })).id).not.toBe(price.product)
    await second.close()
  })
})
