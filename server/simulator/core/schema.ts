import { stripeSchemaText } from '../schema/stripe-schema.generated.ts'
import { parseOwn } from './trust.ts'

/** A type of the generated schema; a number points into the table of types. */
export type TypeNode =
  | number
  | 's'
  | 'n'
  | 'b'
  | 'd'
  | 'x'
  | '0'
  | { readonly o: Readonly<Record<string, TypeNode>> }
  | { readonly a: TypeNode }
  | { readonly m: TypeNode }
  | { readonly e: readonly (string | number | boolean)[] }
  | { readonly u: readonly TypeNode[] }
  | { readonly x: readonly string[] }

/** A type with the table's pointer followed. */
export type ResolvedType = Exclude<TypeNode, number>

type RouteRow = readonly [method: string, path: string, params: number, result: number, sdkCall: string]
type SchemaFile = {
  readonly names: Readonly<Record<string, number>>
  readonly routes: readonly RouteRow[]
  readonly types: readonly TypeNode[]
}

const schema = parseOwn<SchemaFile>(stripeSchemaText)

/** Every endpoint that the SDK knows: method, path template, and its types (−1: none written). */
export const stripeRoutes: readonly RouteRow[] = schema.routes

/** Follows a pointer into the table of types. */
export function resolve(type: TypeNode): ResolvedType {
  let node = type
  while (typeof node === 'number') node = schema.types[node] ?? 'x'
  return node
}

/** The fields of an object type without the `?` of optional ones. */
export type Field = { readonly name: string; readonly optional: boolean; readonly type: TypeNode }
const fieldsCache = new WeakMap<object, ReadonlyMap<string, Field>>()

export function fieldsOf(type: {
  readonly o: Readonly<Record<string, TypeNode>>
}): ReadonlyMap<string, Field> {
  const known = fieldsCache.get(type)
  if (known) return known
  const fields = new Map<string, Field>()
  for (const [key, value] of Object.entries(type.o)) {
    const optional = key.endsWith('?')
    const name = optional ? key.slice(0, -1) : key
    fields.set(name, { name, optional, type: value })
  }
  fieldsCache.set(type, fields)
  return fields
}

const alternativesCache = new Map<ResolvedType, readonly ResolvedType[]>()

/** The alternatives of a type without null. */
export function alternatives(type: TypeNode): readonly ResolvedType[] {
  const resolved = resolve(type)
  const known = alternativesCache.get(resolved)
  if (known !== undefined) return known
  const members = typeof resolved === 'object' && 'u' in resolved ? resolved.u.map(resolve) : [resolved]
  const found = members.filter(member => member !== '0')
  alternativesCache.set(resolved, found)
  return found
}

/** Whether null is a value of the type. */
export function isNullable(type: TypeNode): boolean {
  const resolved = resolve(type)
  if (resolved === '0' || resolved === 'x') return true
  return typeof resolved === 'object' && 'u' in resolved && resolved.u.some(member => resolve(member) === '0')
}

/** The type of a named SDK object such as `Customer` or `DeletedCustomer`. */
export function namedType(name: string): TypeNode | undefined {
  return schema.names[name]
}

const typeByObject = new Map<string, TypeNode>()
for (const [name, index] of Object.entries(schema.names)) {
  const type = resolve(index)
  if (typeof type !== 'object' || !('o' in type) || /(^|\.)Deleted/.test(name)) continue
  const tag = type.o['object']
  const literal = tag === undefined ? 'x' : resolve(tag)
  if (typeof literal === 'object' && 'e' in literal && literal.e.length === 1) {
    const value = String(literal.e[0])
    if (!typeByObject.has(value)) typeByObject.set(value, index)
  }
}

/** The type of an object by the value of its `object` field. */
export function objectType(kind: string): TypeNode | undefined {
  return typeByObject.get(kind)
}

/** The texts that a field of a named SDK object may have; the path leads to it from field to field. */
export function enumAt(name: string, path: readonly string[]): ReadonlySet<unknown> {
  let types = alternatives(namedType(name) ?? 'x')
  for (const field of path)
    types = types.flatMap(type =>
      typeof type === 'object' && 'o' in type ? alternatives(fieldsOf(type).get(field)?.type ?? 'x') : [],
    )
  return new Set(types.flatMap(type => (typeof type === 'object' && 'e' in type ? type.e : [])))
}
