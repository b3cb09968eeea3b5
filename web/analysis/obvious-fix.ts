import type { QuickFix } from '#shared/check/diagnostic.ts'

/** The fix of a finding that may be applied without asking which: the preferred one, or the only one. */
export const obviousFix = (fixes: readonly QuickFix[] | undefined): QuickFix | undefined =>
  fixes?.find(({ preferred }) => preferred) ?? (fixes?.length === 1 ? fixes[0] : undefined)
