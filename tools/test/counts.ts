import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** How many tests passed, failed, and were left out. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** Counts of vitest's JSON report. A file that broke before its tests counts as one failure. */
export function vitestCounts(text: string): Counts {
  const report = vitestReport.parse(JSON.parse(text))
  const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests }
}

/** Counts of Playwright's JSON report; a test that needed a second try is a failed one. */
export function playwrightCounts(text: string): Counts {
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(JSON.parse(text)).stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** Counts of a report file for a command that ended with `code`; a missing report is one failure. */
export function countsOf(code: number | null, read: (text: string) => Counts, file: string): Counts {
  const counts = readCounts(read, file)
  if (counts === null) return { passed: 0, failed: 1, skipped: 0 }
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

function readCounts(read: (text: string) => Counts, file: string): Counts | null {
  try {
    return read(readFileSync(file, 'utf8'))
  } catch {
    return null // no report, or a half one: the command ended early, which its caller counts as a failure
  }
}
