import { expect, test } from 'vitest'
import type { Block } from './graph.ts'
import { blockId } from './ids.ts'
import { retryPolicyOf, retryPolicyText } from './retry-policy.ts'

const dunning = (props: Record<string, unknown>): Block => ({
  id: blockId('dun'),
  kind: 'dunning',
  label: 'Dunning',
  props,
})

test.for([
  [undefined, [2, 4, 5, 7, 9, 11, 12, 14], 'try 8 times within 14 days, then cancel the subscription'],
  [
    dunning({ tries: 1, window: '3w', finalAction: 'past_due' }),
    [21],
    'try once within 21 days, then leave it past due',
  ],
  [
    dunning({ tries: 8, window: '1w', finalAction: 'unpaid' }),
    [1, 2, 3, 4, 4, 5, 6, 7],
    'try 8 times within 7 days, then mark it unpaid',
  ],
  [
    dunning({ policy: 'custom', days: [{ day: 7 }, { day: 3 }, { day: 5 }] }),
    [3, 5, 7],
    'try 3 times within 7 days, then cancel the subscription',
  ],
] as const)('%j tries again after %j days', ([block, days, text]) => {
  const policy = retryPolicyOf(block)
  expect(policy.days).toEqual(days)
  expect(retryPolicyText(policy)).toBe(text)
})
