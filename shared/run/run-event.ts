import * as z from 'zod/mini'
import { operationIdSchema } from '#shared/flow/operation-id.ts'
import { reconciliationSchema } from './reconciliation.ts'

/** What went wrong with an operation, in kinds that decide what to do next. */
export const runErrorSchema = z.strictObject({
  kind: z.enum(['declined', 'rejected', 'auth', 'rate-limit', 'network']),
  message: z.string(),
  /** Stripe's error code. */
  code: z.optional(z.string()),
  param: z.optional(z.string()),
  /** Rule that would have prevented it. */
  rule: z.optional(z.string()),
  requestId: z.optional(z.string()),
})
/** What went wrong with an operation, in kinds that decide what to do next. */
export type RunError = z.infer<typeof runErrorSchema>

const at = z.string()
const trigger = z.optional(z.string())
const operation = operationIdSchema

/** Schema of what happens in a run, in order. `at` is an ISO time; `trigger` the object whose reaction it belongs to. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run.started'), at, plan: z.string() }),
  z.strictObject({ type: z.literal('run.paused'), at, reason: z.string() }),
  z.strictObject({ type: z.literal('run.resumed'), at }),
  z.strictObject({ type: z.literal('clock.advanced'), at, to: z.string(), month: z.number() }),
  /** What was kept back until this day (from the first payment) is sent now. `clock` = a test clock went there; else the days are taken as over. */
  z.strictObject({
    type: z.literal('wait.over'),
    at,
    month: z.number(),
    day: z.number(),
    clock: z.boolean(),
  }),
  z.strictObject({ type: z.literal('webhook.received'), at, event: z.string(), trigger: z.string() }),
  z.strictObject({ type: z.literal('operation.started'), at, operation, trigger }),
  z.strictObject({
    type: z.literal('operation.succeeded'),
    at,
    operation,
    trigger,
    objectId: z.string(),
    durationMs: z.number(),
    /** Amount that the object is about, where it has one. */
    amount: z.optional(z.strictObject({ amount: z.number(), currency: z.string() })),
  }),
  z.strictObject({ type: z.literal('operation.failed'), at, operation, trigger, error: runErrorSchema }),
  z.strictObject({ type: z.literal('operation.skipped'), at, operation, trigger, because: z.string() }),
  z.strictObject({ type: z.literal('run.reconciled'), at, result: reconciliationSchema }),
  z.strictObject({
    type: z.literal('run.finished'),
    at,
    outcome: z.enum(['succeeded', 'failed', 'cancelled']),
    reason: z.optional(z.string()),
  }),
  z.strictObject({ type: z.literal('run.cleaned'), at, removed: z.number(), kept: z.number() }),
])
/** Something that happened in a run. */
export type RunEvent = z.infer<typeof runEventSchema>
