import { expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { forecast } from './forecast.ts'
import { summarise } from './summary.ts'

const weekly = (count: number): GraphPatch =>
  ['qA', 'qB', 'qC'].map(id => ({
    op: 'block.set',
    id: blockId(id),
    set: { props: { interval: 'week', intervalCount: count } },
  }))

const off = { id: blockId('off'), kind: 'coupon', label: 'Off', props: { percentOff: 10, duration: 'once' } }
const COUPON: GraphPatch = [
  { op: 'block.add', block: off },
  {
    op: 'connection.add',
    connection: {
      id: connectionId('off-sub'),
      from: { block: off.id, port: 'coupon' },
      to: { block: blockId('sub'), port: 'coupon' },
    },
  },
]

/** The flagship, which begins on 2026-01-01. */
const play = (patch: GraphPatch, months: number) => {
  const { graph } = applyPatch(flagship.document, patch).document
  const { checked, diagnostics } = check(graph, RULES, { today: '2026-11-23' })
  invariant(checked !== null, JSON.stringify(diagnostics))
  const scenario = { title: '', months, seed: 1, volumes: {}, incidents: [] }
  return forecast(checked, compile(checked, 'unattended'), scenario)
}

const paymentsOf = (
  played: ReturnType<typeof play>,
): readonly { day: number; month: number; amount: number }[] =>
  played.entries
    .filter(({ from }) => from === 'customer:cus')
    .map(({ day, month, money }) => ({ day, month, amount: money.amount }))

it('plays every week of a year, each in its month', () => {
  const played = play(weekly(1), 12)
  const payments = paymentsOf(played)
  expect(payments.map(({ day }) => day)).toEqual(Array.from({ length: 53 }, (_, week) => 7 * week))
  const inMonth = (wanted: number) => payments.filter(({ month }) => month === wanted).length
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(inMonth)).toEqual([5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5])
  expect(summarise(played).balances['balance:A']).toEqual({ usd: 53 * 4410 })
})

it('bills an account as active once in a month, whenever it is reached first', () => {
  const active = play(weekly(1), 2).billed.filter(
    ({ memo }) => memo === 'Active account “Brightside Cleaning”',
  )
  expect(active.map(({ month, day }) => [month, day])).toEqual([
    [1, 0],
    [2, 35],
  ])
})

it('takes a coupon of one invoice off the first one only', () => {
  const payments = paymentsOf(play([...weekly(2), ...COUPON], 2))
  expect(payments.map(({ day, amount }) => [day, amount])).toEqual([
    [0, 14_670],
    [14, 16_300],
    [28, 16_300],
    [42, 16_300],
    [56, 16_300],
  ])
})

it('is the first payment alone where one month is played', () => {
  expect(paymentsOf(play(weekly(1), 1))).toEqual([{ day: 0, month: 1, amount: 16_300 }])
})
