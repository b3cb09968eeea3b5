import { compileOwn } from './trust.ts'

type Copier = (row: object) => Record<string, unknown>
const copiers = new Map<string, Copier>()

/**
 * An object's own fields in a new object. Each kind has a function of its own that does it: one function for objects
 * of all shapes takes ten times as long.
 */
export function copyOf(kind: string, row: object): Record<string, unknown> {
  let copier = copiers.get(kind)
  if (copier === undefined) {
    copier = compileOwn<Copier>('return { ...row }', ['row'])
    copiers.set(kind, copier)
  }
  return copier(row)
}
