import { holds } from '#shared/plan/holds.ts'
import type { Reaction } from '#shared/plan/plan.ts'
import { redactObject } from '../stripe/redaction.ts'
import { apartIds } from './apart.ts'
import { belongsTo } from './belongs.ts'
import { DONE, executeKnowing, type PartEnd } from './execute-all.ts'
import {
  type Before,
  type Executed,
  lookUp,
  placeOf,
  triggerOperation,
  WRITTEN,
} from './execute-operation.ts'
import { makeOnce } from './make-call.ts'
import { atOnce } from './release.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** Id of the reaction to one object: however often and by whatever way its events come, it runs once. */
export const reactionId = (run: string, reaction: string, object: string): string =>
  `${run}:${reaction}:${object}`

/** Reacts to one object: fetches it again, sees whether it concerns this run, and makes the reaction's calls but those that wait. */
export async function react(
  context: RunContext,
  { run, reaction, object }: { run: RunRecord; reaction: Reaction; object: string },
): Promise<PartEnd> {
  const place = placeOf(run, { reaction: reaction.id, object })
  const operations = atOnce(reaction.operations)
  const before = await lookUp(context, place, operations)
  const { outcome, answer, written } = await fetchTrigger(context, { run, reaction, object }, before)
  if (outcome.status === 'succeeded') {
    const scope = answer === undefined ? before.scope : { ...before.scope, trigger: answer }
    return executeKnowing(context, place, { operations, before: { ...before, scope }, written })
  }
  await written
  if (outcome.status === 'unreachable') return { state: 'unreachable', message: outcome.message }
  if (outcome.status === 'failed') return { state: 'failed', message: outcome.message }
  return outcome.status === 'stopped' ? { state: 'stopped' } : DONE
}

async function fetchTrigger(
  context: RunContext,
  { run, reaction, object }: { run: RunRecord; reaction: Reaction; object: string },
  { running, stateOf }: Before,
): Promise<Executed> {
  const id = { run: run.id, operation: triggerOperation(reaction.id), trigger: object, element: 0 }
  const known = stateOf(id.operation, id.element)
  if (known?.status === 'succeeded') return { outcome: { status: 'succeeded' }, written: WRITTEN }
  if (!running) return { outcome: { status: 'stopped' }, written: WRITTEN }
  const [{ answer, reachable, durationMs }, apart, made] = await Promise.all([
    makeOnce(context, {
      id,
      mark: { flow: run.flowId, ...id },
      block: reaction.block,
      key: `fetch:${object}`,
      before: known,
      events: [],
      call: { call: `${reaction.fetch}.retrieve`, target: object, params: {} },
    }),
    apartIds(context, run),
    context.operations.made(run.id),
  ])
  if (!answer.ok) {
    const { error } = answer
    const written = context.operations.end(id, { status: 'failed', error, durationMs }, [])
    return { outcome: { status: reachable ? 'failed' : 'unreachable', message: error.message }, written }
  }
  const concerned =
    !belongsTo(answer.value, '', apart) &&
    belongsTo(answer.value, run.id, made.ids) &&
    reaction.when.every(condition => holds(condition, answer.value))
  const status = concerned ? 'succeeded' : 'skipped'
  const response = redactObject(answer.value)
  const written = context.operations.end(id, { status, response, objectId: object, durationMs }, [])
  return { outcome: { status }, answer: response, written }
}
