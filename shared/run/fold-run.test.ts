import { expect, it } from 'vitest'
import { operationId } from '#shared/flow/ids.ts'
import { foldRun, NEW_RUN, operationKey } from './fold-run.ts'
import type { RunEvent } from './run-event.ts'

const at = '2026-11-23T14:32:00.000Z'
const sub = operationId('sub.create')
const transfer = operationId('tA.create')
const events: RunEvent[] = [
  { type: 'run.started', at, plan: 'abc' },
  { type: 'operation.started', at, operation: sub },
  { type: 'operation.failed', at, operation: sub, error: { kind: 'network', message: 'reset' } },
  { type: 'run.paused', at, reason: 'Stripe cannot be reached' },
  { type: 'run.resumed', at },
  { type: 'operation.started', at, operation: sub },
  { type: 'operation.succeeded', at, operation: sub, objectId: 'sub_1', durationMs: 12 },
  { type: 'webhook.received', at, event: 'invoice.paid', trigger: 'in_1' },
  { type: 'operation.started', at, operation: transfer, trigger: 'in_1' },
  {
    type: 'operation.succeeded',
    at,
    operation: transfer,
    trigger: 'in_1',
    objectId: 'tr_1',
    durationMs: 5,
    amount: { amount: 4410, currency: 'usd' },
  },
  { type: 'clock.advanced', at, to: at, month: 2 },
  {
    type: 'operation.skipped',
    at,
    operation: transfer,
    trigger: 'in_2',
    because: 'nothing is left for this share',
  },
  { type: 'run.finished', at, outcome: 'succeeded' },
  { type: 'run.cleaned', at, removed: 9, kept: 0 },
]

it('tells where a run and each of its operations stand', () => {
  const run = foldRun(events)
  expect(run).toMatchObject({ status: 'succeeded', plan: 'abc', month: 2, cleaned: { removed: 9, kept: 0 } })
  expect(run.operations.get('sub.create')).toMatchObject({
    status: 'succeeded',
    objectIds: ['sub_1'],
    error: null,
  })
  expect(run.operations.get(operationKey('tA.create', 'in_1'))).toMatchObject({
    status: 'succeeded',
    amount: { amount: 4410, currency: 'usd' },
  })
  expect(run.operations.get(operationKey('tA.create', 'in_2'))).toMatchObject({
    status: 'skipped',
    because: 'nothing is left for this share',
  })
})

it('goes on from any earlier state as if it had seen everything', () => {
  for (let cut = 0; cut <= events.length; cut += 1)
    expect(foldRun(events.slice(cut), foldRun(events.slice(0, cut)))).toEqual(foldRun(events))
  expect(foldRun([])).toBe(NEW_RUN)
})

it('leaves nothing under way when a run is cancelled, unless it ends after all', () => {
  const cancelled = foldRun([
    ...events.slice(0, 2),
    { type: 'run.finished', at, outcome: 'cancelled', reason: 'Somebody cancelled it.' },
  ])
  expect(cancelled.operations.get('sub.create')).toMatchObject({ status: 'skipped' })
  const [ended] = events.filter(({ type }) => type === 'operation.succeeded')
  const late = foldRun(ended ? [ended] : [], cancelled)
  expect(late.operations.get('sub.create')).toMatchObject({ status: 'succeeded', objectIds: ['sub_1'] })
})

it('does not count an event twice that is told twice', () => {
  const [succeeded] = events.filter(({ type }) => type === 'operation.succeeded')
  const run = foldRun(succeeded ? [...events, succeeded] : events)
  expect(run.operations.get('sub.create')?.objectIds).toEqual(['sub_1'])
})
