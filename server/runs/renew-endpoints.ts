import type { Operation } from '#shared/plan/plan.ts'
import { isJsonObject, toJsonObject } from '../json.ts'
import { redactObject } from '../stripe/redaction.ts'
import { listAll } from './list-all.ts'
import { carriesMark, idempotencyKey, type Mark, withMark } from './mark.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/**
 * Replaces the webhook endpoints that an earlier process registered or was about to: their secrets died with it, and
 * its address may have been another. An endpoint that cannot be replaced now is left alone, since a run asks the API
 * itself for what it must not miss.
 */
export async function renewEndpoints(context: RunContext, run: RunRecord): Promise<void> {
  const endpoints = run.plan.operations.filter(({ call }) => call === 'webhookEndpoints.create')
  if (endpoints.length === 0) return
  const { stateOf } = await context.operations.before(
    { run: run.id, trigger: '' },
    new Set(endpoints.map(({ id }) => id)),
  )
  for (const operation of endpoints) {
    const id = { run: run.id, operation: operation.id, trigger: '', element: 0 }
    const state = stateOf(operation.id, 0)
    if (state === null) continue
    const own = idempotencyKey(run.id, endpointKey(context, operation.idempotencyKey), state.attempt)
    if (state.idempotencyKey === own) continue
    const mark = { flow: run.flowId, ...id }
    await removeMarked(context, mark)
    // It was made once: so says its id, also when a kill cut a renewal off before it was written down.
    if (state.objectId !== null) await register(context, { run, operation, mark, attempt: state.attempt + 1 })
  }
}

/**
 * Readable part of the idempotency key of an endpoint: another in every process, because the address in the
 * parameters may be, and Stripe refuses a key with other parameters than it came with first.
 */
export function endpointKey({ endpoints }: RunContext, key: string): string {
  return `${key}:${endpoints.session}`
}

/** A process that died between the call and its record left an endpoint that only its mark tells of. */
async function removeMarked(context: RunContext, mark: Mark): Promise<void> {
  const listed = await listAll(context, { call: 'webhookEndpoints.list', params: { limit: 100 } })
  if (!Array.isArray(listed)) return
  for (const endpoint of listed) {
    if (!isJsonObject(endpoint) || !carriesMark(endpoint, mark) || typeof endpoint.id !== 'string') continue
    const target = endpoint.id
    await context.gate.pass(() => context.gateway.call({ call: 'webhookEndpoints.del', target, params: {} }))
  }
}

type Registration = {
  readonly run: RunRecord
  readonly operation: Operation
  readonly mark: Mark
  readonly attempt: number
}

async function register(context: RunContext, { run, operation, mark, attempt }: Registration): Promise<void> {
  const url = context.endpoints.addressOf(run.id)
  if (url === null) return
  const { block, call } = operation
  const params = withMark(call, { ...toJsonObject(operation.params), url }, mark)
  const key = idempotencyKey(run.id, endpointKey(context, operation.idempotencyKey), attempt)
  const made = await context.gate.pass(() => context.gateway.call({ call, params, idempotencyKey: key }))
  if (!made.ok || typeof made.value.id !== 'string' || typeof made.value.secret !== 'string') return
  context.endpoints.remember(run.id, made.value.id, made.value.secret)
  const request = redactObject({ params })
  const start = { block, call, attempt, idempotencyKey: key, onAccount: null, request }
  await context.operations.start(mark, start, [])
  const response = redactObject(made.value)
  await context.operations.end(
    mark,
    { status: 'succeeded', response, objectId: made.value.id, durationMs: 0 },
    [],
  )
}
