import * as z from 'zod/mini'
import { flowEditSchema, type GraphPatch } from '#shared/flow/edits.ts'
import { blockIdSchema, connectionIdSchema, type PortRef, portRefSchema } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'

/** How bad a diagnostic is. `info` is shown as "Advice". */
export type Severity = 'error' | 'warning' | 'info'

/** A place in a flow. */
export type Location =
  | { readonly at: 'flow' }
  | { readonly at: 'block'; readonly id: BlockId; readonly field?: string | undefined }
  | { readonly at: 'port'; readonly ref: PortRef }
  | { readonly at: 'connection'; readonly id: ConnectionId }

/** A cure as a patch, applied on request only. A preferred one may be applied without asking which. */
export type QuickFix = {
  readonly title: string
  readonly patch: GraphPatch
  readonly preferred?: boolean | undefined
}

/** What a rule found. */
export type Finding = {
  readonly message: string
  readonly location: Location
  readonly related?: readonly Location[] | undefined
  readonly fixes?: readonly QuickFix[] | undefined
}

/** A finding with its rule's id (`code`) and severity. `suppressed` holds the reason why it is ignored. */
export type Diagnostic = Finding & {
  readonly code: string
  readonly severity: Severity
  readonly suppressed?: string | undefined
}

const locationSchema = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('flow') }),
  z.strictObject({ at: z.literal('block'), id: blockIdSchema, field: z.optional(z.string()) }),
  z.strictObject({ at: z.literal('port'), ref: portRefSchema }),
  z.strictObject({ at: z.literal('connection'), id: connectionIdSchema }),
])

/** Schema of a diagnostic, for what crosses a boundary. */
export const diagnosticSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  location: locationSchema,
  related: z.optional(z.array(locationSchema)),
  fixes: z.optional(
    z.array(
      z.strictObject({
        title: z.string(),
        patch: z.array(flowEditSchema),
        preferred: z.optional(z.boolean()),
      }),
    ),
  ),
  suppressed: z.optional(z.string()),
})
