import {
  alternatives,
  type Field,
  fieldsOf,
  isNullable,
  objectType,
  type ResolvedType,
  resolve,
  type TypeNode,
} from './schema.ts'
import { compileOwn } from './trust.ts'

/** An object of the simulator that lacks what the SDK's types promise: a bug of the simulator, never an answer. */
export class IncompleteObject extends Error {}

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Fills what the SDK's type of an object requires and nobody gave: null where it may be null, else false,
 * an empty list or map, or a nested object of these. Text and numbers are never invented; an id is given beside. What is filled in is
 * shared among objects: nothing of the state is ever changed in place.
 */
export function complete(kind: string, given: Json, id?: string): unknown {
  const type = objectType(kind)
  if (type === undefined) throw new IncompleteObject(`no type for ${kind}`)
  return completerIn(resolve(type), kind)(given, kind, id)
}

/** How a field of a type is completed, worked out once per type. */
type Step = {
  readonly field: Field
  /** Whether there may be objects inside that have fields of their own to be filled. */
  readonly deep: boolean
  readonly leftOut: 'left out' | 'null' | 'filled'
  filling: { readonly value: unknown } | undefined
}
type Completer = (given: Json, path: string, id?: string) => Record<string, unknown>
const completers = new WeakMap<object, Completer>()

/**
 * The function that completes objects of a type. It is compiled from the type's fields, as validators are: one that
 * looks fields up by name took a tenth of the time of a renewal.
 */
function completerOf(type: { readonly o: Readonly<Record<string, TypeNode>> }): Completer {
  const known = completers.get(type)
  if (known !== undefined) return known
  const steps = [...fieldsOf(type).values()].map(
    (field): Step => ({
      field,
      deep: isDeep(field.type),
      leftOut: !field.optional ? 'filled' : isPlainNullable(field) ? 'null' : 'left out',
      filling: undefined,
    }),
  )
  const made = compiled(steps)
  completers.set(type, made)
  return made
}

function compiled(steps: readonly Step[]): Completer {
  const names = new Set(steps.map(({ field }) => field.name))
  const inside = (index: number, value: unknown, path: string) => {
    const field = steps[index]?.field
    return field === undefined ? value : completeValue(field.type, value, `${path}.${field.name}`)
  }
  const fill = (index: number, path: string) => {
    const step = steps[index]
    return step === undefined ? undefined : filled(step, path)
  }
  const check = (given: Json, path: string) => {
    for (const name in given)
      if (!names.has(name) && given[name] !== undefined)
        throw new IncompleteObject(`${path}.${name} is not a field`)
  }
  const build = compileOwn<
    (
      tools: readonly [typeof inside, typeof fill, typeof check],
      given: Json,
      ...rest: readonly [path: string, id: string | undefined]
    ) => Record<string, unknown>
  >(sourceOf(steps), ['tools', 'given', 'path', 'id'])
  return (given, path, id) => build([inside, fill, check], given, path, id)
}

/** The body of a completer. `check` looks for fields that the type does not have when there is more than it has. */
function sourceOf(steps: readonly Step[]): string {
  const fields = steps.map(({ field, deep, leftOut }, index) => {
    const value = deep
      ? `typeof v${index} === 'object' ? inside(${index}, v${index}, path) : v${index}`
      : `v${index}`
    const missing = leftOut === 'filled' ? `fill(${index}, path)` : 'null'
    return { index, name: JSON.stringify(field.name), leftOut, value, missing }
  })
  const always = fields.filter(({ leftOut }) => leftOut !== 'left out')
  const perhaps = fields.filter(({ leftOut }) => leftOut === 'left out')
  return [
    'const [inside, fill, check] = tools',
    'let known = 0',
    ...fields.map(
      ({ index, name }) =>
        `let v${index} = given[${name}]; if (v${index} !== undefined) known += 1${name === '"id"' ? `; else v${index} = id` : ''}`,
    ),
    'if (Object.keys(given).length > known) check(given, path)',
    'const result = {',
    ...always.map(
      ({ index, name, value, missing }) => `${name}: v${index} === undefined ? ${missing} : ${value},`,
    ),
    '}',
    ...perhaps.map(({ index, name, value }) => `if (v${index} !== undefined) result[${name}] = ${value}`),
    'return result',
  ].join('\n')
}

function isDeep(type: TypeNode): boolean {
  return alternatives(type).some(
    member => typeof member === 'object' && ('o' in member || ('a' in member && isDeep(member.a))),
  )
}

function completerIn(type: ResolvedType, path: string): Completer {
  if (typeof type !== 'object' || !('o' in type)) throw new IncompleteObject(`${path} is not an object type`)
  return completerOf(type)
}

function filled(step: Step, path: string): unknown {
  step.filling ??= { value: fallback(step.field, `${path}.${step.field.name}`) }
  return step.filling.value
}

/**
 * Stripe sends a plain field that may be missing and may be null as null; whole objects are left out, and so is what
 * can be nothing else (`deleted?: void`).
 */
function isPlainNullable(field: Field): boolean {
  const members = alternatives(field.type)
  return (
    isNullable(field.type) &&
    members.length > 0 &&
    members.every(type => typeof type === 'string' || 'e' in type || 'x' in type)
  )
}

function completeValue(type: TypeNode, value: unknown, path: string): unknown {
  if (value === null || typeof value !== 'object') return value
  const members = alternatives(type)
  if (Array.isArray(value)) {
    const list = members.find(member => typeof member === 'object' && 'a' in member)
    if (typeof list !== 'object' || !('a' in list)) return value
    return value.map((element: unknown, index) => completeValue(list.a, element, `${path}[${index}]`))
  }
  if (!isRecord(value)) return value
  const objects = members.filter(member => typeof member === 'object' && 'o' in member)
  const tag = value['object']
  const fitting =
    objects.length > 1 && typeof tag === 'string' ? objects.find(member => tagOf(member) === tag) : objects[0]
  return fitting === undefined ? value : completerIn(fitting, path)(value, path)
}

function tagOf(type: ResolvedType): string | undefined {
  if (typeof type !== 'object' || !('o' in type)) return undefined
  const tag = type.o['object']
  const literal = tag === undefined ? 'x' : resolve(tag)
  return typeof literal === 'object' && 'e' in literal ? String(literal.e[0]) : undefined
}

function fallback(field: Field, path: string): unknown {
  if (isNullable(field.type)) return null
  if (field.name === 'livemode') return false
  const [type = 'x'] = alternatives(field.type)
  if (type === 'b') return false
  if (typeof type === 'object') {
    if ('a' in type) return []
    if ('m' in type) return {}
    if ('o' in type) return completerIn(type, path)({}, path)
    if ('e' in type && type.e.length === 1) return type.e[0]
  }
  throw new IncompleteObject(`${path} is required`)
}
