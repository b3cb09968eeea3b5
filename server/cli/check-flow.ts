import { type CheckResult, check } from '#shared/check/check.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { RULES } from '#shared/rules/index.ts'

/** Checks a document with every rule, its suppressions considered. */
export function checkFlow({ graph, parts }: FlowDocument, today: string): CheckResult {
  return check(graph, RULES, { today, suppressions: parts.suppressions })
}
