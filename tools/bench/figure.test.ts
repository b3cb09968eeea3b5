import { expect, it, test } from 'vitest'
import { allKept, type Figure, figureLines, quantile } from './figure.ts'

const time: Figure = {
  name: 'check',
  value: 87,
  unit: 'ms',
  limit: 300,
  bound: 'most',
  comparison: { name: 'a JSON copy', value: 29, unit: 'ms' },
}

it('shows value, limit and ratio', () => {
  const rate: Figure = { name: 'request rate', value: 0.4, unit: '', limit: 0.5, bound: 'least' }
  expect(figureLines([time, rate])).toEqual([
    'ok    check         87.0 ms  (at most 300 ms)  = 3.0 × a JSON copy (29.0 ms)',
    'OVER  request rate  0.40  (at least 0.50)',
  ])
  expect([allKept([time]), allKept([time, rate])]).toEqual([true, false])
})

test.for([
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.95, 4],
  [[5], 0.5, 5],
] as const)('quantile of %j at %d is %d', ([samples, part, value]) => {
  expect(quantile(samples, part)).toBe(value)
})
