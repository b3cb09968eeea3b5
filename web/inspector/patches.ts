import type { GraphPatch } from '#shared/flow/edits.ts'
import type { BlockId } from '#shared/flow/ids.ts'

/** Sets one property of a block; `undefined` leaves it empty, so that its initial value counts. */
export const setProperty = (id: BlockId, name: string, value: unknown): GraphPatch => [
  value === undefined
    ? { op: 'block.set', id, set: {}, unset: [`props.${name}`] }
    : { op: 'block.set', id, set: { props: { [name]: value } } },
]

/** Switches blocks on or off. A block that is on has no mark in the document. */
export const setDisabled = (ids: readonly BlockId[], disabled: boolean): GraphPatch =>
  ids.map(id =>
    disabled
      ? { op: 'block.set', id, set: { disabled: true } }
      : { op: 'block.set', id, set: {}, unset: ['disabled'] },
  )

/** Removes blocks with everything that hangs on them. */
export const removeBlocks = (ids: readonly BlockId[]): GraphPatch =>
  ids.map(id => ({ op: 'block.remove', id }))
