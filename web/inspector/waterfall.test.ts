import { expect, test } from 'vitest'
import type { Posting } from '#shared/money/posting.ts'
import { waterfall } from './waterfall.ts'

const posting = (from: Posting['from'], to: Posting['to'], amount: number): Posting => ({
  from,
  to,
  money: { amount, currency: 'usd' },
  memo: '',
})

const flagship = [
  posting('customer:cus', 'balance:platform', 16_300),
  posting('balance:platform', 'fees:stripe', 503),
  posting('balance:platform', 'balance:A', 4410),
  posting('balance:platform', 'balance:B', 7110),
  posting('balance:platform', 'balance:C', 3150),
]

test('each bar starts where the last one ended, the fee comes after the providers, the rest is what is left', () => {
  const found = waterfall(flagship)
  expect(found?.bars.map(bar => [bar.account, bar.money.amount, bar.kind])).toEqual([
    ['customer:cus', 16_300, 'paid'],
    ['balance:A', 4410, 'share'],
    ['balance:B', 7110, 'share'],
    ['balance:C', 3150, 'share'],
    ['fees:stripe', 503, 'fee'],
    ['balance:platform', 1127, 'rest'],
  ])
  const [, ...bars] = found?.bars ?? []
  const ends = bars.map(bar => bar.start + bar.width)
  const starts = bars.map(bar => bar.start)
  expect(ends[0]).toBeCloseTo(1)
  for (const [index, end] of ends.slice(1).entries()) expect(end).toBeCloseTo(starts[index] ?? Number.NaN)
})

test('the bars conserve what was paid', () => {
  const found = waterfall(flagship)
  const given = found?.bars.slice(1).reduce((total, bar) => total + bar.money.amount, 0)
  expect(given).toBe(found?.paid.amount)
})

test('a platform that pays out more than it has keeps less than nothing, and its bar is empty', () => {
  const found = waterfall([...flagship, posting('balance:platform', 'balance:A', 2000)])
  expect(found?.rest.amount).toBe(-873)
  expect(found?.bars.at(-1)).toMatchObject({ start: 0, width: 0 })
})

test('money that was paid out to a bank is still its owner’s share', () => {
  const found = waterfall([...flagship, posting('balance:A', 'bank:A', 4410)])
  expect(found?.bars[1]).toMatchObject({ account: 'balance:A', money: { amount: 4410 } })
})

test('there is nothing to divide while nobody pays', () => {
  expect(waterfall([])).toBeNull()
  expect(waterfall([posting('balance:platform', 'balance:A', 100)])).toBeNull()
})
