import { invalidRequest, missingParam, retiredParam, unknownParams } from './errors.ts'
import type { RawFields, RawValue } from './form.ts'
import { checkRange } from './ranges.ts'
import { alternatives, fieldsOf, isNullable, type ResolvedType, resolve, type TypeNode } from './schema.ts'
import { checkLength } from './texts.ts'

/** Parameters that Stripe takes as numbers with decimals; every other number is whole. */
const DECIMAL_NUMBERS = new Set([
  'percent_off',
  'application_fee_percent',
  'amount_percent',
  'percentage',
  'effective_percentage',
  'percent',
  'latitude',
  'longitude',
  'height',
  'length',
  'weight',
  'width',
  'percent_ownership',
])

/**
 * Checks a request's raw parameters against the SDK's type for them and answers the typed values.
 * Errors carry Stripe's code and bracketed `param`.
 */
export function checkParams(type: TypeNode | undefined, raw: RawFields): Record<string, unknown> {
  const { expand, ...rest } = raw
  const object = type === undefined ? { o: {} } : alternatives(type).find(isObjectType)
  const checked = object ? checkObject(object, rest, '') : {}
  if (expand !== undefined) checked['expand'] = checkArray('s', expand, 'expand')
  return checked
}

/** A parameter that earlier versions had beside its successors. */
const RETIRED = 'payment_method_types'

type ObjectType = { readonly o: Readonly<Record<string, TypeNode>> }
const isObjectType = (type: ResolvedType): type is ObjectType => typeof type === 'object' && 'o' in type

const join = (path: string, name: string) => (path === '' ? name : `${path}[${name}]`)

function checkObject(type: ObjectType, raw: RawFields, path: string): Record<string, unknown> {
  const fields = fieldsOf(type)
  const names = Object.keys(raw)
  const unknown = names.filter(name => !fields.has(name))
  if (unknown.includes(RETIRED) && fields.has('excluded_payment_method_types')) throw retiredParam(RETIRED)
  if (unknown.length > 0) throw unknownParams(unknown.map(name => join(path, name)))
  for (const name of names) checkAlone(name, raw, path)
  const checked: Record<string, unknown> = {}
  for (const field of fields.values()) {
    const value = raw[field.name]
    const at = join(path, field.name)
    if (value === undefined) {
      if (!field.optional && field.name !== 'expand') throw missingParam(at)
    } else checked[field.name] = checkValue(field.type, value, at)
  }
  return checked
}

/** Parameters that stand for another one beside them, wherever they appear: Stripe takes either. */
const INSTEAD = new Map([
  ['price_data', 'price'],
  ['product_data', 'product'],
  ['trial_period_days', 'trial_end'],
])

function checkAlone(name: string, raw: RawFields, path: string): void {
  const other = INSTEAD.get(name)
  if (other !== undefined && raw[other] !== undefined)
    throw invalidRequest(`You may only specify one of these parameters: ${other}, ${name}.`, {
      param: join(path, other),
    })
}

function checkArray(type: TypeNode, raw: RawValue, path: string): unknown[] {
  if (typeof raw !== 'object' || raw === null) {
    throw invalidRequest('Invalid array', { param: path })
  }
  return Object.entries(raw).map(([name, value]) => checkValue(type, value, join(path, name)))
}

function checkValue(type: TypeNode, raw: RawValue, path: string): unknown {
  if ((raw === '' || raw === null) && isNullable(type)) return null
  const members = alternatives(type)
  const matching =
    members.find(member => accepts(member, raw)) ?? members.find(member => hasForm(member, raw))
  return checkOne(matching ?? members.find(member => !isEmpty(member)) ?? 'x', raw, path)
}

/** The `''` of a parameter that may be unset: never what was meant by anything else. */
const isEmpty = (type: ResolvedType) => typeof type === 'object' && 'e' in type && type.e.join('') === ''

