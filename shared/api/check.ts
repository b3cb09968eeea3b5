import * as z from 'zod/mini'
import { type Diagnostic, diagnosticSchema } from '#shared/check/diagnostic.ts'

const count = z.number().check(z.int(), z.gte(0))

/** Schema of what a check answers, over HTTP and from `sluice check --json`. Suppressed findings are not counted. */
export const checkResultSchema = z.strictObject({
  diagnostics: z.array(diagnosticSchema),
  counts: z.strictObject({ error: count, warning: count, info: count }),
})
/** What a check answers. */
export type CheckAnswer = {
  readonly diagnostics: readonly Diagnostic[]
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number }
}

/** The answer for diagnostics: themselves and how many count, by severity. */
export const checkAnswer = (diagnostics: readonly Diagnostic[]): CheckAnswer => {
  const counted = (severity: Diagnostic['severity']) =>
    diagnostics.filter(found => found.severity === severity && found.suppressed === undefined).length
  return {
    diagnostics,
    counts: { error: counted('error'), warning: counted('warning'), info: counted('info') },
  }
}
