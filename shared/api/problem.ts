import * as z from 'zod/mini'

/** What can go wrong with a request, as a word that programs may rely on. */
export const problemCodeSchema = z.enum([
  'malformed-json',
  'invalid-request',
  'invalid-document',
  'unknown-version',
  'body-too-large',
  'too-deep',
  'wrong-content-type',
  'host-not-allowed',
  'origin-not-allowed',
  'not-found',
  'method-not-allowed',
  'flow-conflict',
  'revision-required',
  'design-has-errors',
  'amount-too-large',
  'run-active',
  'run-not-active',
  'run-not-resumable',
  'run-not-finished',
  'plan-changed',
  'no-such-scenario',
  'impossible-scenario',
  'live-key-refused',
  'pasted-id-unknown',
  'stripe-unreachable',
  'stripe-key-refused',
  'bad-signature',
  'too-many-requests',
  'shutting-down',
  'storage-unavailable',
  'internal-error',
])
/** What can go wrong with a request, as a word that programs may rely on. */
export type ProblemCode = z.infer<typeof problemCodeSchema>

/**
 * Schema of every error answer (RFC 9457, `application/problem+json`). `title` says what happened, `detail`
 * where, `wayOut` what to do next. Other members depend on `code`: `run` of `run-active`, `current` and `yours` of
 * `flow-conflict`, `places` of invalid input.
 */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: problemCodeSchema,
  detail: z.string(),
  wayOut: z.string(),
  /** Places in the request or document, as `graph.blocks.sub.props: …`. */
  places: z.optional(z.array(z.string())),
})
/** An error answer. */
export type Problem = z.infer<typeof problemSchema>
