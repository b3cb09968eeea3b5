import type { BLOCKS } from '#shared/blocks/index.ts'
import type { PropsOf } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'

/** A block kind that this program knows. */
export type Kind = keyof typeof BLOCKS

/** A block of one kind with its complete props. */
export type BlockOf<K extends Kind> = {
  [One in K]: Block<One, PropsOf<(typeof BLOCKS)[One]['fields']>>
}[K]

/** Whether a block (of a view, so with complete props) is of one kind; narrows its props. */
export const isKind = <K extends Kind>(block: Block | undefined, kind: K): block is BlockOf<K> =>
  block?.kind === kind
