import type { Diagnostic, Severity } from '#shared/check/diagnostic.ts'
import { type CheckedFile, diagnosticLine } from './checked-file.ts'
import { placeInWords } from './place.ts'
import { wrap } from './table.ts'

/** Severities as people read them. */
export const severityWords: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'advice',
}

const order: readonly Severity[] = ['error', 'warning', 'info']

/**
 * What a check found in a file, worst first, each with its place, rule and cure; what the design ignores comes last, with
 * the reason. Empty when it found nothing.
 */
export function diagnosticText(file: CheckedFile, columns: number): readonly string[] {
  const rank = ({ suppressed, severity }: Diagnostic) =>
    order.indexOf(severity) + (suppressed === undefined ? 0 : order.length)
  return file.diagnostics
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(diagnostic => {
      const place = `${file.path}:${diagnosticLine(file, diagnostic)}`
      const body = bodyOf(diagnostic, file).flatMap(text => wrap(text, columns - 4))
      const word = diagnostic.suppressed === undefined ? severityWords[diagnostic.severity] : 'ignored'
      return [`${place}: ${word} ${diagnostic.code}`, ...body.map(line => `    ${line}`)]
    })
}

function bodyOf(diagnostic: Diagnostic, file: CheckedFile): readonly string[] {
  const { message, location, suppressed, fixes = [] } = diagnostic
  const place = `at ${placeInWords(location, file.document.graph)}`
  if (suppressed !== undefined) return [message, place, `reason: ${suppressed}`]
  const cures = fixes.map(fix => `cure: ${fix.title}${fix.preferred === true ? ' (--fix applies it)' : ''}`)
  return [message, place, ...cures]
}

/** "2 errors, 1 warning, 3 advice" */
export function countText(counts: Readonly<Record<Severity, number>>): string {
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
  return `${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${counts.info} advice`
}
