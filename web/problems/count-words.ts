import type { Severity } from '#shared/check/diagnostic.ts'
import type { Problem } from '../analysis/analysis-store.ts'

const names: Record<Severity, (count: number) => string> = {
  error: count => (count === 1 ? '1 error' : `${count} errors`),
  warning: count => (count === 1 ? '1 warning' : `${count} warnings`),
  info: count => `${count} advice`,
}

/** How many problems of a severity there are; ignored ones do not count. */
export const countOf = (problems: readonly Problem[], severity: Severity): number =>
  problems.filter(problem => problem.severity === severity && problem.suppressed === undefined).length

/** "1 error, 2 warnings, 1 advice"; "No problems" when there are none. */
export const countWords = (problems: readonly Problem[]): string => {
  const severities: readonly Severity[] = ['error', 'warning', 'info']
  const parts = severities
    .map(severity => [severity, countOf(problems, severity)] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => names[severity](count))
  return parts.length === 0 ? 'No problems' : parts.join(', ')
}

/** "230 other rules passed in 6 ms". */
export const passedWords = (rules: number, reporting: number, ms: number): string =>
  `${Math.max(rules - reporting, 0)} other rules passed in ${Math.max(1, Math.round(ms))} ms`
