import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'string', precision: 3 })

/** Flows as saved last. `json` and not `jsonb`: it keeps what was written, including `\u0000`. */
export const flows = pgTable('flows', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  revision: integer('revision').notNull(),
  document: json('document').$type<unknown>().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
})

/** Every saved state of a flow. A deleted flow's versions stay. */
export const flowVersions = pgTable(
  'flow_versions',
  {
    flowId: text('flow_id').notNull(),
    revision: integer('revision').notNull(),
    name: text('name').notNull(),
    document: json('document').$type<unknown>().notNull(),
    savedAt: at('saved_at').notNull().defaultNow(),
  },
  table => [primaryKey({ columns: [table.flowId, table.revision] })],
)

/** Runs with the plan that they execute, so that a later change of the flow or the code does not change them. */
export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    flowId: text('flow_id').notNull(),
    account: text('account').notNull(),
    status: text('status').notNull(),
    planHash: text('plan_hash').notNull(),
    plan: json('plan').$type<unknown>().notNull(),
    document: json('document').$type<unknown>().notNull(),
    settings: json('settings').$type<unknown>().notNull(),
    reason: text('reason'),
    observed: json('observed').$type<unknown>(),
    reconciliation: json('reconciliation').$type<unknown>(),
    cleanup: text('cleanup').notNull().default('none'),
    executor: text('executor').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** Number of its last event. Whoever writes events counts it up, and so waits for whoever else does. */
    lastSeq: integer('last_seq').notNull().default(0),
  },
  table => [
    uniqueIndex('runs_one_active')
      .on(table.flowId, table.account)
      .where(sql`status in ('running', 'paused')`),
    index('runs_by_flow').on(table.flowId, table.createdAt),
  ],
)

/** One row per call of a run: what was asked, what came back, both without secrets. */
export const runOperations = pgTable(
  'run_operations',
  {
    runId: text('run_id').notNull(),
    operation: text('operation').notNull(),
    trigger: text('trigger').notNull(),
    element: integer('element').notNull(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    block: text('block').notNull(),
    call: text('call').notNull(),
    status: text('status').notNull(),
    attempt: integer('attempt').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    onAccount: text('on_account'),
    request: json('request').$type<unknown>().notNull(),
    response: json('response').$type<unknown>(),
    error: json('error').$type<unknown>(),
    objectId: text('object_id'),
    startedAt: at('started_at').notNull(),
    durationMs: integer('duration_ms'),
  },
  table => [
    primaryKey({ columns: [table.runId, table.operation, table.trigger, table.element] }),
    // Whose a stranger's balance transaction is, is asked with hundreds of ids over the calls of all runs.
    index('run_operations_by_object').on(table.objectId),
  ],
)

/** What happened in a run, in order; the event stream replays it. */
export const runEvents = pgTable(
  'run_events',
  {
    runId: text('run_id').notNull(),
    seq: integer('seq').notNull(),
    event: json('event').$type<unknown>().notNull(),
  },
  table => [primaryKey({ columns: [table.runId, table.seq] })],
)

/** Processes that execute runs, and when each said last that it lives. */
export const executors = pgTable('executors', {
  id: text('id').primaryKey(),
  seenAt: timestamp('seen_at', { withTimezone: true, mode: 'string' }).notNull(),
})
