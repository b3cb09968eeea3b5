import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'
import {
  type Between,
  type CarelessPost,
  carelessPost,
  type Fault,
  type FaultyApi,
  faultyApi,
  LATE_MS,
} from '../test-faulty-api.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
let simulator: Simulator
let post: CarelessPost
let api: FaultyApi
let fault: Fault = 'none'
const between: Between[] = []

beforeAll(async () => {
  server = await startTestServer({
    patience: { unreachableMs: 6_000, callMs: 400, firstWaitMs: 10 },
    startSimulator: async () => {
      simulator = await startSimulator({ port: 0, dataDir: null, seed: 11 })
      api = await faultyApi(simulator.port, () => fault)
      between.push(api)
      return { port: api.port, close: () => simulator.close() }
    },
    webhookAddress: async own => {
      post = await carelessPost(own)
      between.push(post)
      return `http://127.0.0.1:${String(post.port)}`
    },
  })
}, 60_000)
afterAll(async () => {
  await server.stop()
  for (const one of between) await one.close()
})

async function runFlagship(wish: object = { months: 2 }): Promise<ReturnType<typeof runDetailSchema.parse>> {
  const started = await server.call('POST', '/api/runs', { body: { document: flagship.document, ...wish } })
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  return runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
}

/** What of a run lies in the simulator, asked past the faults. */
async function countMade(run: string, call: string): Promise<number> {
  const gateway = createGateway({
    key: SIMULATOR_KEY,
    simulator: { host: '127.0.0.1', port: simulator.port },
  })
  const clocks =
    call === 'customers.list' ? await gateway.call({ call: 'testHelpers.testClocks.list', params: {} }) : null
  const onClocks =
    clocks?.ok === true && Array.isArray(clocks.value.data)
      ? clocks.value.data.map(clock => readPath(clock, 'id'))
      : [undefined]
  let count = 0
  for (const clock of onClocks) {
    const params = typeof clock === 'string' ? { test_clock: clock, limit: 100 } : { limit: 100 }
    const listed = await gateway.call({ call, params })
    if (!listed.ok) throw new Error(listed.error.message)
    const data = Array.isArray(listed.value.data) ? listed.value.data : []
    count += data.filter(object => readPath(object, 'metadata.run') === run).length
  }
  return count
}

/** Letters came late, each twice, and some after one that was posted later. */
function expectCareless(handed: CarelessPost['handed']): void {
  const places = handed.map(({ place }) => place)
  const posted = new Set(places)
  expect(places.toSorted((a, b) => a - b)).toEqual([...posted, ...posted].toSorted((a, b) => a - b))
  expect(places.filter((place, index) => place < (places[index - 1] ?? 0)).length).toBeGreaterThan(0)
  expect(handed.filter(({ late }) => late < LATE_MS - 1)).toEqual([])
}

describe('every call goes wrong once, webhooks come late, twice and out of order: the flagship is reconciled', () => {
  it.for<Fault>([
    'none',
    '429',
    '409',
    '500 before',
    '500 stored',
    '500 after',
    'drop before',
    'drop after',
    'hang after',
  ])('%s', { timeout: 120_000 }, async wrong => {
    fault = wrong
    const before = { planted: api.planted.get(wrong) ?? 0, handed: post.handed.length }
    const detail = await runFlagship()
    fault = 'none'
    expect((api.planted.get(wrong) ?? 0) - before.planted).toBeGreaterThan(30)
    expectCareless(post.handed.slice(before.handed))
    expect(detail.operations.filter(({ error }) => error !== null)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
    const run = detail.run.id
    expect(await countMade(run, 'transfers.list')).toBe(6)
    expect(await countMade(run, 'accounts.list')).toBe(3)
    expect(await countMade(run, 'products.list')).toBe(3)
    expect(await countMade(run, 'prices.list')).toBe(3)
    expect(await countMade(run, 'customers.list')).toBe(1)
  })
})

describe('the same when money goes back and a dispute is won', () => {
  it.for<[Fault, string, string, number]>([
    ['500 after', 'refund-one', 'creditNotes.list', 1],
    ['drop after', 'refund-one', 'creditNotes.list', 1],
    ['500 stored', 'dispute-won', 'transfers.list', 6],
    ['drop after', 'dispute-won', 'transfers.list', 6],
  ])('%s, %s', { timeout: 120_000 }, async ([wrong, scenario, call, made]) => {
    fault = wrong
    const detail = await runFlagship({ scenario })
    fault = 'none'
    expect(detail.operations.filter(({ error }) => error !== null)).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
    expect(await countMade(detail.run.id, call)).toBe(made)
  })
})

describe('webhooks that nobody signed, and webhooks that come again', () => {
  it('are refused, or change nothing', { timeout: 120_000 }, async () => {
    const detail = await runFlagship()
    expect(post.forged.length).toBeGreaterThan(0)
    expect(post.forged.filter(status => status !== 400)).toEqual([])
    const answers = await post.replay()
    expect(answers.length).toBeGreaterThan(0)
    expect(answers.filter(status => status === 200).length).toBeGreaterThan(0)
    const after = runDetailSchema.parse((await server.call('GET', `/api/runs/${detail.run.id}`)).body)
    expect(after.operations).toEqual(detail.operations)
    expect(after.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(await countMade(detail.run.id, 'transfers.list')).toBe(6)
  })
})
