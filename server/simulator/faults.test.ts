import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Stripe } from 'stripe'
import { expect, it, test, vi } from 'vitest'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { secondsToRetry } from './core/deliveries.ts'
import { Faults } from './http/faults.ts'
import { startSimulator } from './start-simulator.ts'
import { rawClient, webhookEndpoint } from './testing/raw-client.ts'
import { parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A timer's milliseconds are whole ones, and may be up before the last is over. */
const TIMER_SLACK = 2

const open = (port: number, maxNetworkRetries = 0) =>
  new Stripe('sk_test_faults', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries })

test.for([
  ['nonsense', 'is not understood'],
  ['429=2', 'is not understood'],
  ['meteor=0.5', 'is unknown'],
] as const)('--faults %s is refused with what to write instead', ([spec, message]) => {
  expect(() => new Faults(spec, 1)).toThrow(message)
})

it('draws the same faults from the same seed', () => {
  const draw = (seed: number) => {
    const faults = new Faults('429=0.2,slow=0.1:5', seed)
    return Array.from({ length: 200 }, () => faults.forRequest('')?.kind ?? '-')
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect(draw(1).filter(kind => kind === '429').length).toBeGreaterThan(20)
})

it('lets a client with retries do everything once, whatever goes wrong', async () => {
  const simulator = await startSimulator({
    port: 0,
    seed: 4,
    faults: '500-before=0.1,drop-before=0.1,drop-after=0.2',
  })
  const stripe = open(simulator.port, 15)
  for (let count = 0; count < 8; count += 1)
    await stripe.products.create({ name: `P${count}` }, { idempotencyKey: `once-${count}` })
  const names = (await stripe.products.list({ limit: 100 })).data.map(product => product.name)
  expect(names.toSorted()).toEqual(Array.from({ length: 8 }, (_, count) => `P${count}`).toSorted())
  const { json } = await rawClient(simulator, 'faults')('GET', '/_sim/requests')
  const asked = parts(json['data']).filter(request => request['method'] === 'POST')
  expect(asked.length).toBeGreaterThan(8)
  expect(asked.filter(request => request['status'] === 500).length).toBeGreaterThan(0)
  await simulator.close()
}, 60_000)

it('keeps a failure after the effect under its idempotency key', async () => {
  const simulator = await startSimulator({ port: 0 })
  const create = async () =>
    fetch(`${simulator.url}/v1/customers`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_faults',
        'idempotency-key': 'k',
        'simulator-fault': '500-after',
      },
    })
  expect((await create()).status).toBe(500)
  const again = await create()
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([500, 'true'])
  expect((await open(simulator.port).customers.list()).data).toHaveLength(1)
  await simulator.close()
})

