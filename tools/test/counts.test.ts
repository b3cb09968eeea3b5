import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { countsOf, playwrightCounts, vitestCounts } from './counts.ts'

const vitest = (passed: number, failed: number, success = failed === 0) =>
  JSON.stringify({
    success,
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 0,
  })

test.for([
  ['all pass', vitest(3, 0), { passed: 3, failed: 0, skipped: 1 }],
  ['two fail', vitest(3, 2), { passed: 3, failed: 2, skipped: 1 }],
  ['a file breaks before its tests', vitest(3, 0, false), { passed: 3, failed: 1, skipped: 1 }],
] as const)('vitest: %s', ([, text, counts]) => {
  expect(vitestCounts(text)).toEqual(counts)
})

it('counts a test that passed at the second try as failed', () => {
  const text = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } })
  expect(playwrightCounts(text)).toEqual({ passed: 4, failed: 3, skipped: 3 })
})

const folder = mkdtempSync(join(tmpdir(), 'sluice-counts-'))
const report = join(folder, 'report.json')

test.for([
  ['no report', 1, '', { passed: 0, failed: 1, skipped: 0 }],
  ['half a report', 0, '{', { passed: 0, failed: 1, skipped: 0 }],
  ['a command that failed for another reason', 1, vitest(3, 0), { passed: 3, failed: 1, skipped: 1 }],
  ['a command that was ended', null, vitest(3, 0), { passed: 3, failed: 1, skipped: 1 }],
  ['a good run', 0, vitest(3, 0), { passed: 3, failed: 0, skipped: 1 }],
] as const)('%s is counted', ([, code, text, counts]) => {
  if (text !== '') writeFileSync(report, text)
  expect(countsOf(code, vitestCounts, text === '' ? join(folder, 'missing') : report)).toEqual(counts)
})
