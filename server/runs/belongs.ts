import type { Json } from '../json.ts'

/**
 * True when an object of the API has to do with a run: it names the run in its metadata, or one of the run's
 * objects. An account's events and lists show what other runs, and people, do in the same sandbox.
 */
export function belongsTo(object: Json, run: string, made: ReadonlySet<string>): boolean {
  if (typeof object === 'string') return object === run || made.has(object)
  if (object === null || typeof object !== 'object') return false
  return Object.values(object).some(member => belongsTo(member, run, made))
}
