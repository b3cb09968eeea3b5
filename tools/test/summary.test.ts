import { expect, it } from 'vitest'
import { summary } from './summary.ts'

it('lists each section and closes with the plain line', () => {
  const text = summary(
    [
      { name: 'Types', seconds: 2.04, counts: { passed: 1, failed: 0, skipped: 0 }, note: '' },
      { name: 'Unit', seconds: 31, counts: { passed: 10, failed: 2, skipped: 1 }, note: 'a note' },
    ],
    33.06,
  )
  expect(text).toBe(
    [
      '',
      'Summary',
      '  ok    Types     2.0 s',
      '  FAIL  Unit     31.0 s  10 passed, 2 failed; 1 skipped; a note',
      '  all of it took 33.1 s',
      '',
      '11 passed, 2 failed',
      '',
    ].join('\n'),
  )
})