/** Whether fields or a plain value are given where such are wanted: what is wrong inside is told with its place. */
function hasForm(type: ResolvedType, raw: RawValue): boolean {
  const structured = typeof type === 'object' && ('o' in type || 'a' in type || 'm' in type)
  return structured === (typeof raw === 'object' && raw !== null) && !isEmpty(type)
}

/** Whether a raw value has the outer form of a type; what is inside is checked afterwards. */
function accepts(type: ResolvedType, raw: RawValue): boolean {
  const nested = typeof raw === 'object' && raw !== null
  if (typeof type === 'object') {
    if ('e' in type) return !nested && type.e.some(value => String(value) === String(raw))
    if ('o' in type) return nested && Object.keys(raw).every(name => fieldsOf(type).has(name))
    return 'x' in type ? !nested : nested
  }
  if (nested) return type === 'x'
  if (type === 'n') return /^-?\d+(\.\d+)?$/.test(String(raw))
  if (type === 'b') return /^(true|false)$/.test(String(raw))
  return true
}

function checkOne(type: ResolvedType, raw: RawValue, path: string): unknown {
  if (typeof type === 'object') return checkStructured(type, raw, path)
  if (type === 'x') return raw
  if (typeof raw === 'object' && raw !== null)
    throw invalidRequest(`Invalid ${NAMES[type] ?? 'value'}: ${JSON.stringify(raw)}`, { param: path })
  return checkScalar(type, String(raw), path)
}

const NAMES: Readonly<Record<string, string>> = { s: 'string', n: 'integer', b: 'boolean', d: 'decimal' }

function checkScalar(type: string, text: string, path: string): unknown {
  switch (type) {
    case 'n': {
      const name = path.replace(/\]$/, '').split('[').at(-1) ?? path
      const pattern = DECIMAL_NUMBERS.has(name) ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
      if (!pattern.test(text) || !Number.isSafeInteger(Math.trunc(Number(text))))
        throw invalidRequest(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param: path })
      checkRange(Number(text), path)
      return Number(text)
    }
    case 'b':
      if (text !== 'true' && text !== 'false')
        throw invalidRequest(`Invalid boolean: ${text}`, { param: path })
      return text === 'true'
    case 'd':
      if (!/^-?\d+(\.\d{1,12})?$/.test(text))
        throw invalidRequest(`Invalid decimal: ${text}`, { param: path })
      return text
    default:
      checkLength(text, path)
      return text
  }
}

function checkStructured(type: Exclude<ResolvedType, string>, raw: RawValue, path: string): unknown {
  if ('x' in type) return checkOne('s', raw, path)
  if ('u' in type) return checkValue(type, raw, path)
  if ('e' in type) return checkEnum(type.e, raw, path)
  if ('a' in type) return checkArray(type.a, raw, path)
  if (typeof raw !== 'object' || raw === null) throw invalidRequest('Invalid object', { param: path })
  if ('o' in type) return checkObject(type, raw, path)
  const { m: element } = type
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, checkMapValue(element, value, join(path, name))]),
  )
}

/** Metadata: an empty value, or null in JSON, unsets the key. */
function checkMapValue(type: TypeNode, raw: RawValue, path: string): unknown {
  if (raw === '' || raw === null) return null
  const resolved = resolve(type)
  if (typeof resolved === 'object' && 'u' in resolved && resolved.u.includes('s'))
    return checkOne('s', raw, path)
  return checkValue(type, raw, path)
}

function checkEnum(values: readonly (string | number | boolean)[], raw: RawValue, path: string): unknown {
  const found = typeof raw === 'object' ? undefined : values.find(value => String(value) === String(raw))
  if (found !== undefined) return found
  if (values.length === 0) return checkOne('s', raw, path)
  const shown = values.filter(value => value !== '').map(String)
  const last = shown.at(-1) ?? ''
  const list =
    shown.length > 1 ? `${shown.slice(0, -1).join(', ')}${shown.length > 2 ? ',' : ''} or ${last}` : last
  throw invalidRequest(`Invalid ${path}: must be ${shown.length > 1 ? 'one of ' : ''}${list}`, {
    param: path,
  })
}
