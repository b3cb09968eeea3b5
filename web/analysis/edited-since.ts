import type { FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, idsOf } from '#shared/flow/ids.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether two values say the same; a property that is undefined counts as absent. */
const alike = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((entry, index) => alike(entry, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => alike(a[key], b[key]))
}

/** Blocks that would run otherwise than when the run began: new ones, and those whose settings or name, which Stripe gets too, were changed since. */
export const editedSince = (then: FlowGraph | null, now: FlowGraph): ReadonlySet<BlockId> => {
  if (then === null || then === now) return new Set()
  return new Set(
    idsOf(now.blocks).filter(id => {
      const [before, after] = [then.blocks[id], now.blocks[id]]
      return before !== after && !alike(before, after)
    }),
  )
}
