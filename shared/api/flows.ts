import * as z from 'zod/mini'
import { documentSchema } from '#shared/flow/document.ts'

const revision = z.number().check(z.int(), z.gte(1))

/** Schema of a flow in a list. `revision` goes up by one with every save; times are ISO 8601. */
export const flowSummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  revision,
  createdAt: z.string(),
  updatedAt: z.string(),
})
/** A flow in a list. */
export type FlowSummary = z.infer<typeof flowSummarySchema>

/** Schema of the answer of `GET /api/flows`: saved last comes first. */
export const flowListSchema = z.strictObject({ flows: z.array(flowSummarySchema) })

/** Schema of a flow with its document. The answer's `ETag` is the revision in quotes. */
export const flowSchema = z.extend(flowSummarySchema, { document: documentSchema })

/** Schema of what carries one document: create and replace a flow, check, plan, export. Older versions migrate. */
export const documentRequestSchema = z.strictObject({ document: z.unknown() })

/** Schema of one saved state of a flow. */
export const flowVersionSummarySchema = z.strictObject({ revision, name: z.string(), savedAt: z.string() })
/** Schema of the answer of `GET /api/flows/:id/versions`: newest first. */
export const flowVersionListSchema = z.strictObject({ versions: z.array(flowVersionSummarySchema) })
/** Schema of the answer of `GET /api/flows/:id/versions/:revision`. */
export const flowVersionSchema = z.extend(flowVersionSummarySchema, { document: documentSchema })
