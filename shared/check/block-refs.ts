import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { Fields } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'

/** A property that holds a block's id: where it stands, and which kinds it may name. */
export type BlockRef = {
  /** Property of the block, or `onAccount`. */
  readonly field: string
  readonly id: string
  readonly kinds: readonly string[]
}

/** Properties of a kind that may name a block: the property itself, or a member of its rows. */
type Naming = readonly {
  readonly field: string
  readonly member: string | null
  readonly kinds: readonly string[]
}[]

const namingIn = (fields: Fields): Naming =>
  Object.entries(fields).flatMap(([field, { control, kinds = [], row = {} }]) => [
    ...(control === 'block' ? [{ field, member: null, kinds }] : []),
    ...Object.entries(row).flatMap(([member, inRow]) =>
      inRow.control === 'block' ? [{ field, member, kinds: inRow.kinds ?? [] }] : [],
    ),
  ])

/** Kinds without such a property need no look at their props. */
const NAMING: ReadonlyMap<string, Naming> = new Map(
  DEFINITIONS.map(({ kind, fields }): [string, Naming] => [kind, namingIn(fields)]),
)

const NONE: readonly BlockRef[] = []

const idsIn = (value: unknown, member: string | null): readonly string[] => {
  if (member === null) return typeof value === 'string' ? [value] : []
  if (!Array.isArray(value)) return []
  return value.flatMap((row: unknown) => {
    const id: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, member) : undefined
    return typeof id === 'string' ? [id] : []
  })
}

const refsInProps = ({ kind, props }: Block): readonly BlockRef[] => {
  const naming = NAMING.get(kind)
  if (!naming || naming.length === 0) return NONE
  return naming.flatMap(({ field, member, kinds }) =>
    props[field] === undefined ? [] : idsIn(props[field], member).map(id => ({ field, id, kinds })),
  )
}

/** Every place where a block names another one by its id. */
export const blockRefs = (block: Block): readonly BlockRef[] => {
  const inProps = refsInProps(block)
  return block.onAccount === undefined
    ? inProps
    : [...inProps, { field: 'onAccount', id: block.onAccount, kinds: ['connected-account'] }]
}

/** The value of a property without the rows and members that name `id`. */
export const withoutRef = (value: unknown, id: string): unknown => {
  if (!Array.isArray(value)) return value
  return value.filter(
    (row: unknown) =>
      !(typeof row === 'object' && row !== null && Object.values(row).some(member => member === id)),
  )
}
