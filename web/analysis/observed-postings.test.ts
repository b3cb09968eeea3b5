import { expect, test } from 'vitest'
import type { ObservedEntry, RunMessage } from '#shared/api/runs.ts'
import { blockId, operationId } from '#shared/flow/ids.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { observedParties } from './observed-parties.ts'
import { knownWith, observedPostings } from './observed-postings.ts'

const at = '2026-11-23T14:32:00Z'
const { graph } = flagship.document

const entry = (way: string, amount: number, source: string): ObservedEntry => ({
  from: way.split(' > ')[0] ?? '',
  to: way.split(' > ')[1] ?? '',
  money: { amount, currency: 'usd' },
  memo: '',
  source,
  at,
})
const told = (event: string, trigger: string): RunEvent => ({ type: 'webhook.received', at, event, trigger })
const made = (operation: string, objectId: string): RunEvent => ({
  type: 'operation.succeeded',
  at,
  operation: operationId(operation),
  objectId,
  durationMs: 1,
})
const events = [
  made('sub.create', 'sub_1'), // 0
  told('invoice.paid', 'in_1'), // 1
  made('tA.create', 'tr_1'), // 2
  made('rv.reversal', 'trr_1'), // 3
  made('rf.note', 'cn_1'), // 4
  told('refund.created', 're_1'), // 5
].map((event, index): RunMessage => ({ seq: index + 1, event }))
const ledger = [
  entry('customer:cus > balance:platform', 16_300, 'ch_1'),
  entry('balance:platform > fees:stripe', 503, 'ch_1'),
  entry('balance:platform > balance:A', 4410, 'tr_1'),
  entry('balance:A > balance:platform', 4410, 'trr_1'),
  entry('balance:platform > customer:cus', 16_300, 're_1'),
]

test('money is known with the call that moved it, a charge and a refund with their webhook', () => {
  expect(knownWith({ ledger, events })).toEqual([1, 1, 2, 3, 5])
})

test.for([
  [1, {}],
  [2, { cus: -16_300, plt: 15_797 }],
  [3, { cus: -16_300, plt: 11_387, A: 4410 }],
  [4, { cus: -16_300, plt: 15_797, A: 0 }],
  [6, { cus: 0, plt: -503, A: 0 }],
] as const)('after %i events the parties stand as the money does', ([played, expected]) => {
  const parties = observedParties(graph, observedPostings({ ledger, events }, played), false)
  expect(Object.fromEntries([...parties].map(([id, { amount }]) => [id, amount]))).toEqual(expected)
})

test('when it is over, whoever no money reached has nothing', () => {
  const parties = observedParties(graph, observedPostings({ ledger, events }, null), true)
  expect(parties.get(blockId('B'))).toEqual({ amount: 0, currency: 'usd' })
})
