import { expect, test } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { analyse } from '../analysis/analyse.ts'
import { accountMonths, billedMonths, heldMonths } from './months.ts'

const { forecast } = analyse({ document: flagship.document, scenario: 'renewal', today: '2026-11-23' })
const rows = (reading: 'after' | 'in') =>
  Object.fromEntries(
    (forecast ? accountMonths(forecast, reading) : []).map(row => [row.account, row.amounts.slice(0, 2)]),
  )

test('balances of the flagship after the first payment and after its renewal', () => {
  expect(rows('after')).toEqual({
    'customer:cus': [-16_300, -32_600],
    'balance:platform': [1127, 2254],
    'fees:stripe': [503, 1006],
    'balance:A': [4410, 8820],
    'balance:B': [7110, 14_220],
    'balance:C': [3150, 6300],
  })
})

test('every month sums to zero, whichever way it is read', () => {
  for (const reading of ['after', 'in'] as const) {
    const months = forecast ? accountMonths(forecast, reading) : []
    for (let month = 0; month < 12; month += 1)
      expect(months.reduce((sum, row) => sum + (row.amounts[month] ?? Number.NaN), 0)).toBe(0)
  }
})

test('what Stripe bills apart leaves the platform', () => {
  expect(forecast && billedMonths(forecast, 'after')[0]?.amounts.slice(0, 2)).toEqual([-826, -1652])
  expect(forecast && billedMonths(forecast, 'in')[0]?.amounts.slice(0, 2)).toEqual([-826, -826])
})

test('what waits longer than a month lies with the platform, and is no margin', () => {
  const wait = { op: 'block.set' as const, id: blockId('tC'), set: { props: { delayDays: 45 } } }
  const { document } = applyPatch(flagship.document, [wait])
  const waiting = analyse({ document, scenario: 'renewal', today: '2026-11-23' }).forecast
  const held = (reading: 'after' | 'in') =>
    waiting && heldMonths(waiting, reading).map(({ amounts }) => amounts.slice(0, 3))
  expect(held('after')).toEqual([[-3150, -3150, -3150]])
  expect(held('in')).toEqual([[-3150, 0, 0]])
})
