import { createCheck } from '#shared/check/check.ts'
import type { Diagnostic } from '#shared/check/diagnostic.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { RULES } from '#shared/rules/index.ts'

/** What applying preferred fixes made of a document, with the titles of the fixes in order. */
export type Fixed = { readonly document: FlowDocument; readonly applied: readonly string[] }

/** More rounds than any design needs: two fixes that undo each other must not go on for ever. */
const MAX_ROUNDS = 1000

/** Applies preferred quick fixes one by one, with a look after each at what it changed, until none is left that changes anything. */
export function applyPreferredFixes(document: FlowDocument, today: string): Fixed {
  const look = createCheck(RULES)
  let current = document
  const applied: string[] = []
  const seen = new Set([serialise(document)])
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { graph, parts } = current
    const { diagnostics } = look(graph, { today, suppressions: parts.suppressions })
    const next = firstNewFix(current, diagnostics, seen)
    if (next === null) break
    current = next.document
    seen.add(serialise(current))
    applied.push(next.title)
  }
  return { document: current, applied }
}

function firstNewFix(document: FlowDocument, diagnostics: readonly Diagnostic[], seen: ReadonlySet<string>) {
  const fixes = diagnostics
    .filter(diagnostic => diagnostic.suppressed === undefined)
    .flatMap(diagnostic => diagnostic.fixes ?? [])
    .filter(fix => fix.preferred === true)
  for (const { title, patch } of fixes) {
    const fixed = applyPatch(document, patch).document
    if (!seen.has(serialise(fixed))) return { document: fixed, title }
  }
  return null
}
