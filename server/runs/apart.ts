import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** Ids of what a scenario made beside the design: nothing reacts to it, and the comparison leaves it out. */
export async function apartIds({ operations }: RunContext, run: RunRecord): Promise<ReadonlySet<string>> {
  const named = new Set<string>(run.settings.script.apart)
  if (named.size === 0) return named
  const records = await operations.list(run.id)
  return new Set(
    records.flatMap(({ operation, objectId }) => (named.has(operation) && objectId ? [objectId] : [])),
  )
}
