import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import type { ApiCall, Gateway } from '../stripe/gateway.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'
import { openGate } from './gate.ts'
import { makeOnce, type OnceCall } from './make-call.ts'
import { withMark } from './mark.ts'

let simulator: Simulator
let gateway: Gateway
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, dataDir: null, seed: 2 })
  gateway = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port: simulator.port } })
})
afterAll(() => simulator.close())

const NOW = new Date('2026-03-02T12:00:00Z')
const hoursAgo = (hours: number): string => new Date(NOW.getTime() - hours * 3_600_000).toISOString()

/** A call that an earlier process began so many hours ago, and whether it had taken effect when that process died. */
async function resumed(run: string, { hours, made }: { hours: number; made: boolean }) {
  const mark = { flow: 'f', run, operation: 'p.create', trigger: '', element: 0 }
  const params = withMark('products.create', { name: 'Cleaning' }, mark)
  // Under a key of its own: Stripe has forgotten the one under which it was made.
  const first = made ? await gateway.call({ call: 'products.create', params }) : null
  const sent: string[] = []
  const once: OnceCall = {
    id: { run, operation: 'p.create', trigger: '', element: 0 },
    mark,
    block: 'p',
    call: { call: 'products.create', params },
    key: 'p.create',
    before: {
      status: 'running',
      attempt: 1,
      idempotencyKey: 'x',
      error: null,
      objectId: null,
      startedAt: hoursAgo(hours),
    },
    events: [],
  }
  const { answer } = await makeOnce(
    {
      gateway: {
        ...gateway,
        call: (call: ApiCall) => {
          sent.push(call.call)
          return gateway.call(call)
        },
      },
      gate: openGate(),
      patience: { unreachableMs: 1000, callMs: 1000, readyMs: 1000, firstWaitMs: 10 },
      operations: { start: async () => true },
      now: () => NOW,
    },
    once,
  )
  if (!answer.ok) throw new Error(answer.error.message)
  return { sent, id: answer.value.id, firstId: first?.ok === true ? first.value.id : null }
}

it('looks for what it may have made before it makes it again, once the API has forgotten the key', async () => {
  const found = await resumed('late', { hours: 24, made: true })
  expect(found.sent).toEqual(['products.list'])
  expect(found.id).toBe(found.firstId)
})

it('makes it when it was not there', async () => {
  const { sent } = await resumed('late-unmade', { hours: 24, made: false })
  expect(sent).toEqual(['products.list', 'products.create'])
})

it('trusts the key as long as the API remembers it', async () => {
  const { sent } = await resumed('soon', { hours: 22, made: false })
  expect(sent).toEqual(['products.create'])
})
