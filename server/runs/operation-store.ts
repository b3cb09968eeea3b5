import { and, asc, eq, inArray, like, or, sql } from 'drizzle-orm'
import * as z from 'zod'
import type { OperationRecord } from '#shared/api/runs.ts'
import { type OperationId, operationId } from '#shared/flow/ids.ts'
import { type RunError, runErrorSchema } from '#shared/run/run-event.ts'
import { type Json, type JsonObject, toJson } from '../json.ts'
import { runOperations, runs } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { callWriter } from './call-writer.ts'
import type { NewEvent, RunStore } from './run-store.ts'

/** One call of a run: `trigger` is the object of a reaction ('' outside of one), `element` counts repeated calls. */
export type CallId = {
  readonly run: string
  readonly operation: string
  readonly trigger: string
  readonly element: number
}

/** What is known of a call before it is made (again). */
export type CallState = {
  readonly status: OperationRecord['status']
  readonly attempt: number
  /** As it was sent; null for calls that need none. */
  readonly idempotencyKey: string | null
  readonly error: RunError | null
  readonly objectId: string | null
  readonly startedAt: string
}

/** What is known before calls are made. */
export type KnownBefore = {
  /** Whether their run still runs. */
  readonly running: boolean
  /** Of one call; null when nobody has begun it. */
  readonly stateOf: (operation: string, element: number) => CallState | null
  /** Answers of operations that succeeded. */
  readonly results: ReadonlyMap<OperationId, Json>
}

/** What a call is about to send. Request without secrets. */
export type CallStart = {
  readonly block: string
  readonly call: string
  readonly attempt: number
  readonly idempotencyKey: string
  readonly onAccount: string | null
  readonly request: JsonObject
  /** Refuse it when the run does not run any more. */
  readonly whileRunning?: boolean
}

/** What a call came to. Response without secrets. */
export type CallEnd = {
  readonly status: 'succeeded' | 'failed' | 'skipped'
  readonly response?: JsonObject
  readonly error?: RunError
  readonly objectId?: string | null
  readonly durationMs: number
}

/** Objects of the API that a run made. */
export type MadeObjects = {
  /** With the payments that it found behind its own invoices. What else it only read may belong to others. */
  readonly ids: ReadonlySet<string>
  /** Those that one kind of call made. */
  readonly of: (call: string) => readonly string[]
}

/** A call of a run as it was remembered. */
export type CallRecord = Omit<OperationRecord, 'title'>

/** Calls of runs in the database: the one memory of what was done. */
export type OperationStore = ReturnType<typeof operationStore>

/** Calls of runs. A call and the event that tells of it are written together or not at all. */
export function operationStore({ db, pool }: Pick<Storage, 'db' | 'pool'>, { announce }: RunStore) {
  const write = callWriter(pool, announce)
  const isMade = and(
    eq(runOperations.status, 'succeeded'),
    or(like(runOperations.call, '%.create%'), eq(runOperations.call, 'paymentIntents.retrieve')),
  )

  return {
    /**
     * What is known before calls are made, in one look: whether their run still runs, and what became of these operations
     * so far, at this trigger and outside of one. The answer of a repeated one (`each`) is the list of its answers.
     */
    before: async (
      { run, trigger }: { run: string; trigger: string },
      operations: ReadonlySet<OperationId>,
      repeated: ReadonlySet<string> = new Set(),
    ): Promise<KnownBefore> => {
      const rows = await db
        .select({ status: runs.status, call: runOperations })
        .from(runs)
        .leftJoin(
          runOperations,
          and(
            eq(runOperations.runId, runs.id),
            inArray(runOperations.trigger, ['', trigger]),
            inArray(runOperations.operation, [...operations]),
          ),
        )
        .where(eq(runs.id, run))
        .orderBy(asc(runOperations.element))
      const calls = rows.flatMap(({ call }) => call ?? [])
      return {
        running: rows[0]?.status === 'running',
        stateOf: (operation, element) => {
          const row = calls.find(
            call => call.operation === operation && call.trigger === trigger && call.element === element,
          )
          return row === undefined ? null : stateOf(row)
        },
        results: resultsOf(
          calls,
          [...operations].filter(operation => repeated.has(operation)),
        ),
      }
    },

    /** Writes down what is about to be sent, and tells it. False when that was not taken; see `callWriter`. */
    start: (id: CallId, start: CallStart, events: readonly NewEvent[]): Promise<boolean> =>
      write({ id, start, events }),

    /** Writes down how a call ended, and tells it: once, whoever else has ended it. */
    end: (id: CallId, end: CallEnd, events: readonly NewEvent[]): Promise<boolean> =>
      write({ id, end, events }),

    /** The objects that a run made so far, in one look. */
    made: async (run: string): Promise<MadeObjects> => {
      const rows = await db
        .select({ id: runOperations.objectId, call: runOperations.call })
        .from(runOperations)
        .where(and(eq(runOperations.runId, run), isMade))
        .orderBy(asc(runOperations.position))
      const made = rows.flatMap(({ id, call }) => (id === null || id === '' ? [] : [{ id, call }]))
      return {
        ids: new Set(made.map(({ id }) => id)),
        of: name => made.flatMap(({ id, call }) => (call === name ? [id] : [])),
      }
    },

    /** Runs that made these objects, by object; those that no run made are left out. */
    ownersOf: async (objects: readonly string[]): Promise<Map<string, string>> => {
      if (objects.length === 0) return new Map()
      // One parameter, however many there are.
      const isAsked = sql`${runOperations.objectId} = any(${sql.param(objects)}::text[])`
      const rows = await db
        .select({ id: runOperations.objectId, run: runOperations.runId })
        .from(runOperations)
        .where(and(isAsked, isMade))
      return new Map(rows.flatMap(({ id, run }) => (id === null ? [] : [[id, run]])))
    },

    list: async (run: string): Promise<CallRecord[]> => {
      const rows = await db
        .select()
        .from(runOperations)
        .where(eq(runOperations.runId, run))
        .orderBy(asc(runOperations.position))
      return rows.map(row => ({
        operation: row.operation,
        block: row.block,
        trigger: row.trigger === '' ? null : row.trigger,
        element: row.element,
        call: row.call,
        onAccount: row.onAccount,
        request: row.request,
        response: row.response,
        durationMs: row.durationMs,
        ...stateOf(row),
      }))
    },
  }
}

/** Answers of calls that succeeded, in the order of the rows; the answers of a repeated operation are a list. */
function resultsOf(
  rows: readonly (typeof runOperations.$inferSelect)[],
  repeated: readonly OperationId[],
): Map<OperationId, Json> {
  const lists = new Map<OperationId, Json[]>(repeated.map(operation => [operation, []]))
  const found = new Map<OperationId, Json>(lists)
  for (const row of rows) {
    if (row.status !== 'succeeded') continue
    const id = operationId(row.operation)
    const list = lists.get(id)
    if (list === undefined) found.set(id, toJson(row.response))
    else list.push(toJson(row.response))
  }
  return found
}

const statusSchema = z.enum(['running', 'succeeded', 'failed', 'skipped'])

function stateOf(row: typeof runOperations.$inferSelect): CallState {
  return {
    status: statusSchema.parse(row.status),
    attempt: row.attempt,
    idempotencyKey: row.idempotencyKey === '' ? null : row.idempotencyKey,
    error: row.error === null ? null : runErrorSchema.parse(row.error),
    objectId: row.objectId,
    startedAt: new Date(row.startedAt).toISOString(),
  }
}
