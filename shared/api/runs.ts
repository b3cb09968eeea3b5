import * as z from 'zod/mini'
import { documentSchema, type Scenario, scenarioSchema } from '#shared/flow/document.ts'
import { blockIdSchema } from '#shared/flow/graph.ts'
import { operationIdSchema } from '#shared/flow/operation-id.ts'
import type { Script, Stage } from '#shared/lifecycles/incident-calls.ts'
import { EMPTY_SCRIPT } from '#shared/lifecycles/write-script.ts'
import type { Account } from '#shared/money/posting.ts'
import type { DueDay } from '#shared/plan/clock.ts'
import { reconciliationSchema } from '#shared/run/reconciliation.ts'
import { runErrorSchema, runEventSchema } from '#shared/run/run-event.ts'
import { operationSchema, planSchema } from './plan.ts'

/** Schema of the body of `POST /api/runs`: a stored flow, or a document, which is stored as a flow first. */
export const startRunSchema = z.strictObject({
  flow: z.optional(z.string()),
  document: z.optional(z.unknown()),
  scenario: z.optional(z.string()),
  /** Payments, the first included; without it the scenario's, else 1. */
  months: z.optional(z.number().check(z.int(), z.gte(1), z.lte(36))),
  /** Hash of the plan that the person saw: another plan is refused. */
  plan: z.optional(z.string()),
  /** Plan against what earlier runs of the flow left: use, update, replace, archive. Otherwise all is made anew. */
  reuse: z.optional(z.boolean()),
  /** Run only these blocks and what they need; without incidents, whatever the scenario. */
  blocks: z.optional(z.array(blockIdSchema).check(z.minLength(1), z.maxLength(1000))),
})

const account: z.ZodMiniType<Account> = z.templateLiteral([
  z.enum(['customer', 'balance', 'bank', 'fees', 'tax']),
  ':',
  z.string(),
])

const storedScenarioSchema: z.ZodMiniType<Scenario> = scenarioSchema

const forecastEntrySchema = z.strictObject({
  from: account,
  to: account,
  money: z.strictObject({ amount: z.number(), currency: z.string() }),
  memo: z.string(),
  day: z.number(),
  month: z.number(),
  block: blockIdSchema,
  paidIn: z.exactOptional(z.number()),
})

const stageSchema: z.ZodMiniType<Stage> = z.strictObject({
  month: z.number(),
  when: z.enum(['before', 'after']),
  days: z.number(),
  operations: z.array(operationSchema),
})

const dueDaySchema: z.ZodMiniType<DueDay> = z.strictObject({
  month: z.number(),
  day: z.number(),
  daysAfter: z.number(),
})

const scriptSchema: z.ZodMiniType<Script> = z.strictObject({
  firstCard: z.nullable(z.strictObject({ card: z.string(), operation: z.nullable(operationIdSchema) })),
  firstPaymentAt: z.nullable(z.number()),
  putOff: z.prefault(z.array(operationIdSchema), []),
  leftOut: z.prefault(z.array(operationIdSchema), []),
  stages: z.array(stageSchema),
  between: z.prefault(z.array(dueDaySchema), []),
  apart: z.array(operationIdSchema),
})

/** Schema of what a run was told when it started; stored with it. */
export const runSettingsSchema = z.strictObject({
  name: z.string(),
  target: z.enum(['simulator', 'stripe']),
  /** Id of the scenario in the document; null = none was chosen. */
  scenarioId: z.nullable(z.string()),
  scenario: storedScenarioSchema,
  /** What the forecast says, to be compared with what happens. */
  entries: z.array(forecastEntrySchema),
  /** What the forecast keeps beyond the last month: no part of the comparison. */
  waiting: z.prefault(z.array(forecastEntrySchema), []),
  /** What it does beside its plan, so that the incidents of the scenario happen. */
  script: z.prefault(scriptSchema, EMPTY_SCRIPT),
})
/** What a run was told when it started. */
export type RunSettings = z.infer<typeof runSettingsSchema>

/** Schema of a run's state. */
export const runStatusSchema = z.enum(['running', 'paused', 'succeeded', 'failed', 'cancelled'])
/** A run's state. */
export type RunStatus = z.infer<typeof runStatusSchema>

