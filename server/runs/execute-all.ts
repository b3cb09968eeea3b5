import type { OperationId } from '#shared/flow/ids.ts'
import { waves } from '#shared/plan/order.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { type Before, callsOf, type Executed, executeCall, lookUp, type Place } from './execute-operation.ts'
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
export const executeAll = async (
  context: RunContext,
  place: Place,
  operations: readonly Operation[],
): Promise<PartEnd> =>
  executeKnowing(context, place, { operations, before: await lookUp(context, place, operations) })

/** Operations, and what is known before they are executed; `written` = of that what is still being written down. */
type KnownPart = {
  readonly operations: readonly Operation[]
  readonly before: Before
  readonly written?: Promise<unknown>
}

/** The same, where it has been looked up already. */
export async function executeKnowing(
  context: RunContext,
  place: Place,
  { operations, before, written }: KnownPart,
): Promise<PartEnd> {
  const records = openRecords(context)
  if (written !== undefined) records.add(written)
  const end = await executeWaves(records.context, place, { operations, before, records })
  await records.written()
  return end
}

type Part = Pick<KnownPart, 'operations' | 'before'> & { readonly records: Records }

async function executeWaves(
  context: RunContext,
  place: Place,
  { operations, records, ...known }: Part,
): Promise<PartEnd> {
  const broken = new Set<OperationId>()
  let failure: PartEnd | null = null
  let { before } = known
  const planned = waves(operations)
  for (const [index, wave] of planned.entries()) {
    const blocked = wave.filter(({ dependsOn }) => dependsOn.some(id => broken.has(id)))
    const open = wave.filter(operation => !blocked.includes(operation))
    for (const { id } of blocked) broken.add(id)
    for (const operation of blocked) await skipDependant(context, place, operation)
    const done = await executeWave(context, place, { wave: open, before })
    for (const { executed } of done) records.add(executed.written)
    const end = endOf(done, broken)
    if (end !== null && end.state !== 'failed') return end
    failure ??= end
    const isRepeated = open.some(({ each }) => each !== undefined)
    const lookAgain = async (): Promise<Before> => {
      await records.written()
      return lookUp(context, place, operations)
    }
    // After the last of them nobody asks.
    if (index < planned.length - 1) before = isRepeated ? await lookAgain() : learn(before, done)
  }
  return failure ?? DONE
}

/** What became of calls and is being written down. */
type Records = {
  /** In which nothing is called before all of it is on record. */
  readonly context: RunContext
  readonly add: (written: Promise<unknown>) => void
  /** Waits for all of it. */
  readonly written: () => Promise<void>
}

/** The ends of a wave's calls are written in one go with the starts of the next wave's: those go out when both are on record. */
function openRecords(context: RunContext): Records {
  const { operations } = context
  const open = new Set<Promise<unknown>>()
  const written = async (): Promise<void> => {
    const all = [...open]
    await Promise.all(all)
    for (const one of all) open.delete(one)
  }
  const start: RunContext['operations']['start'] = async (...call) => {
    const [begun] = await Promise.all([operations.start(...call), written()])
    return begun
  }
  return {
    context: { ...context, operations: { ...operations, start } },
    add: one => {
      one.catch(() => {}) // whoever waits for all of it is told
      open.add(one)
    },
    written,
  }
}

type Done = { readonly operation: OperationId; readonly title: string; readonly executed: Executed }

async function executeWave(
  context: RunContext,
  place: Place,
  { wave, before }: { wave: readonly Operation[]; before: Before },
): Promise<Done[]> {
  const calls = wave.flatMap(operation =>
    Array.from({ length: callsOf(operation, before) }, (_call, element) => ({ operation, element, before })),
  )
  return Promise.all(
    calls.map(async call => {
      const { id, title } = call.operation
      return { operation: id, title, executed: await executeCall(context, place, call) }
    }),
  )
}

/** What a wave came to: what ends everything, else what failed first; null when all went well. What failed is broken. */
function endOf(done: readonly Done[], broken: Set<OperationId>): PartEnd | null {
  let failure: PartEnd | null = null
  for (const { operation, title, executed } of done) {
    const { outcome } = executed
    if (outcome.status === 'unreachable') return { state: 'unreachable', message: outcome.message }
    if (outcome.status === 'stopped') return { state: 'stopped' }
    if (outcome.status !== 'failed') continue
    broken.add(operation)
    failure ??= { state: 'failed', message: `${title}: ${outcome.message}` }
  }
  return failure
}

/** What is known after calls that are made once each, without asking for it again. */
function learn({ scope, ...before }: Before, done: readonly Done[]): Before {
  const results = new Map(scope.results)
  for (const { operation, executed } of done)
    if (executed.answer !== undefined) results.set(operation, executed.answer)
  return { ...before, scope: { ...scope, results } }
}

async function skipDependant(context: RunContext, place: Place, operation: Operation): Promise<void> {
  const trigger = place.trigger === '' ? {} : { trigger: place.trigger }
  await context.runs.tell(place.run.id, [
    { type: 'operation.skipped', operation: operation.id, ...trigger, because: 'what it needs has failed' },
  ])
}
