import { createCheck } from '#shared/check/check.ts'
import type { Diagnostic, QuickFix } from '#shared/check/diagnostic.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { FlowEdit, GraphPatch } from '#shared/flow/edits.ts'
import { RULES } from '#shared/rules/index.ts'
import { obviousFix } from './obvious-fix.ts'

/** What one rule still reports and can be mended without asking. */
const nextFix = (diagnostics: readonly Diagnostic[], code: string): QuickFix | undefined =>
  diagnostics
    .filter(diagnostic => diagnostic.code === code && diagnostic.suppressed === undefined)
    .flatMap(diagnostic => obviousFix(diagnostic.fixes) ?? [])[0]

/**
 * One patch that applies the fix of everything that a rule reports, one after the other with a look after each at what
 * it changed: a fix may cure several findings, or ask for another one. `most` bounds the rounds: two fixes that undo
 * each other end there.
 */
export const fixAll = (
  document: FlowDocument,
  { code, today, most }: { code: string; today: string; most: number },
): GraphPatch => {
  const look = createCheck(RULES)
  const edits: FlowEdit[] = []
  let latest = document
  for (let round = 0; round < most; round += 1) {
    const { graph, parts } = latest
    const fix = nextFix(look(graph, { today, suppressions: parts.suppressions }).diagnostics, code)
    if (!fix) break
    const fixed = applyPatch(latest, fix.patch).document
    if (fixed === latest) break
    edits.push(...fix.patch)
    latest = fixed
  }
  return edits
}
