import { expect, it } from 'vitest'
import type { ApiCall } from '../stripe/gateway.ts'
import { endpointBook } from './endpoint-book.ts'
import { openGate } from './gate.ts'
import type { RunContext } from './run-context.ts'
import { runPlan } from './run-plan.ts'
import { storeRun } from './test-stored-run.ts'

it('a run that has ended is left alone, also by a process that finds it under way in the engine', {
  timeout: 60_000,
}, async () => {
  const stored = await storeRun('run_1')
  const { id, plan } = stored.run
  const endpoint = plan.operations.find(({ call }) => call === 'webhookEndpoints.create')
  if (endpoint === undefined) throw new Error('the flagship has no webhook endpoint')
  const place = { run: id, operation: endpoint.id, trigger: '', element: 0 }
  const { block, call } = endpoint
  const start = { block, call, attempt: 1, idempotencyKey: 'of a process that died', onAccount: null }
  await stored.operations.start(place, { ...start, request: {} }, [])
  const end = { status: 'succeeded', response: {}, objectId: 'we_1', durationMs: 1 } as const
  await stored.operations.end(place, end, [])
  await stored.runs.change(id, ['running'], { change: { status: 'succeeded' }, events: [] })

  const calls: ApiCall[] = []
  const gateway: RunContext['gateway'] = {
    target: 'simulator',
    keyHint: null,
    has: () => true,
    readWebhook: () => null,
    call: async asked => {
      calls.push(asked)
      return { ok: true, value: { data: [], has_more: false }, requestId: null }
    },
  }
  const context: RunContext = {
    ...stored,
    gateway,
    endpoints: endpointBook(gateway, 'http://127.0.0.1:1'),
    gate: openGate(),
    patience: { unreachableMs: 1, callMs: 1000, readyMs: 1000, firstWaitMs: 10 },
    now: () => new Date(),
  }
  const run = await stored.runs.read(id)
  if (run === null) throw new Error('the run is gone')
  await runPlan(context, run, () => Promise.reject(new Error('nothing is reacted to')))
  expect(calls).toEqual([])
  await stored.remove()
})
