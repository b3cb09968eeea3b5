import { holds } from '#shared/plan/holds.ts'
import type { Reaction } from '#shared/plan/plan.ts'
import { redactObject } from '../stripe/redaction.ts'
import { apartIds } from './apart.ts'
import { belongsTo } from './belongs.ts'
import { DONE, executeAll, type PartEnd } from './execute-all.ts'
import { type Outcome, placeOf, triggerOperation } from './execute-operation.ts'
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
  const fetched = await fetchTrigger(context, { run, reaction, object })
  if (fetched.status === 'unreachable') return { state: 'unreachable', message: fetched.message }
  if (fetched.status === 'failed') return { state: 'failed', message: fetched.message }
  if (fetched.status === 'stopped') return { state: 'stopped' }
  if (fetched.status === 'skipped') return DONE
  return executeAll(context, placeOf(run, { reaction: reaction.id, object }), atOnce(reaction.operations))
}

async function fetchTrigger(
  context: RunContext,
  { run, reaction, object }: { run: RunRecord; reaction: Reaction; object: string },
): Promise<Outcome> {
  const id = { run: run.id, operation: triggerOperation(reaction.id), trigger: object, element: 0 }
  const { running, stateOf } = await context.operations.before(
    { run: run.id, trigger: object },
    new Set([id.operation]),
  )
  const known = stateOf(id.operation, id.element)
  if (known?.status === 'succeeded') return { status: 'succeeded' }
  if (!running) return { status: 'stopped' }
  const { answer, reachable, durationMs } = await makeOnce(context, {
    id,
    mark: { flow: run.flowId, ...id },
    block: reaction.block,
    key: `fetch:${object}`,
    before: known,
    events: [],
    call: { call: `${reaction.fetch}.retrieve`, target: object, params: {} },
  })
  if (!answer.ok) {
    const { error } = answer
    await context.operations.end(id, { status: 'failed', error, durationMs }, [])
    return { status: reachable ? 'failed' : 'unreachable', message: error.message }
  }
  const concerned =
    !belongsTo(answer.value, '', await apartIds(context, run)) &&
    belongsTo(answer.value, run.id, await context.operations.objectIds(run.id)) &&
    reaction.when.every(condition => holds(condition, answer.value))
  const status = concerned ? 'succeeded' : 'skipped'
  const response = redactObject(answer.value)
  await context.operations.end(id, { status, response, objectId: object, durationMs }, [])
  return { status }
}
