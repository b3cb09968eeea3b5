import { RULES } from '#shared/rules/index.ts'
import type { RunError } from '#shared/run/run-event.ts'

const byCode = new Map(
  RULES.flatMap(({ id, stripeCodes = [] }) => stripeCodes.map(code => [code, id] as const)),
)

/** The error with the rule that would have prevented it, where one names Stripe's code. */
export function withRule(error: RunError): RunError {
  const rule = error.code === undefined ? undefined : byCode.get(error.code)
  return rule === undefined ? error : { ...error, rule }
}
