import type { Finding, Location, QuickFix } from './diagnostic.ts'

/** Nothing found; for rules that look at every block and rarely find something. */
export const NOTHING: readonly never[] = []

/** A finding of one place. */
export const found = (location: Location, message: string, fixes: readonly QuickFix[] = []): Finding =>
  fixes.length > 0 ? { message, location, fixes } : { message, location }
