import type { Block } from './graph.ts'
import { type BlockId, blockId } from './ids.ts'

/** A text property of a block whose kind does not matter; '' when it has none. */
export const textOf = (block: Block | undefined, name: string): string => {
  const value = block?.props[name]
  return typeof value === 'string' ? value : ''
}

/** Texts that a property lists; empty when it is no list. */
export const textsOf = (block: Block | undefined, name: string): readonly string[] => {
  const value = block?.props[name]
  return Array.isArray(value) ? value.filter((member: unknown) => typeof member === 'string') : []
}

/** A number property of a block whose kind does not matter; undefined when it has none. */
export const numberOf = (block: Block | undefined, name: string): number | undefined => {
  const value = block?.props[name]
  return typeof value === 'number' ? value : undefined
}

/** Names of blocks in a property: the id in the text, or none. */
export const blockIdOf = (block: Block | undefined, name: string): BlockId | undefined => {
  const value = textOf(block, name)
  return value === '' ? undefined : blockId(value)
}

type Row = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

/** Rows of a list property of a block whose kind does not matter. */
export const rowsOf = (block: Block | undefined, name: string): readonly Row[] => rowsIn(block?.props[name])

/** Rows of a list whose type is not known, such as one in a row. */
export const rowsIn = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : [])