/** Schema of a run in a list. */
export const runSummarySchema = z.strictObject({
  id: z.string(),
  flow: z.string(),
  name: z.string(),
  status: runStatusSchema,
  /** Who answers: the built-in simulator, or a Stripe sandbox. */
  target: z.enum(['simulator', 'stripe']),
  /** Stripe account, or `simulator`. */
  account: z.string(),
  scenario: z.nullable(z.string()),
  months: z.number(),
  plan: z.string(),
  reconciled: z.nullable(z.boolean()),
  /** What became of the objects that it made. */
  cleanup: z.enum(['none', 'running', 'done', 'partly']),
  /** Why it is paused or failed, and what to do. */
  reason: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
})
/** A run in a list. */
export type RunSummary = z.infer<typeof runSummarySchema>

/** Schema of the answer of `GET /api/runs` and `GET /api/flows/:id/runs`: newest first. */
export const runListSchema = z.strictObject({ runs: z.array(runSummarySchema) })

/** Schema of one call that a run made. Request and response are without secrets; `element` counts calls of a repeated operation. */
export const operationRecordSchema = z.strictObject({
  operation: z.string(),
  title: z.string(),
  block: z.string(),
  trigger: z.nullable(z.string()),
  element: z.number(),
  call: z.string(),
  status: z.enum(['running', 'succeeded', 'failed', 'skipped']),
  attempt: z.number(),
  idempotencyKey: z.nullable(z.string()),
  onAccount: z.nullable(z.string()),
  request: z.unknown(),
  response: z.unknown(),
  error: z.nullable(runErrorSchema),
  objectId: z.nullable(z.string()),
  startedAt: z.string(),
  durationMs: z.nullable(z.number()),
})
/** One call that a run made. */
export type OperationRecord = z.infer<typeof operationRecordSchema>

/** Schema of an object that a run made, in the order of making. */
export const runObjectSchema = z.strictObject({
  id: z.string(),
  object: z.string(),
  block: z.string(),
  operation: z.string(),
  account: z.nullable(z.string()),
  state: z.enum(['exists', 'removed', 'archived', 'kept']),
})
/** An object that a run made. */
export type RunObject = z.infer<typeof runObjectSchema>

/** Schema of money that moved in a run, as the API's balance transactions say it; `source` is one of them or its object. */
export const observedEntrySchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  money: z.strictObject({ amount: z.number(), currency: z.string() }),
  memo: z.string(),
  source: z.string(),
  at: z.string(),
})
/** Money that moved in a run. */
export type ObservedEntry = z.infer<typeof observedEntrySchema>

/** Schema of a run with everything about it: `GET /api/runs/:id` and `sluice run --json`. `ledger` is what the API's balance transactions say. */
export const runDetailSchema = z.strictObject({
  run: runSummarySchema,
  operations: z.array(operationRecordSchema),
  objects: z.array(runObjectSchema),
  ledger: z.array(observedEntrySchema),
  reconciliation: z.nullable(reconciliationSchema),
  /** What the forecast keeps beyond the last month; absent when nothing waits. */
  waiting: z.exactOptional(z.array(forecastEntrySchema)),
  /** Number of the last event that these figures include; streams go on from it. */
  lastEvent: z.number(),
})
/** A run with everything about it. */
export type RunDetail = z.infer<typeof runDetailSchema>

/** Schema of what a run was started with: the answer of `GET /api/runs/:id/design`. */
export const runDesignSchema = z.strictObject({ document: documentSchema, plan: planSchema })
/** What a run was started with: what was drawn, and the calls that it stood for. */
export type RunDesign = z.infer<typeof runDesignSchema>

/** Schema of one message of `GET /api/runs/:id/events`: its number is the SSE id, so `Last-Event-ID` goes on after it. */
export const runMessageSchema = z.strictObject({ seq: z.number(), event: runEventSchema })
/** One message of the event stream. */
export type RunMessage = z.infer<typeof runMessageSchema>

/** Schema of the problem that a second active run of a flow gets (409): where the first one is. */
export const runActiveSchema = z.looseObject({ run: z.string() })
