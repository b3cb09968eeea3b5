import type * as z from 'zod/mini'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Field } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Finding, QuickFix } from './diagnostic.ts'
import { atField } from './locations.ts'
import { masked } from './secrets.ts'

type Broken = { readonly field: string; readonly issues: readonly z.core.$ZodIssue[] }

const LONGEST = 40

/** A value as a message shows it: JSON, cut short. */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  const text = masked(JSON.stringify(value))
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, key)
  }
  return found
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** “tiers”, 2nd row, “Up to”: where in a property, in the form's words. */
const placeOf = (field: Field, path: readonly PropertyKey[]): string =>
  [
    field.title,
    ...path.map(key =>
      typeof key === 'number' ? `row ${key + 1}` : (field.row?.[String(key)]?.title ?? String(key)),
    ),
  ].join(', ')

const resetFix = (block: Block, name: string, field: Field): QuickFix =>
  field.initial === undefined
    ? {
        title: `Clear “${field.title}”`,
        patch: [{ op: 'block.set', id: block.id, set: {}, unset: [`props.${name}`] }],
      }
    : {
        title: `Set “${field.title}” to ${shown(field.initial)}`,
        patch: [{ op: 'block.set', id: block.id, set: { props: { [name]: field.initial } } }],
      }

const unknownProperty = (block: Block, title: string, name: string): Finding => ({
  message: `“${block.label}”: ${title} has no property “${name}”, found ${shown(block.props[name])}`,
  location: atField(block.id, name),
  fixes: [
    {
      title: `Remove “${name}”`,
      patch: [{ op: 'block.set', id: block.id, set: {}, unset: [`props.${name}`] }],
      preferred: true,
    },
  ],
})

/** Says what is wrong with one property of a block: place, what it must be, what was found. */
export const propsFinding = (block: Block, definition: BlockDefinition, broken: Broken): Finding => {
  const field = definition.fields[broken.field]
  const [issue] = broken.issues
  if (!field || !issue) return unknownProperty(block, definition.title, broken.field)
  const inside = issue.path.slice(1)
  const found = valueAt(block.props[broken.field], inside)
  return {
    message: `“${block.label}”: ${placeOf(field, inside)} ${lower(issue.message)}, found ${shown(found)}`,
    location: atField(block.id, broken.field),
    fixes: [resetFix(block, broken.field, field)],
  }
}
