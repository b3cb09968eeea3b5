import type { Drift, DriftedObject } from '#shared/api/drift.ts'
import type { OperationRecord } from '#shared/api/runs.ts'
import { operationId } from '#shared/flow/ids.ts'
import { driftOf } from '#shared/run/drift.ts'
import { ProblemError } from '../http/problem-error.ts'
import { isJsonObject, type JsonObject, toJson } from '../json.ts'
import { detailOf } from './describe-run.ts'
import { ask } from './list-all.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/**
 * Reads every object again that a run made and has not cleaned up, and says what of it is no longer as the run left it:
 * somebody changed it in the Dashboard, or another program did.
 * @throws ProblemError when the API cannot be asked.
 */
export async function findDrift(context: RunContext, run: RunRecord): Promise<Drift> {
  const { operations, objects } = await detailOf(context, run)
  const standing = objects.filter(({ state }) => state === 'exists')
  const found = standing.map(async ({ id, operation, block, account }): Promise<DriftedObject> => {
    const calls = operations.filter(record => record.objectId === id && record.status === 'succeeded')
    const making = calls.find(record => record.operation === operation)
    const about = { operation: operationId(operation), block, title: making?.title ?? operation, id, account }
    if (making === undefined) return { ...about, state: 'unknown', because: NOT_TOLD, fields: [] }
    return { ...about, ...(await compareNow(context, making, calls)) }
  })
  return { objects: await Promise.all(found) }
}

type Verdict = Pick<DriftedObject, 'state' | 'because' | 'fields'>

const NOT_TOLD = 'the run has no record of how it was made'
const UNREADABLE = 'the API has no call that reads it again'

async function compareNow(
  context: RunContext,
  making: OperationRecord,
  calls: readonly OperationRecord[],
): Promise<Verdict> {
  const call = making.call.replace(/\.create(\w*)$/, '.retrieve$1')
  if (!context.gateway.has(call)) return { state: 'unknown', because: UNREADABLE, fields: [] }
  const parent = requestOf(making).target
  const own = making.objectId ?? ''
  const target = typeof parent === 'string' ? [parent, own] : own
  const answer = await ask(context, { call, target, params: {}, onAccount: making.onAccount ?? undefined })
  if (!answer.ok) return verdictOn(answer.error)
  if (answer.value.deleted === true) return { state: 'gone', fields: [] }
  const changing = calls.filter(record => /\.(create|update)\w*$/.test(record.call))
  const sent = changing.map(record => {
    const { params } = requestOf(record)
    return isJsonObject(params) ? params : {}
  })
  const made = toJson(changing.at(-1)?.response)
  const fields = driftOf(sent, isJsonObject(made) ? made : {}, answer.value)
  return { state: fields.length === 0 ? 'as-made' : 'changed', fields: [...fields] }
}

function verdictOn({
  kind,
  code,
  message,
}: {
  kind: string
  code?: string | undefined
  message: string
}): Verdict {
  if (code === 'resource_missing') return { state: 'gone', fields: [] }
  if (kind === 'network' || kind === 'rate-limit') throw new ProblemError('stripe-unreachable', message)
  return { state: 'unknown', because: message, fields: [] }
}

const requestOf = ({ request }: OperationRecord): JsonObject => {
  const read = toJson(request)
  return isJsonObject(read) ? read : {}
}
