import {
  alternatives,
  fieldsOf,
  isNullable,
  namedType,
  type ResolvedType,
  resolve,
  type TypeNode,
} from './schema.ts'

/** Where an answer differs from the SDK's type for it, and how. */
export type AnswerFault = { readonly path: string; readonly fault: string }

/** Compares an answer as it went over the wire with the SDK's type; open enums are taken as closed. */
export function answerFaults(type: TypeNode, value: unknown, path = ''): readonly AnswerFault[] {
  if (value === null) return isNullable(type) ? [] : [{ path, fault: 'is null' }]
  const members = fitting(alternatives(type), value)
  const tries = members.map(member => faultsOf(member, value, path))
  return tries.find(faults => faults.length === 0) ?? tries.toSorted((a, b) => a.length - b.length)[0] ?? []
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Of several object types, those whose fixed `object` and `type` are the value's own. */
function fitting(members: readonly ResolvedType[], value: unknown): readonly ResolvedType[] {
  if (members.length < 2 || !isRecord(value)) return members
  const same = members.filter(member =>
    ['object', 'type'].every(name => {
      const field = typeof member === 'object' && 'o' in member ? member.o[name] : undefined
      const literal = field === undefined ? 'x' : resolve(field)
      const values = typeof literal === 'object' && 'e' in literal ? literal.e : []
      return values.length === 0 || values.some(one => one === value[name])
    }),
  )
  return same.length === 0 ? members : same
}

function faultsOf(type: ResolvedType, value: unknown, path: string): readonly AnswerFault[] {
  if (typeof type === 'string') return scalarFaults(type, value, path)
  if ('x' in type) return expandableFaults(type.x, value, path)
  if ('e' in type)
    return type.e.length === 0
      ? scalarFaults('s', value, path)
      : type.e.some(one => one === value)
        ? []
        : [{ path, fault: `${JSON.stringify(value)} is not one of ${type.e.join(', ')}` }]
  if ('u' in type) return answerFaults(type, value, path)
  if ('a' in type)
    return Array.isArray(value)
      ? value.flatMap((element: unknown, index) => answerFaults(type.a, element, `${path}[${index}]`))
      : [{ path, fault: 'is not a list' }]
  if (!isRecord(value)) return [{ path, fault: 'is not an object' }]
  if ('m' in type)
    return Object.entries(value).flatMap(([name, inner]) => answerFaults(type.m, inner, `${path}.${name}`))
  return objectFaults(type, value, path)
}

/** Parts of an object as it was: what did not change is left out, and null is what was not there. */
const FORMER = /\.previous_attributes(\.\w+)*$/

function objectFaults(
  type: { readonly o: Readonly<Record<string, TypeNode>> },
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly AnswerFault[] {
  const fields = fieldsOf(type)
  const former = FORMER.test(path)
  const unknown = Object.keys(value).filter(name => !fields.has(name))
  return [
    ...unknown.map(name => ({ path: `${path}.${name}`, fault: 'is not a field' })),
    ...[...fields.values()].flatMap(field => {
      const inner = value[field.name]
      const at = `${path}.${field.name}`
      if (inner === undefined) return field.optional || former ? [] : [{ path: at, fault: 'is missing' }]
      if (inner === null && former) return []
      return answerFaults(field.type, inner, at)
    }),
  ]
}

function expandableFaults(names: readonly string[], value: unknown, path: string): readonly AnswerFault[] {
  if (typeof value === 'string') return []
  const tries = names.map(name => {
    const type = namedType(name)
    return type === undefined ? [] : answerFaults(resolve(type), value, path)
  })
  return tries.find(faults => faults.length === 0) ?? tries[0] ?? []
}

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  s: value => typeof value === 'string',
  n: value => typeof value === 'number' && Number.isFinite(value),
  b: value => typeof value === 'boolean',
  d: value => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value),
  x: () => true,
  '0': value => value === null,
}

function scalarFaults(type: string, value: unknown, path: string): readonly AnswerFault[] {
  return SCALARS[type]?.(value) === true ? [] : [{ path, fault: `${JSON.stringify(value)} is not ${type}` }]
}
