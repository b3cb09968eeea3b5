import * as z from 'zod/mini'
import { operationIdSchema } from '#shared/flow/operation-id.ts'

/**
 * Schema of the answer of `GET /api/runs/:id/drift`: every object that a run made and has not cleaned up, field by field
 * against what the API says of it now. Only members that the run sent, and the API then had, are compared.
 */
export const driftSchema = z.strictObject({
  objects: z.array(
    z.strictObject({
      /** Operation that made it. */
      operation: operationIdSchema,
      block: z.string(),
      title: z.string(),
      id: z.string(),
      account: z.nullable(z.string()),
      /** `unknown` = the API has no way to read it again, or refused; `because` says which. */
      state: z.enum(['as-made', 'changed', 'gone', 'unknown']),
      because: z.optional(z.string()),
      fields: z.array(z.strictObject({ path: z.string(), made: z.string(), now: z.string() })),
    }),
  ),
})
/** Every object that a run made, against what the API says of it now. */
export type Drift = z.infer<typeof driftSchema>
/** One object that a run made, against what the API says of it now. */
export type DriftedObject = Drift['objects'][number]
