import type { OperationId } from '#shared/flow/ids.ts'
import { waves } from '#shared/plan/order.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { callsOf, executeCall, lookUp, type Outcome, type Place } from './execute-operation.ts'
import type { RunContext } from './run-context.ts'

/** How a part of a run ended. */
export type PartEnd =
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'unreachable'; readonly message: string }
  | { readonly state: 'stopped' }

/** Everything of it was done. */
export const DONE: PartEnd = { state: 'done' }

/**
 * Executes operations in waves by what they depend on, in the order of their ids. When one fails, what depends on it is
 * skipped and the rest goes on; when the API is out of reach or the run is cancelled, nothing more starts. The engine
 * remembers all of it as one step: cut off, it is played again, and each call knows by its own record what was done.
 */
export async function executeAll(
  context: RunContext,
  place: Place,
  operations: readonly Operation[],
): Promise<PartEnd> {
  const broken = new Set<OperationId>()
  let failure: PartEnd | null = null
  for (const wave of waves(operations)) {
    const blocked = wave.filter(({ dependsOn }) => dependsOn.some(id => broken.has(id)))
    const open = wave.filter(operation => !blocked.includes(operation))
    for (const { id } of blocked) broken.add(id)
    for (const operation of blocked) await skipDependant(context, place, operation)
    for (const { operation, title, outcome } of await executeWave(context, place, open)) {
      if (outcome.status === 'unreachable') return { state: 'unreachable', message: outcome.message }
      if (outcome.status === 'stopped') return { state: 'stopped' }
      if (outcome.status !== 'failed') continue
      broken.add(operation)
      failure ??= { state: 'failed', message: `${title}: ${outcome.message}` }
    }
  }
  return failure ?? DONE
}

type Done = { readonly operation: OperationId; readonly title: string; readonly outcome: Outcome }

async function executeWave(context: RunContext, place: Place, wave: readonly Operation[]): Promise<Done[]> {
  if (wave.length === 0) return []
  const before = await lookUp(context, place, wave)
  const calls = wave.flatMap(operation =>
    Array.from({ length: callsOf(operation, before) }, (_call, element) => ({ operation, element, before })),
  )
  return Promise.all(
    calls.map(async call => {
      const { id, title } = call.operation
      return { operation: id, title, outcome: await executeCall(context, place, call) }
    }),
  )
}

async function skipDependant(context: RunContext, place: Place, operation: Operation): Promise<void> {
  const trigger = place.trigger === '' ? {} : { trigger: place.trigger }
  await context.runs.tell(place.run.id, [
    { type: 'operation.skipped', operation: operation.id, ...trigger, because: 'what it needs has failed' },
  ])
}
