import { expect, test } from 'vitest'
import type { RunDetail, RunStatus } from '#shared/api/runs.ts'
import { check } from '#shared/check/check.ts'
import { blockId, operationId } from '#shared/flow/ids.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import type { Reconciliation } from '#shared/run/reconciliation.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { newsOf, verdictOf } from './verdict.ts'

const row = (account: string, expected: number, difference = 0) => ({
  account,
  currency: 'usd',
  expected,
  observed: expected + difference,
  difference,
})

const detail = (status: RunStatus, reconciliation: Reconciliation | null = null): RunDetail => ({
  run: {
    id: 'run_1',
    flow: 'flow_1',
    name: 'x',
    status,
    target: 'simulator',
    account: 'simulator',
    scenario: null,
    months: 1,
    plan: 'abc',
    reconciled: reconciliation?.reconciled ?? null,
    cleanup: 'none',
    reason: null,
    createdAt: '',
    updatedAt: '',
  },
  operations: [],
  objects: [],
  ledger: [],
  reconciliation,
  lastEvent: 1,
})

const entry = (state: 'matched' | 'missing') => ({
  account: 'a',
  currency: 'usd',
  state,
  amount: 1,
  memo: '',
})

test.for([
  [
    'succeeded',
    {
      reconciled: true,
      rows: [row('customer:cus', -1), row('fees:stripe', 1)],
      entries: [entry('matched'), entry('matched')],
    },
    'ok',
    'Reconciled to the cent',
  ],
  [
    'failed',
    {
      reconciled: false,
      rows: [row('fees:stripe', 503, 163), row('balance:platform', 1127, -163), row('balance:A', 1)],
      entries: [],
    },
    'error',
    'Not reconciled: 2 accounts differ by $1.63',
  ],
  [
    'failed',
    { reconciled: false, rows: [row('balance:A', 1)], entries: [entry('missing')] },
    'error',
    'Not reconciled: 1 entry without a counterpart',
  ],
  ['failed', null, 'error', 'The run stopped'],
  ['running', null, 'plain', 'Running'],
  ['paused', null, 'warning', 'Paused'],
  ['cancelled', null, 'plain', 'Cancelled'],
] as const)('%s with %j is said as %s: %s', ([status, reconciliation, tone, title]) => {
  expect(
    verdictOf(
      detail(
        status,
        reconciliation && {
          ...reconciliation,
          rows: [...reconciliation.rows],
          entries: [...reconciliation.entries],
        },
      ),
    ),
  ).toMatchObject({ tone, title })
})

test('a call whose title has marks of its own is named without doubling them', () => {
  const call: RunDetail['operations'][number] = {
    operation: 'tB.create',
    title: 'Transfer to “Fernway Landscaping”',
    block: 'tB',
    trigger: null,
    element: 0,
    call: 'transfers.create',
    status: 'failed',
    attempt: 1,
    idempotencyKey: null,
    onAccount: null,
    request: { params: {} },
    response: null,
    objectId: null,
    startedAt: '',
    durationMs: 1,
    error: null,
  }
  expect(verdictOf({ ...detail('failed'), operations: [call] }).title).toBe(
    'The run stopped at “Transfer to ‘Fernway Landscaping’”',
  )
})

test('says what waits beyond the last month, as it was forecast', () => {
  const waiting = {
    from: 'balance:platform' as const,
    to: 'balance:A' as const,
    money: { amount: 4410, currency: 'usd' },
    memo: 'Transfer',
    day: 104,
    month: 4,
    paidIn: 3,
    block: blockId('tA'),
  }
  const run = detail('succeeded', { reconciled: true, rows: [], entries: [] })
  expect(verdictOf({ ...run, waiting: [waiting] }).detail).toContain(
    '; $44.10 for providers waits beyond the last month',
  )
  expect(verdictOf(run).detail).not.toContain('waits')
})

test('a run that waits for a person at Stripe says where', () => {
  const waits = detail('running')
  const call = (
    name: string,
    status: 'skipped' | 'running',
    request: object,
  ): RunDetail['operations'][number] => ({
    operation: name,
    title: name,
    block: 'sub',
    trigger: null,
    element: 0,
    call: name,
    onAccount: null,
    request,
    response: null,
    durationMs: null,
    status,
    attempt: 1,
    idempotencyKey: null,
    error: null,
    objectId: null,
    startedAt: '',
  })
  const operations = [
    call('simulator.authenticate', 'skipped', {}),
    call('paymentIntents.retrieve', 'running', { target: 'pi_1', params: {} }),
  ]
  const atStripe: RunDetail = { ...waits, run: { ...waits.run, target: 'stripe' }, operations }
  expect(verdictOf(atStripe)).toMatchObject({
    mark: 'waiting',
    detail: 'Somebody does this at Stripe: https://dashboard.stripe.com/test/payments/pi_1',
  })
  expect(verdictOf({ ...waits, operations }).mark).toBe('running')
  expect(newsOf({ ...waits, operations })).toEqual({ words: 'under way', urgent: false })
  expect(newsOf(atStripe)).toMatchObject({ words: expect.stringContaining('dashboard'), urgent: false })
  const run = { ...waits.run, status: 'failed' as const, reason: 'The card was declined.' }
  expect(newsOf({ ...waits, run, operations: [] })).toEqual({
    words: 'The run stopped. The card was declined.',
    urgent: true,
  })
})

test('a run that has just begun counts what was heard of it, before any record is fetched', () => {
  const at = '2026-01-01T00:00:00.000Z'
  const operation = operationId('sub.create')
  const started = { seq: 2, event: { type: 'operation.started', at, operation } } as const
  const made = {
    seq: 3,
    event: { type: 'operation.succeeded', at, operation, objectId: 'sub_1', durationMs: 3 },
  } as const
  const run = detail('running')
  expect(verdictOf({ ...run, events: [] }).detail).toBe('Making the first calls')
  expect(verdictOf({ ...run, events: [started, made] }).detail).toBe('1 call made')
  const { checked } = check(flagship.document.graph, RULES, { today: '2026-11-23' })
  const plan = checked && compile(checked, 'unattended')
  expect(verdictOf({ ...run, plan, events: [started] }).title).toBe(
    plan?.operations.find(({ id }) => id === operation)?.title,
  )
})
