import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { formatMoney, fromMajor, toMajor } from './format.ts'
import { add, money, subtract, sum } from './money.ts'
import { balances } from './posting.ts'
import { basisPoints, divideHalfUp, proportion } from './round.ts'

test.for([
  ['flagship card fee without the fixed part', 16_300, 290, 473],
  ['half a cent rounds up', 50, 100, 1],
  ['below half rounds down', 49, 100, 0],
  ['Billing on the flagship', 16_300, 70, 114],
] as const)('basis points: %s', ([, amount, bps, expected]) => {
  expect(basisPoints(amount, bps)).toBe(expected)
})

test.for([
  [5n, 2n, 3],
  [-5n, 2n, -2],
  [-3n, 2n, -1],
  [-7n, 4n, -2],
  [7n, 4n, 2],
] as const)('%s / %s rounds half up to %s', ([numerator, denominator, expected]) => {
  expect(divideHalfUp(numerator, denominator)).toBe(expected)
})

it('reverses half of landscaping in proportion', () => {
  expect(proportion(3950, 7110, 7900)).toBe(3555)
})

test.for([
  [{ amount: 16_300, currency: 'usd' }, '163.00', '$163.00'],
  [{ amount: 16_300, currency: 'jpy' }, '16300', '¥16,300'],
  [{ amount: -163, currency: 'usd' }, '-1.63', '\u2212$1.63'],
  [{ amount: 5120, currency: 'kwd' }, '5.120', 'KWD 5.120'],
  [{ amount: 5, currency: 'usd' }, '0.05', '$0.05'],
] as const)('writes %o as %s and %s', ([value, major, words]) => {
  expect(toMajor(value)).toBe(major)
  expect(formatMoney(value).replaceAll('\u00A0', ' ')).toBe(words)
})

test.for([
  ['163', 'usd', 16_300],
  ['163.5', 'usd', 16_350],
  ['1,163.50', 'usd', 116_350],
  ['163.005', 'usd', null],
  ['16300', 'jpy', 16_300],
  ['1.5', 'jpy', null],
  ['-0.01', 'usd', -1],
  ['', 'usd', null],
  ['abc', 'usd', null],
] as const)('reads “%s” %s as %s', ([text, currency, amount]) => {
  expect(fromMajor(text, currency)).toBe(amount)
})

it('reads what it writes', () => {
  const currency = fc.constantFrom('usd', 'jpy', 'kwd', 'isk')
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), currency, (amount, code) => {
      expect(fromMajor(toMajor({ amount, currency: code }), code)).toBe(amount)
    }),
    { seed: 1 },
  )
})

it('never mixes currencies and never holds fractions', () => {
  expect(() => add(money(1, 'usd'), money(1, 'eur'))).toThrow('cannot mix usd and eur')
  expect(() => money(1.5, 'usd')).toThrow('whole number')
  expect(subtract(money(5, 'usd'), money(7, 'usd'))).toEqual({ amount: -2, currency: 'usd' })
  expect(sum([money(1, 'usd'), money(2, 'usd')], 'usd')).toEqual({ amount: 3, currency: 'usd' })
})

it('folds postings into balances that sum to zero', () => {
  const usd = (amount: number) => money(amount, 'usd')
  expect(
    balances([
      { from: 'customer:cus', to: 'balance:platform', money: usd(16_300), memo: '' },
      { from: 'balance:platform', to: 'fees:stripe', money: usd(503), memo: '' },
      { from: 'balance:platform', to: 'balance:A', money: usd(14_670), memo: '' },
    ]),
  ).toEqual({
    'customer:cus': { usd: -16_300 },
    'balance:platform': { usd: 1127 },
    'fees:stripe': { usd: 503 },
    'balance:A': { usd: 14_670 },
  })
})
