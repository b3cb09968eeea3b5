import { expect, it } from 'vitest'
import { longestChain } from './flagship-bench.ts'

it('sums the longest chain of calls that wait for each other', () => {
  const records = [
    { operation: 'a', durationMs: 10 },
    { operation: 'b', durationMs: 20 },
    { operation: 'c', durationMs: 5 },
    { operation: 'c', durationMs: 7 },
    { operation: 'd', durationMs: null },
  ]
  const dependsOn = new Map([
    ['c', ['a', 'b']],
    ['d', ['c']],
  ])
  expect(longestChain(records, dependsOn)).toBe(27)
})
