import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DriftedObject, driftSchema } from '#shared/api/drift.ts'
import { runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { sluice } from '../cli/test-terminal.ts'
import { startSimulator } from '../simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import type { Gateway } from '../stripe/gateway.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
/** Somebody in the Dashboard. */
let somebody: Gateway
beforeAll(async () => {
  server = await startTestServer({
    startSimulator: async () => {
      const simulator = await startSimulator({ port: 0, dataDir: null, seed: 3 })
      somebody = createGateway({
        key: SIMULATOR_KEY,
        simulator: { host: '127.0.0.1', port: simulator.port },
      })
      return simulator
    },
  })
}, 60_000)
afterAll(() => server.stop())

const driftOf = async (run: string): Promise<DriftedObject[]> => {
  const { status, body } = await server.call('GET', `/api/runs/${run}/drift`)
  expect(status).toBe(200)
  return driftSchema.parse(body).objects
}

it('shows field by field what somebody changed after a run, and nothing else', {
  timeout: 60_000,
}, async () => {
  const started = await server.call('POST', '/api/runs', { body: { document: flagship.document } })
  const run = String(readPath(started.body, 'run.id'))
  await untilEvent(server, run, isOver)
  const before = await driftOf(run)
  expect(before.filter(({ state }) => state !== 'as-made')).toEqual([])
  expect(before.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['pA.create', 'qA.create', 'A.create', 'cus.create', 'sub.create', 'tA.create']),
  )

  const { objects } = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
  const idOf = (operation: string): string => objects.find(one => one.operation === operation)?.id ?? ''
  const change = async (call: string, target: string, params: Record<string, string | boolean | object>) => {
    const answer = await somebody.call({ call, target, params: JSON.parse(JSON.stringify(params)) })
    expect(answer).toMatchObject({ ok: true })
  }
  await change('products.update', idOf('pA.create'), { name: 'Deep cleaning' })
  await change('prices.update', idOf('qA.create'), { active: false })
  await change('customers.update', idOf('cus.create'), { metadata: { run: '' } })
  const [hook] = objects.filter(({ object }) => object === 'webhook_endpoint')
  await change('webhookEndpoints.del', hook?.id ?? '', {})

  const changed = (await driftOf(run)).filter(({ state }) => state !== 'as-made')
  expect(changed.map(({ operation, state, fields }) => [operation, state, fields])).toEqual(
    expect.arrayContaining([
      ['pA.create', 'changed', [{ path: 'name', made: 'Cleaning', now: 'Deep cleaning' }]],
      ['qA.create', 'changed', [{ path: 'active', made: 'true', now: 'false' }]],
      ['cus.create', 'changed', [{ path: 'metadata.run', made: run, now: '' }]],
      [hook?.operation, 'gone', []],
    ]),
  )
  expect(changed).toHaveLength(4)

  const told = await sluice(['drift', run, '--server', server.url])
  expect(told).toMatchObject({ code: 1, err: '' })
  expect(told.out).toContain('name: made Cleaning, now Deep cleaning')
  expect(told.out).toContain(`of ${String(before.length)} objects changed since the run made them.`)

  await server.call('POST', `/api/runs/${run}/cleanup`)
  expect((await driftOf(run)).map(({ operation }) => operation)).toEqual([
    'tA.create',
    'tB.create',
    'tC.create',
  ])
})

it('is told on the command line when there is no such run or no server', async () => {
  const missing = await sluice(['drift', 'run_none', '--server', server.url])
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('there is no run run_none') })
  const nobody = await sluice(['drift', 'run_none', '--server', 'http://127.0.0.1:9'])
  expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('Nobody answers') })
})
