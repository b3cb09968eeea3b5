import * as z from 'zod/mini'
import type { Parts, Place } from './document.ts'
import {
  type Block,
  blockIdSchema,
  blockSchema,
  type Connection,
  connectionIdSchema,
  connectionSchema,
  type Platform,
  platformSchema,
} from './graph.ts'
import type { BlockId, ConnectionId } from './ids.ts'

/**
 * The one language of change: gestures, forms, paste, import, undo, quick fixes.
 * `block.set` merges props one by one; `null` in `unset` removes optional members.
 * `block.move` keeps whether a block is pinned unless it says so; `part.set` with `null` removes what it names.
 */
export type FlowEdit =
  | { readonly op: 'block.add'; readonly block: Block }
  | { readonly op: 'block.remove'; readonly id: BlockId }
  | {
      readonly op: 'block.set'
      readonly id: BlockId
      readonly set: BlockChange
      readonly unset?: readonly string[] | undefined
    }
  | {
      readonly op: 'block.move'
      readonly id: BlockId
      readonly x: number
      readonly y: number
      readonly pinned?: boolean | undefined
    }
  | { readonly op: 'block.unplace'; readonly id: BlockId }
  | { readonly op: 'connection.add'; readonly connection: Connection }
  | { readonly op: 'connection.remove'; readonly id: ConnectionId }
  | {
      readonly op: 'flow.set'
      readonly name?: string | undefined
      readonly platform?: Partial<Platform> | undefined
    }
  | { readonly op: 'part.set'; readonly part: keyof Parts; readonly id: string; readonly value: unknown }

/** What `block.set` may change. Props merge: only the named ones change. `unset` names props (`props.x`) or members to remove. */
export type BlockChange = {
  readonly label?: string | undefined
  readonly disabled?: boolean | undefined
  readonly onAccount?: BlockId | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
  readonly props?: Readonly<Record<string, unknown>> | undefined
}

/** A change of a document: edits applied in order, all or none. */
export type GraphPatch = readonly FlowEdit[]

/** Schema of one edit, for what crosses a boundary. */
export const flowEditSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('block.add'), block: blockSchema }),
  z.strictObject({ op: z.literal('block.remove'), id: blockIdSchema }),
  z.strictObject({
    op: z.literal('block.set'),
    id: blockIdSchema,
    set: z.partial(
      z.pick(blockSchema, { label: true, disabled: true, onAccount: true, metadata: true, props: true }),
    ),
    unset: z.optional(z.array(z.string())),
  }),
  z.strictObject({
    op: z.literal('block.move'),
    id: blockIdSchema,
    x: z.number(),
    y: z.number(),
    pinned: z.optional(z.boolean()),
  }),
  z.strictObject({ op: z.literal('block.unplace'), id: blockIdSchema }),
  z.strictObject({ op: z.literal('connection.add'), connection: connectionSchema }),
  z.strictObject({ op: z.literal('connection.remove'), id: connectionIdSchema }),
  z.strictObject({
    op: z.literal('flow.set'),
    name: z.optional(z.string()),
    platform: z.optional(z.partial(platformSchema)),
  }),
  z.strictObject({
    op: z.literal('part.set'),
    part: z.enum(['scenarios', 'groups', 'suppressions']),
    id: z.string(),
    value: z.json(),
  }),
])

/** The place of a block as an edit that puts it there. */
export const placeEdit = (
  id: BlockId,
  { x, y, pinned = false }: Omit<Place, 'pinned'> & { pinned?: boolean | undefined },
): FlowEdit => ({
  op: 'block.move',
  id,
  x,
  y,
  pinned,
})
