import type { Condition } from '#shared/flow/parameters.ts'
import { readPath } from './read-path.ts'

/** Whether a condition holds of an object that the API answered. A member that is missing equals nothing and is above nothing. */
export const holds = (condition: Condition, object: unknown): boolean => {
  const value = readPath(object, condition.path)
  const met =
    'equals' in condition
      ? (typeof value === 'string' || typeof value === 'number') && String(value) === condition.equals
      : typeof value === 'number' && value > condition.above
  return met !== (condition.negated === true)
}
