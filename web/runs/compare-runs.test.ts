import { expect, test } from 'vitest'
import type { OperationRecord, RunDetail } from '#shared/api/runs.ts'
import { compareRuns } from './compare-runs.ts'

const operation = (id: string, more: Partial<OperationRecord> = {}): OperationRecord => ({
  operation: id,
  title: `Do ${id}`,
  block: 'b',
  trigger: null,
  element: 0,
  call: 'transfers.create',
  status: 'succeeded',
  attempt: 1,
  idempotencyKey: null,
  onAccount: null,
  request: { params: {} },
  response: null,
  error: null,
  objectId: 'tr_1',
  startedAt: '',
  durationMs: 1,
  ...more,
})

const row = (account: string, observed: number, expected = observed) => ({
  account,
  currency: 'usd',
  expected,
  observed,
  difference: observed - expected,
})

const run = (operations: readonly OperationRecord[], rows: readonly ReturnType<typeof row>[]): RunDetail => ({
  run: {
    id: 'run_1',
    flow: 'flow_1',
    name: 'x',
    status: 'succeeded',
    target: 'simulator',
    account: 'simulator',
    scenario: null,
    months: 1,
    plan: 'abc',
    reconciled: true,
    cleanup: 'none',
    reason: null,
    createdAt: '',
    updatedAt: '',
  },
  operations: [...operations],
  objects: [],
  ledger: [],
  reconciliation: { reconciled: true, rows: [...rows], entries: [] },
  lastEvent: 1,
})

const pay = (amount: number) => ({ request: { params: { amount, currency: 'usd' } } })
const nameOf = (account: string) => ({ name: account, role: '' })
const compare = (left: RunDetail, right: RunDetail) => compareRuns(left, right, nameOf)

test('a run beside itself differs in nothing', () => {
  const one = run([operation('a'), operation('a')], [row('balance:x', 100)])
  expect(compare(one, one)).toEqual({
    accounts: [],
    operations: [],
    same: { accounts: 1, operations: 2 },
  })
})

test('other ids, keys and times are no difference', () => {
  const left = run([operation('a')], [])
  const right = run(
    [operation('a', { objectId: 'tr_2', idempotencyKey: 'k', durationMs: 9, trigger: 'in_2' })],
    [],
  )
  expect(compare(left, right).operations).toEqual([])
})

test('calls of one run alone, other amounts and other outcomes are', () => {
  const left = run([operation('a', pay(4410)), operation('b'), operation('c')], [])
  const right = run(
    [
      operation('a', pay(4500)),
      operation('b', { status: 'failed', error: { kind: 'declined', message: 'No', code: 'card_declined' } }),
      operation('c'),
      operation('c'),
    ],
    [],
  )
  const { operations, same } = compare(left, right)
  expect(operations.map(({ key, left: one, right: other }) => [key, one, other])).toEqual([
    ['a 0 1', 'succeeded, $44.10', 'succeeded, $45.00'],
    ['b 0 1', 'succeeded', 'card_declined'],
    ['c 0 2', null, 'succeeded'],
  ])
  expect(same.operations).toBe(1)
})

test('accounts that ended otherwise are shown, with the forecast where it was missed', () => {
  const left = run([], [row('balance:x', 4410), row('balance:y', 100)])
  const right = run([], [row('balance:x', 4409, 4410), row('balance:y', 100), row('bank:x', 1)])
  expect(compare(left, right)).toMatchObject({
    accounts: [
      { what: 'balance:x', left: '$44.10', right: '$44.09, forecast $44.10' },
      { what: 'bank:x', left: null, right: '$0.01' },
    ],
    same: { accounts: 1 },
  })
})
