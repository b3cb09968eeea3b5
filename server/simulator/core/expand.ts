import { invalidRequest } from './errors.ts'
import { alternatives, fieldsOf, namedType, objectType, type ResolvedType, type TypeNode } from './schema.ts'
import type { ApiKind } from './stripe-types.ts'
import type { World } from './world.ts'

/** Fields that an answer has only when asked for: how to make them. */
export type Includable = (world: World, row: Readonly<Record<string, unknown>>) => unknown
export type Includables = Readonly<Record<string, Readonly<Record<string, Includable>>>>

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Expansion = {
  readonly world: World
  readonly includables: Includables
  readonly list: boolean
  readonly whole: string
}

/** Puts whole objects in place of ids where the request asked for it. */
export function expandAnswer(
  world: World,
  answer: unknown,
  request: {
    readonly expand: readonly string[]
    readonly includables: Includables
    readonly type: TypeNode | undefined
  },
): unknown {
  const list = isRecord(answer) && (answer['object'] === 'list' || answer['object'] === 'search_result')
  let result = answer
  for (const path of request.expand) {
    const segments = path.split('.')
    if (segments.length > 4)
      throw invalidRequest(`You cannot expand more than 4 levels of a property. Property: ${path}`, {
        param: 'expand',
      })
    result = expandPath(result, segments, { world, includables: request.includables, list, whole: path })
  }
  return result
}

function refuse({ whole, list }: Expansion): Error {
  const hint =
    list && !whole.startsWith('data.') ? ` You may want to try expanding 'data.${whole}' instead.` : ''
  return invalidRequest(`This property cannot be expanded (${whole}).${hint}`, { param: 'expand' })
}

function expandPath(value: unknown, segments: readonly string[], expansion: Expansion): unknown {
  const [segment, ...rest] = segments
  if (segment === undefined || value === null) return value
  if (Array.isArray(value)) return value.map((element: unknown) => expandPath(element, segments, expansion))
  if (!isRecord(value)) throw refuse(expansion)
  const current = expandField(value, segment, expansion)
  if (current === undefined) throw refuse(expansion)
  if (current === value[segment] && rest.length === 0 && !isContainer(current)) throw refuse(expansion)
  const next = rest.length === 0 ? current : expandPath(current, rest, expansion)
  return next === value[segment] ? value : { ...value, [segment]: next }
}

const isContainer = (value: unknown) => value === null || typeof value === 'object'

/** The field's value with an id replaced by its object; undefined when the type has no such field. */
function expandField(value: Json, segment: string, { world, includables }: Expansion): unknown {
  const kind = typeof value['object'] === 'string' ? value['object'] : ''
  const make = includables[kind]?.[segment]
  if (make !== undefined && (value[segment] === undefined || value[segment] === null))
    return make(world, value)
  const present = value[segment]
  if (present === undefined) return hasField(kind, segment) ? null : undefined
  if (typeof present === 'string')
    return objectBehind(world, kind, { field: segment, id: present }) ?? present
  if (Array.isArray(present))
    return present.map((element: unknown) =>
      typeof element === 'string'
        ? (objectBehind(world, kind, { field: segment, id: element }) ?? element)
        : element,
    )
  return present
}

function hasField(kind: string, field: string): boolean {
  const type = objectType(kind)
  const [object] = type === undefined ? [] : alternatives(type)
  return typeof object === 'object' && 'o' in object && fieldsOf(object).has(field)
}

function objectBehind(
  world: World,
  kind: string,
  reference: { readonly field: string; readonly id: string },
): unknown {
  const type = objectType(kind)
  const kinds = type === undefined ? undefined : expandableKinds(type, reference.field)
  for (const candidate of kinds ?? ANY_KIND) {
    const found = findAnywhere(world, candidate, reference.id)
    if (found !== undefined) return found
  }
  return undefined
}

/** Nested parts without an `object` field of their own (`payment`, `transfer_data` …) name these. */
const ANY_KIND: readonly string[] = [
  'payment_intent',
  'charge',
  'account',
  'subscription',
  'payment_method',
  'price',
  'product',
  'invoice',
  'coupon',
  'setup_intent',
  'tax_rate',
  'promotion_code',
]

function expandableKinds(type: TypeNode, field: string): readonly string[] | undefined {
  const [object] = alternatives(type)
  if (typeof object !== 'object' || !('o' in object)) return undefined
  const found = fieldsOf(object).get(field)
  if (found === undefined) return undefined
  const members = alternatives(found.type).flatMap(member =>
    typeof member === 'object' && 'a' in member ? alternatives(member.a) : [member],
  )
  return members.flatMap(member =>
    typeof member === 'object' && 'x' in member ? member.x.flatMap(tagsOf) : [],
  )
}

function tagsOf(name: string): readonly string[] {
  const type = namedType(name)
  const members: readonly ResolvedType[] = type === undefined ? [] : alternatives(type)
  return members.flatMap(member => {
    const tag = typeof member === 'object' && 'o' in member ? member.o['object'] : undefined
    const [literal] = tag === undefined ? [] : alternatives(tag)
    return typeof literal === 'object' && 'e' in literal ? literal.e.map(String) : []
  })
}

/** An object of this account, or one that its platform or a connected account may show to it. */
function findAnywhere(world: World, kind: string, id: string): unknown {
  const entry = isKind(kind)
    ? (world.store.get(kind, id, world.account) ?? world.store.get(kind, id))
    : undefined
  if (entry === undefined) return undefined
  return entry.account === world.account || world.owns(entry.account) ? entry.row : undefined
}

function isKind(kind: string): kind is ApiKind {
  return objectType(kind) !== undefined
}
