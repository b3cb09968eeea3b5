import { expect, test } from 'vitest'
import { entriesOf, operationId } from '#shared/flow/ids.ts'
import { foldRun } from '#shared/run/fold-run.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { analyse } from './analyse.ts'
import { movedAmounts } from './moved-amounts.ts'
import { blockOfOperation } from './run-picture.ts'

const at = '2026-11-23T14:32:00Z'
const { graph } = flagship.document
const { amounts } = analyse({ document: flagship.document, scenario: null, today: '2026-11-23' })

const made = (operation: string, objectId: string, amount: number): RunEvent => ({
  type: 'operation.succeeded',
  at,
  operation: operationId(operation),
  objectId,
  durationMs: 1,
  amount: { amount, currency: 'usd' },
})
const back = (source: string, amount: number) => ({
  from: 'balance:A',
  to: 'balance:platform',
  money: { amount, currency: 'usd' },
  memo: '',
  source,
  at,
})

const between = (events: readonly RunEvent[]) => {
  const moved = movedAmounts({
    graph,
    run: foldRun(events),
    blockOf: blockOfOperation,
    ledger: [back('trr_1', 4410), back('trr_2', 7110)],
    amounts,
  })
  return entriesOf(graph.connections).flatMap(([id, { from, to }]) => {
    const money = moved.get(id)
    return money ? [[from.block, to.block, money.amount]] : []
  })
}

test('what is taken back is the sum of its reversals, what is refunded what the refund says', () => {
  const events = [
    made('rf.refund-1-charges', 'pi_1', 16_300),
    made('rv.refund-1-reversal', 'trr_1', 4410),
    made('rv.refund-1-reversal', 'trr_2', 7110),
    made('rf.refund-1-note', 'cn_1', 12_800),
  ]
  expect(between(events)).toEqual([
    ['sub', 'rf', 12_800],
    ['rv', 'plt', 11_520],
  ])
  expect(between([])).toEqual([])
})
