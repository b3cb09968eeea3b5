import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Field } from '#shared/flow/fields.ts'

/** What a field or a port limits, in words. */
export type Limit = { readonly of: string; readonly limit: string }

const unitOf = ({ control, unit, scale }: Field): string => {
  if (control === 'amount') return ' of the smallest unit (cents)'
  if (scale === 'bps') return '\u2009%'
  return unit === undefined ? '' : ` ${unit}`
}

const rangeOf = (field: Field): string => {
  const of = unitOf(field)
  const [min, max] = [field.min, field.max].map(end =>
    end !== undefined && field.scale === 'bps' ? end / 100 : end,
  )
  if (min !== undefined && max !== undefined) return `${min} to ${max}${of}`
  if (min === 1 && max === undefined) return `at least 1${of.replace(/s$/, '')}`
  if (min !== undefined) return `at least ${min}${of}`
  return max === undefined ? '' : `at most ${max}${of}`
}

const limitOf = (field: Field): string =>
  [rangeOf(field), field.maxLength === undefined ? '' : `at most ${field.maxLength} characters`]
    .filter(part => part !== '')
    .join(', ')

const ofField = (field: Field): readonly Limit[] => {
  const own = limitOf(field)
  const row = Object.values(field.row ?? {}).flatMap(each =>
    ofField(each).map(({ of, limit }) => ({ of: `${field.title}: ${of}`, limit })),
  )
  return [...(own === '' ? [] : [{ of: field.title, limit: own }]), ...row]
}

/** The limits of a block kind, from its own fields and ports: what may not be exceeded, and what must be connected. */
export const limitsOf = (definition: BlockDefinition): readonly Limit[] => [
  ...Object.values(definition.fields).flatMap(ofField),
  ...definition.ports
    .filter(port => port.required)
    .map(port => ({
      of: port.label,
      limit: port.arity === 'one' ? 'must be connected, once' : 'must be connected, once or more',
    })),
]
