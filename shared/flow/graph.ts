import * as z from 'zod/mini'
import { type BlockId, type ConnectionId, ID_PATTERN } from './ids.ts'

const id = z
  .string()
  .check(z.regex(ID_PATTERN, 'An id starts with a letter and has up to 40 letters, digits, - and _'))
/** Schema of a block id. */
export const blockIdSchema = z.pipe(id, z.custom<BlockId>())
/** Schema of a connection id. */
export const connectionIdSchema = z.pipe(id, z.custom<ConnectionId>())

/** Schema of a block as it stands in a document. Its props are checked by its kind (`check/props`), not here. */
export const blockSchema = z.strictObject({
  id: blockIdSchema,
  kind: z.string().check(z.minLength(1), z.maxLength(60)),
  label: z.string().check(z.maxLength(80, 'A label has at most 80 characters')),
  disabled: z.optional(z.boolean()),
  onAccount: z.optional(blockIdSchema),
  metadata: z.optional(z.record(z.string(), z.string())),
  props: z.record(z.string(), z.json()),
})
/** A building block of a flow. `onAccount` names the connected-account block in whose context it is called; absent = platform. */
export type Block<K extends string = string, P = Readonly<Record<string, unknown>>> = {
  readonly id: BlockId
  readonly kind: K
  readonly label: string
  readonly disabled?: boolean | undefined
  readonly onAccount?: BlockId | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
  readonly props: P
}

/** Schema of one end of a connection. */
export const portRefSchema = z.strictObject({
  block: blockIdSchema,
  port: z.string().check(z.minLength(1), z.maxLength(60)),
})
/** One port of one block. */
export type PortRef = { readonly block: BlockId; readonly port: string }

/** Schema of a connection. */
export const connectionSchema = z.strictObject({
  id: connectionIdSchema,
  from: portRefSchema,
  to: portRefSchema,
})
/** A connection runs from an out-port to an in-port. */
export type Connection = { readonly id: ConnectionId; readonly from: PortRef; readonly to: PortRef }

/** Schema of the platform on which a flow runs. */
export const platformSchema = z.strictObject({
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'A country is two capital letters (ISO 3166-1)')),
  currency: z.string().check(z.regex(/^[a-z]{3}$/, 'A currency is three lower-case letters (ISO 4217)')),
  apiVersion: z.string().check(z.minLength(1), z.maxLength(60)),
})
/** The platform account: its country, the currency in which it settles (and what an empty currency field means), its API version. */
export type Platform = { readonly country: string; readonly currency: string; readonly apiVersion: string }

/** Schema of a graph. */
export const graphSchema = z.strictObject({
  platform: platformSchema,
  blocks: z.record(id, blockSchema),
  connections: z.record(id, connectionSchema),
})
/** What a flow means: platform, blocks, connections. Where blocks stand is layout, not graph. */
export type FlowGraph = {
  readonly platform: Platform
  readonly blocks: Readonly<Record<BlockId, Block>>
  readonly connections: Readonly<Record<ConnectionId, Connection>>
}