test.for([
  ['timeout-before', 0],
  ['timeout-after', 1],
] as const)('hangs with %s until the client gives up', async ([fault, made]) => {
  const simulator = await startSimulator({ port: 0 })
  const asked = fetch(`${simulator.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_faults', 'simulator-fault': fault },
    signal: AbortSignal.timeout(200),
  })
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
  expect((await open(simulator.port).customers.list()).data).toHaveLength(made)
  await simulator.close()
})

it('names and lists what it spoils, so that a run can be explained', async () => {
  const simulator = await startSimulator({ port: 0 })
  const send = rawClient(simulator, 'faults')
  for (const [fault, status] of [
    ['429', 429],
    ['500-before', 500],
    ['500-after', 500],
  ] as const) {
    const answer = await send('POST', '/v1/customers', { headers: { 'simulator-fault': fault } })
    expect([answer.status, answer.headers.get('stripe-version')]).toEqual([status, API_VERSION])
    const id = answer.headers.get('request-id') ?? ''
    const { json } = await send('GET', `/_sim/requests/${id}`)
    expect(json).toMatchObject({ id, endpoint: 'POST /v1/customers', status, response: answer.text, fault })
  }
  for (const fault of ['drop-after', 'drop-before'])
    await expect(send('POST', '/v1/customers', { headers: { 'simulator-fault': fault } })).rejects.toThrow()
  await send('POST', '/v1/customers')
  const { json } = await send('GET', '/_sim/requests?limit=3')
  expect(parts(json['data']).map(({ fault }) => fault)).toEqual([null, 'drop-before', 'drop-after'])
  await simulator.close()
})

test.for(['slow:soon', '501', 'webhook-drop', 'meteor'])('refuses the header %s', async header => {
  const simulator = await startSimulator({ port: 0 })
  const send = rawClient(simulator, 'faults')
  const answer = await send('POST', '/v1/customers', { headers: { 'simulator-fault': header } })
  expect([answer.status, answer.json]).toMatchObject([400, { error: { param: 'Simulator-Fault' } }])
  expect((await send('GET', '/v1/customers')).json['data']).toEqual([])
  await simulator.close()
})

test.for([
  ['', 'slow:400', 400],
  ['', 'slow', 250],
  ['slow=1:400', '', 400],
] as const)(
  '--faults “%s” and the header “%s” answer no sooner than after %i ms',
  async ([faults, header, milliseconds]) => {
    const simulator = await startSimulator({ port: 0, faults })
    const send = rawClient(simulator, 'faults')
    const since = performance.now()
    const slow = await send('POST', '/v1/customers', { headers: { 'simulator-fault': header } })
    expect(performance.now() - since).toBeGreaterThan(milliseconds - TIMER_SLACK)
    expect(slow.status).toBe(200)
    const id = slow.headers.get('request-id') ?? ''
    const { json } = await send('GET', `/_sim/requests/${id}`)
    expect(json).toMatchObject({ id, status: 200, response: slow.text, fault: `slow:${milliseconds}` })
    await simulator.close()
  },
)

/** What an endpoint receives of five events, with faults drawn from a seed. */
async function deliveriesWith(faults: string, seed: number): Promise<readonly string[]> {
  const hooks = await webhookEndpoint()
  const simulator = await startSimulator({ port: 0, faults, seed })
  const stripe = open(simulator.port)
  await stripe.webhookEndpoints.create({ url: hooks.url, enabled_events: ['product.created'] })
  for (let count = 0; count < 5; count += 1) {
    await stripe.products.create({ name: String(count) })
    await expect
      .poll(async () => (await stripe.events.list()).data.some(one => one.pending_webhooks > 0), {
        timeout: 30_000,
      })
      .toBe(false)
  }
  await simulator.close()
  hooks.close()
  return hooks.received.map(({ body }) => JSON.parse(body).data.object.name)
}

it('duplicates deliveries, the same ones from the same seed', async () => {
  const first = await deliveriesWith('webhook-duplicate=0.5', 3)
  expect(first.length).toBeGreaterThan(5)
  expect(new Set(first).size).toBe(5)
  expect(await deliveriesWith('webhook-duplicate=0.5', 3)).toEqual(first)
  expect(await deliveriesWith('webhook-duplicate=1', 3)).toHaveLength(10)
})

/** A payment's events as they came up, and as an endpoint received them with faults drawn from a seed. */
async function paymentTold(spec: string, seed: number) {
  const hooks = await webhookEndpoint()
  const simulator = await startSimulator({ port: 0, faults: spec, seed })
  const stripe = open(simulator.port)
  await stripe.webhookEndpoints.create({ url: hooks.url, enabled_events: ['*'] })
  const since = performance.now()
  await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'automatic',
  })
  const told = (await stripe.events.list()).data.map(event => event.id).toReversed()
  await expect.poll(() => hooks.received.length, { timeout: 30_000 }).toBe(told.length)
  await simulator.close()
  hooks.close()
  const received = hooks.received.map(({ body, at }) => ({
    id: String(JSON.parse(body).id),
    after: at - since,
  }))
  const drawing = new Faults(spec, seed)
  const drawn = told.filter(() => drawing.forDelivery() !== undefined)
  return { told, drawn, received, order: received.map(({ id }) => id) }
}

test.for([
  ['webhook-delay=1:300', 1, 300],
  ['webhook-delay=0.5:300', 1, 300],
  ['webhook-drop=0.5', 2, 1000],
] as const)('%s delivers what it is drawn for, and that as late as it says', async ([spec, seed, late]) => {
  const { told, drawn, received, order } = await paymentTold(spec, seed)
  expect(order.toSorted()).toEqual(told.toSorted())
  expect(drawn.length).toBeGreaterThan(0)
  const delays = received.filter(({ id }) => drawn.includes(id)).map(({ after }) => after)
  expect(Math.min(...delays)).toBeGreaterThan(late - TIMER_SLACK)
})

it('webhook-reorder has the last event arrive first', async () => {
  const { told, order } = await paymentTold('webhook-reorder=1', 1)
  expect(told.length).toBeGreaterThan(2)
  expect(order).toEqual(told.toReversed())
})

it('webhook-reorder has later events overtake those that it is drawn for', async () => {
  const { told, drawn, order } = await paymentTold('webhook-reorder=0.5', 7)
  const others = told.filter(id => !drawn.includes(id))
  expect([others.length, drawn.length]).toEqual([1, 2])
  expect(order.slice(0, others.length).toSorted()).toEqual(others.toSorted())
  expect(order.slice(others.length)).toEqual(drawn.toReversed())
})

it('keeps at a failing endpoint for three days, longer and longer', () => {
  const waits = Array.from({ length: 20 }, (_, attempt) => secondsToRetry(attempt + 1) ?? 0)
  const total = waits.reduce((sum, wait) => sum + wait, 0)
  expect(total).toBeGreaterThan(2.7 * 86_400)
  expect(total).toBeLessThanOrEqual(3 * 86_400)
  const made = waits.filter(wait => wait > 0)
  expect(made).toEqual(made.toSorted((a, b) => a - b))
  expect(secondsToRetry(made.length + 1)).toBeUndefined()
})

it('loses nothing that it acknowledged when it is killed', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'))
  const program = `import { startSimulator } from ${JSON.stringify(path.join(import.meta.dirname, 'start-simulator.ts'))}
    const { port } = await startSimulator({ port: 0, dataDir: ${JSON.stringify(dataDir)} })
    process.stdout.write(String(port))`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>(resolve =>
    child.stdout.once('data', data => resolve(Number(String(data)))),
  )
  const stripe = open(port)
  const acknowledged: string[] = []
  const work = Array.from({ length: 8 }, async (_, lane) => {
    for (let count = 0; count < 200; count += 1)
      acknowledged.push((await stripe.customers.create({ name: `${lane}-${count}` })).id)
  })
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(300)
  child.kill('SIGKILL')
  await Promise.allSettled(work)
  const simulator = await startSimulator({ port: 0, dataDir })
  const found = new Set<string>()
  for await (const customer of open(simulator.port).customers.list({ limit: 100 })) found.add(customer.id)
  expect(acknowledged.filter(id => !found.has(id))).toEqual([])
  expect(found.size).toBeLessThanOrEqual(acknowledged.length + 8)
  await simulator.close()
}, 40_000)
