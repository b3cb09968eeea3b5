import type { GraphPatch } from '#shared/flow/edits.ts'
import type { BlockId } from '#shared/flow/ids.ts'

/** Sets one property of a block; `undefined` leaves it empty, so that its initial value counts. */
export const setProperty = (id: BlockId, name: string, value: unknown): GraphPatch => [
  value === undefined
    ? { op: 'block.set', id, set: {}, unset: [`props.${name}`] }
    : { op: 'block.set', id, set: { props: { [name]: value } } },
]

/** Says on which connected account a block's calls are made; `undefined` means the platform. */
export const setAccount = (id: BlockId, account: BlockId | undefined): GraphPatch => [
  account === undefined
    ? { op: 'block.set', id, set: {}, unset: ['onAccount'] }
    : { op: 'block.set', id, set: { onAccount: account } },
]

/** Replaces a block's metadata; a block without any has no mark in the document. */
export const setMetadata = (id: BlockId, metadata: Readonly<Record<string, string>>): GraphPatch => [
  Object.keys(metadata).length === 0
    ? { op: 'block.set', id, set: {}, unset: ['metadata'] }
    : { op: 'block.set', id, set: { metadata } },
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
