import type * as z from 'zod/mini'
import { definitionOf } from '#shared/blocks/index.ts'
import { LIMITS as FACTS } from '#shared/facts/limits.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Field } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { isConflict, schemaOfProps } from '#shared/flow/props-schema.ts'
import type { Finding } from './diagnostic.ts'
import { propsFinding } from './props-finding.ts'

/** What is wrong with one property: `limit` = of the right type, but outside of what its field allows. */
export type PropsProblem = { readonly field: string; readonly limit: boolean; readonly finding: Finding }

/** A block with complete props (missing ones filled in, broken ones replaced by what a fresh block has), and what was broken. */
export type Normalised = { readonly block: Block; readonly problems: readonly PropsProblem[] }

/** Issues that say that a value of the right type is too large, too long, badly formed. */
const LIMITS: ReadonlySet<string> = new Set([
  'too_big',
  'too_small',
  'invalid_format',
  'not_multiple_of',
  'custom',
])

/** Larger than anything that a design may name: no rule has words for it, and sums with it could not be counted. */
const isUncountable = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'too_big' && issue.maximum >= FACTS.largestAmount

const isLimit = (issue: z.core.$ZodIssue): boolean =>
  LIMITS.has(issue.code) && !isConflict(issue) && !isUncountable(issue)

/** None of a closed list, or a part of a unit: a rule may report it in its own words, yet nothing may count on the value. */
const isUnusable = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_value' || (issue.code === 'invalid_type' && 'format' in issue)

const kept = (field: Field, value: unknown): unknown => {
  if (value === undefined) return field.initial
  const result = field.schema.safeParse(value)
  if (result.success) return result.data
  const { issues } = result.error
  const isSafe = issues.every(isLimit) && !(field.control === 'block' && typeof value !== 'string')
  return isSafe ? value : field.initial
}

const repaired = (definition: BlockDefinition, props: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(definition.fields)
      .map(([name, field]): [string, unknown] => [name, kept(field, props[name])])
      .filter(([, value]) => value !== undefined),
  )

const problemsOf = (block: Block, definition: BlockDefinition, error: z.core.$ZodError): PropsProblem[] => {
  const byField = new Map<string, z.core.$ZodIssue[]>()
  for (const issue of error.issues) {
    const names =
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys
        : [String(issue.path[0] ?? '')]
    for (const name of names) byField.set(name, [...(byField.get(name) ?? []), issue])
  }
  return [...byField].map(([field, issues]) => ({
    field,
    limit: issues.every(issue => isLimit(issue) || isUnusable(issue)),
    finding: propsFinding(block, definition, { field, issues }),
  }))
}

const normaliseFresh = (block: Block): Normalised => {
  const definition = definitionOf(block.kind)
  if (!definition) return { block, problems: [] }
  const result = schemaOfProps(definition).safeParse(block.props)
  if (result.success) return { block: { ...block, props: result.data }, problems: [] }
  return {
    block: { ...block, props: repaired(definition, block.props) },
    problems: problemsOf(block, definition, result.error),
  }
}

const cache = new WeakMap<Block, Normalised>()

/** Parses the props of a block by its kind. Never throws; the same block object gives the same answer object. */
export const normalise = (block: Block): Normalised => {
  const known = cache.get(block)
  if (known) return known
  const fresh = normaliseFresh(block)
  cache.set(block, fresh)
  return fresh
}
