import { checkAnswer } from '#shared/api/check.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import { checkFlow } from './check-flow.ts'
import type { Context } from './command.ts'
import { countText, diagnosticText } from './diagnostic-text.ts'
import { jsonLines } from './json-lines.ts'
import type { ReadFlow } from './read-flow.ts'

/** The checked flow of a document, or null after its errors were told on `terminal.err`. */
export function soundDesign(flow: ReadFlow, { terminal, today }: Context): CheckedFlow | null {
  const { checked, diagnostics } = checkFlow(flow.document, today)
  if (checked !== null) return checked
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const file = { ...flow, diagnostics: errors, lines: jsonLines(flow.text) }
  for (const line of diagnosticText(file, terminal.columns ?? 100)) terminal.err(line)
  terminal.err(`${countText(checkAnswer(errors).counts)}: correct the errors first.`)
  return null
}
