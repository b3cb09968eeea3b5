import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const rules = ['billing/no-items', 'billing/mixed-currency', 'connect/split-over-net', 'risk/no-radar']

test.for([
  ['billing/no-item', 'billing/no-items'],
  ['split-over-net', 'connect/split-over-net'],
  ['risk/radar', 'risk/no-radar'],
] as const)('%s is near %s', ([word, rule]) => {
  expect(nearest(word, rules)[0]).toBe(rule)
})
