import type { Counts } from './counts.ts'

/** One section of the test run when it is over. */
export type Result = {
  readonly name: string
  readonly seconds: number
  readonly counts: Counts
  /** One line on what was used or what to do; empty when there is nothing to say. */
  readonly note: string
}

/** The table of sections and, last and alone on its line, `N passed, N failed`. */
export function summary(results: readonly Result[], totalSeconds: number): string {
  const width = Math.max(...results.map(result => result.name.length))
  const rows = results.map(({ name, seconds, counts, note }) => {
    const state = counts.failed > 0 ? 'FAIL' : 'ok  '
    const tests = counts.passed + counts.failed > 1 ? `${counts.passed} passed, ${counts.failed} failed` : ''
    const skipped = counts.skipped > 0 ? `${counts.skipped} skipped` : ''
    const told = [tests, skipped, note].filter(text => text !== '').join('; ')
    return `  ${state}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${told}`.trimEnd()
  })
  const passed = results.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = results.reduce((sum, { counts }) => sum + counts.failed, 0)
  const total = `  all of it took ${totalSeconds.toFixed(1)} s`
  return ['', 'Summary', ...rows, total, '', `${passed} passed, ${failed} failed`, ''].join('\n')
}
