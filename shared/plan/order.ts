import type { OperationId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import type { Operation } from './plan.ts'

/**
 * Operations in waves: each wave needs only earlier ones, and is sorted by id, so that the same operations always come
 * in the same order. Dependencies outside the list (a reaction's on the plan) count as done.
 */
export const waves = (operations: readonly Operation[]): readonly (readonly Operation[])[] => {
  const inside = new Set(operations.map(operation => operation.id))
  const done = new Set<OperationId>()
  const result: Operation[][] = []
  let left = [...operations]
  while (left.length > 0) {
    const ready = left.filter(({ dependsOn }) => dependsOn.every(id => done.has(id) || !inside.has(id)))
    invariant(ready.length > 0, `operations wait for each other: ${left.map(({ id }) => id).join(', ')}`)
    for (const { id } of ready) done.add(id)
    left = left.filter(({ id }) => !done.has(id))
    result.push(ready.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  }
  return result
}

/** Operations in execution order. */
export const inOrder = (operations: readonly Operation[]): readonly Operation[] => waves(operations).flat()
