import { type OperationId, operationId } from '#shared/flow/ids.ts'
import {
  type AdaptedPlan,
  adaptPlan,
  type ExistingObject,
  type Orphan,
  pastedIdOf,
} from '#shared/plan/existing/adapt.ts'
import { STANDING, type Standing } from '#shared/plan/existing/standing.ts'
import type { Operation, Plan } from '#shared/plan/plan.ts'
import { ProblemError } from '../http/problem-error.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { ask, listAll } from './list-all.ts'
import type { Caller } from './run-context.ts'

/** Kinds that are looked for even where the design has none any more: its earlier runs may have made some. */
const ALWAYS = ['products.create', 'prices.create']

/**
 * The plan against what earlier runs of a flow left in the account behind the key. Objects are known by the flow and
 * operation in their metadata, or else by what Stripe lets only one of them have: a lookup key, a code, an event name.
 * An id that was pasted into the design is looked up. Nothing is changed. `whole` is the plan of the whole flow, of which `plan` may be a part: what is in neither is
 * no longer drawn.
 * @throws ProblemError when the API cannot be asked, or knows no object by a pasted id.
 */
export async function adaptToExisting(
  context: Caller,
  { plan, whole, flow }: { plan: Plan; whole: Plan; flow: string },
): Promise<AdaptedPlan> {
  const of = new Map<OperationId, ExistingObject>()
  const orphans: Orphan[] = []
  const planned = new Set<string>(whole.operations.map(({ id }) => id))
  const creates = plan.operations.filter(({ call, each }) => call in STANDING && each === undefined)
  for (const call of new Set([...creates.map(operation => operation.call), ...ALWAYS])) {
    const standing = STANDING[call]
    if (standing === undefined) continue
    for (const object of await listExisting(context, standing)) {
      const operation = madeFor(object, flow)
      if (operation === null) continue
      if (!planned.has(operation)) orphans.push({ call, operation, object })
      else if (!of.has(operationId(operation))) of.set(operationId(operation), object)
    }
    for (const operation of creates.filter(create => create.call === call && !of.has(create.id))) {
      const same = await findUnique(context, operation, standing)
      if (same !== undefined) of.set(operation.id, same)
    }
  }
  for (const operation of plan.operations) await lookUpPasted(context, operation)
  return adaptPlan(plan, { of, orphans })
}

async function lookUpPasted(context: Caller, operation: Operation): Promise<void> {
  const target = pastedIdOf(operation)
  if (target === null) return
  const { call, block } = operation
  const answer = await ask(context, { call, target, params: {} })
  if (answer.ok) return
  if (answer.remedy !== 'never') throw new ProblemError('stripe-unreachable', answer.error.message)
  throw new ProblemError('pasted-id-unknown', answer.error.message, { places: [block] })
}

/** Operation of this flow that made an object; null = not this flow's. */
function madeFor({ metadata }: ExistingObject, flow: string): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('flow' in metadata)) return null
  const isOurs = metadata.flow === flow && 'operation' in metadata && typeof metadata.operation === 'string'
  return isOurs ? String(metadata.operation) : null
}

async function findUnique(
  context: Caller,
  { params }: Operation,
  standing: Standing,
): Promise<ExistingObject | undefined> {
  const { unique } = standing
  const value = unique === undefined ? undefined : params[unique]
  if (unique === undefined || typeof value !== 'string' || value === '') return undefined
  const all = await listExisting(context, standing)
  return all.find(object => object[unique] === value)
}

async function listExisting(context: Caller, standing: Standing): Promise<ExistingObject[]> {
  const params: JsonObject = { limit: 100, ...standing.onlyActive }
  if (standing.expand.length > 0) params.expand = [...standing.expand]
  const listed = await listAll(context, { call: `${standing.resource}.list`, params })
  if (!Array.isArray(listed)) throw new ProblemError('stripe-unreachable', listed.message)
  return listed.flatMap(object => {
    const id = isJsonObject(object) ? object.id : undefined
    return isJsonObject(object) && typeof id === 'string' ? [{ ...object, id }] : []
  })
}
