import { type BlockId, blockId, type OperationId, operationId } from '#shared/flow/ids.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { withHash } from '../hash.ts'
import type { Operation, Plan } from '../plan.ts'
import { readPath } from '../read-path.ts'
import { isRef } from '../references.ts'
import { differencesOf, type FieldChange, LaterKnown } from './compare.ts'
import { STANDING, type Standing } from './standing.ts'

/** An object of the API with its id. */
export type ExistingObject = { readonly id: string; readonly [member: string]: unknown }

/** An object that an earlier run of the flow made for an operation that the plan no longer has. */
export type Orphan = { readonly call: string; readonly operation: string; readonly object: ExistingObject }

/** What is there: the object of each operation that has one, and those that nothing needs any more. */
export type Existing = {
  readonly of: ReadonlyMap<OperationId, ExistingObject>
  readonly orphans: readonly Orphan[]
}

/** What a run does about one object that stands. */
export type Change = {
  readonly operation: OperationId
  readonly block: BlockId
  readonly title: string
  readonly action: 'create' | 'reuse' | 'update' | 'replace' | 'archive'
  /** The object that is there; null = none. */
  readonly objectId: string | null
  /** Why it is not simply used again. */
  readonly fields: readonly FieldChange[]
}

/** A plan against what exists, and what it does about each object. */
export type AdaptedPlan = { readonly plan: Plan; readonly changes: readonly Change[] }

/**
 * The plan that reaches the same state from what is there: an object that is as it should be is only read, one that
 * differs where Stripe allows changes is updated, another is made anew and the old one put away, last of all, as is
 * what the design no longer has. The executor needs to know nothing of it: it is a plan like any other.
 */
export function adaptPlan(plan: Plan, existing: Existing): AdaptedPlan {
  const known = new Map<OperationId, ExistingObject>()
  const changes: Change[] = []
  const retired: Retired[] = []
  const operations = plan.operations.map((operation): Operation => {
    const standing = STANDING[operation.call]
    if (standing === undefined || operation.each !== undefined) {
      const pasted = pastedIdOf(operation)
      if (pasted !== null) changes.push(used(operation, pasted))
      followRead(operation, known)
      return operation
    }
    const object = existing.of.get(operation.id)
    const change = changeOf(operation, { object, standing, known })
    changes.push(change)
    if (object === undefined) return operation
    if (change.action === 'replace') {
      retired.push({ call: operation.call, operation: operation.id, object })
      return operation
    }
    known.set(operation.id, object)
    return rewritten(operation, change, standing)
  })
  const made = operations.map(({ id }) => id)
  for (const old of [...retired, ...existing.orphans]) {
    const archive = archiveOf(old, made)
    if (archive === null) continue
    operations.push(archive.operation)
    if (existing.orphans.some(({ object }) => object.id === old.object.id)) changes.push(archive.change)
  }
  return { plan: withHash({ ...bodyOf(plan), operations }), changes }
}

type Retired = Pick<Orphan, 'call' | 'operation' | 'object'>
type Known = ReadonlyMap<OperationId, ExistingObject>

const bodyOf = ({ mode, operations, reactions, splits, clock, accounts }: Plan): Omit<Plan, 'hash'> => ({
  mode,
  operations,
  reactions,
  splits,
  clock,
  accounts,
})

/** Resources whose objects stand. */
const RESOURCES = new Set(Object.values(STANDING).map(({ resource }) => resource))

/** The id of an object that stands and that somebody pasted into the design: a plan only reads it. Null for other operations. */
export const pastedIdOf = ({ call, target }: Operation): string | null =>
  typeof target === 'string' && call.endsWith('.retrieve') && RESOURCES.has(call.replace(/\.retrieve$/, ''))
    ? target
    : null

const used = ({ id, block, title }: Operation, objectId: string): Change => ({
  operation: id,
  block,
  title,
  action: 'reuse',
  objectId,
  fields: [],
})

function changeOf(
  operation: Operation,
  about: { object: ExistingObject | undefined; standing: Standing; known: Known },
): Change {
  const { object, standing, known } = about
  const { id, block, title } = operation
  const shared = { operation: id, block, title, objectId: object?.id ?? null }
  if (object === undefined) return { ...shared, action: 'create', fields: [] }
  const wanted = Object.fromEntries(
    Object.entries(operation.params).map(([name, value]) => [name, filled(value, known)]),
  )
  const fields = differencesOf(wanted, object, standing)
  if (fields.some(({ replaces }) => replaces)) return { ...shared, action: 'replace', fields }
  return { ...shared, action: fields.length === 0 ? 'reuse' : 'update', fields }
}

function rewritten(
  operation: Operation,
  { action, fields, objectId }: Change,
  standing: Standing,
): Operation {
  const target = objectId ?? ''
  if (action === 'reuse') {
    return {
      ...operation,
      call: `${standing.resource}.retrieve`,
      title: operation.title.replace(/^Create/, 'Use'),
      target,
      params: {},
    }
  }
  const changed = new Set(fields.map(({ path }) => path.split('.')[0]))
  return {
    ...operation,
    call: `${standing.resource}.update`,
    title: operation.title.replace(/^Create/, 'Update'),
    target,
    params: Object.fromEntries(Object.entries(operation.params).filter(([name]) => changed.has(name))),
  }
}

/** A read of an object that is there answers with that object. */
function followRead({ id, call, target }: Operation, known: Map<OperationId, ExistingObject>): void {
  if (!call.endsWith('.retrieve') || !isRef(target)) return
  const object = target.$ref === 'trigger' || target.$ref === 'each' ? undefined : known.get(target.$ref)
  if (object !== undefined) known.set(id, object)
}

function filled(param: Param, known: Known): unknown {
  if (typeof param !== 'object') return param
  if (isRef(param)) {
    const { $ref: of, path } = param
    const object = of === 'trigger' || of === 'each' ? undefined : known.get(of)
    return object === undefined ? new LaterKnown(of) : readPath(object, path)
  }
  if (Array.isArray(param)) return param.map((member: Param) => filled(member, known))
  return Object.fromEntries(Object.entries(param).map(([name, member]) => [name, filled(member, known)]))
}

/** Puts an object away once everything else is done; null where Stripe has no way to. */
function archiveOf(
  { call, operation, object }: Retired,
  after: readonly OperationId[],
): { operation: Operation; change: Change } | null {
  const standing = STANDING[call]
  if (standing?.archive === undefined) return null
  const block = blockId(operation.split('.')[0] ?? operation)
  const id = operationId(`${operation}-archive-${object.id}`)
  const title = `Archive ${object.id}`
  return {
    operation: {
      id,
      block,
      call: `${standing.resource}.update`,
      title,
      target: object.id,
      params: standing.archive,
      dependsOn: after,
      idempotencyKey: id,
      keyValues: {},
    },
    change: { operation: id, block, title, action: 'archive', objectId: object.id, fields: [] },
  }
}
