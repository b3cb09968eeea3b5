import { expect, test } from 'vitest'
import {
  amounts,
  basisPoints,
  moments,
  type Notation,
  percentages,
  type Typed,
  wholeNumbers,
} from './typed-text.ts'

test.for([
  ['dollars', amounts('usd'), '49', { value: 4900 }],
  ['dollars and cents', amounts('usd'), '49.5', { value: 4950 }],
  ['a thousands comma', amounts('usd'), '1,200.00', { value: 120_000 }],
  ['a typographic minus', amounts('usd'), '−1.63', { value: -163 }],
  [
    'a thousandth of a dollar',
    amounts('usd'),
    '1.999',
    { wrong: 'USD has 2 decimals: write no more digits after the point' },
  ],
  ['words', amounts('usd'), 'free', { wrong: 'Write an amount such as 49.00' }],
  ['nothing', amounts('usd'), ' ', { empty: true }],
  ['yen', amounts('jpy'), '16300', { value: 16_300 }],
  ['a tenth of a yen', amounts('jpy'), '163.5', { wrong: 'JPY has no decimals: write whole units' }],
  ['a number', wholeNumbers, '30', { value: 30 }],
  ['half a number', wholeNumbers, '30.5', { wrong: 'Write a whole number' }],
  ['hexadecimal', wholeNumbers, '0x1f', { wrong: 'Write a whole number' }],
  ['ten percent', basisPoints, '10', { value: 1000 }],
  ['ten percent with its sign', basisPoints, '10.00 %', { value: 1000 }],
  ['a fraction that floats miss', basisPoints, '0.29', { value: 29 }],
  ['too fine a percentage', basisPoints, '1.005', { wrong: 'A percentage has at most 2 decimals here' }],
  ['a percentage as Stripe takes it', percentages, '12.5', { value: 12.5 }],
  ['no percentage', percentages, '1e3', { wrong: 'Write a percentage such as 10 or 12.5' }],
] as const)('reads %s', ([, notation, text, typed]) => {
  expect(notation.read(text)).toEqual<Typed<number>>(typed)
})

test.for([
  [amounts('usd'), 4900, '49.00'],
  [amounts('jpy'), 16_300, '16300'],
  [basisPoints, 1000, '10.00'],
  [basisPoints, 29, '0.29'],
  [percentages, 12.5, '12.5'],
  [wholeNumbers, 30, '30'],
] satisfies [Notation<number>, number, string][])(
  'writes %# and reads it again',
  ([notation, value, text]) => {
    expect(notation.write(value)).toBe(text)
    expect(notation.read(text)).toEqual({ value })
  },
)

test('moments are kept in UTC with seconds', () => {
  expect(moments.write('2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00')
  expect(moments.read('2026-01-01T00:00')).toEqual({ value: '2026-01-01T00:00:00Z' })
  expect(moments.write('')).toBe('')
  expect(moments.read('')).toEqual({ value: '' })
})
