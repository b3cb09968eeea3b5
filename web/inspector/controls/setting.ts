import type { ReactNode } from 'react'
import type { Field } from '#shared/flow/fields.ts'

/** A block that a `block` field may name. */
export type NamedBlock = { readonly id: string; readonly label: string; readonly kind: string }

/** What surrounds a field: the currency of its amounts and the blocks that it may name. */
export type Surroundings = {
  readonly currency: string
  blocksOf(kinds: readonly string[]): readonly NamedBlock[]
}

/** One field on screen: its definition, its value, what is wrong with it, and what happens when it changes. */
export type SettingProps = {
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly surroundings: Surroundings
  /** What checks say about it, with their fixes. */
  readonly error?: ReactNode
  readonly disabled?: boolean
  /** `undefined` leaves the field empty. */
  readonly onChange: (value: unknown) => void
}

/** Whether a field may be left empty. */
export const isOptional = (field: Field): boolean => field.initial === undefined
