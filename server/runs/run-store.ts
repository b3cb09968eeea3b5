import { EventEmitter } from 'node:events'
import { and, asc, desc, eq, getTableColumns, gt, inArray, type SQLWrapper, sql } from 'drizzle-orm'
import * as z from 'zod'
import { planSchema } from '#shared/api/plan.ts'
import {
  type ObservedEntry,
  observedEntrySchema,
  type RunMessage,
  type RunSettings,
  type RunStatus,
  runMessageSchema,
  runSettingsSchema,
  runStatusSchema,
} from '#shared/api/runs.ts'
import type { Plan } from '#shared/plan/plan.ts'
import { type Reconciliation, reconciliationSchema } from '#shared/run/reconciliation.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { sendNamed } from '../storage/named-statement.ts'
import { runEvents, runs } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { EVENT_PAGE } from './run-service.ts'

/** A run as stored: with the plan that it executes and the document that it came from. */
export type RunRecord = {
  readonly id: string
  readonly flowId: string
  readonly account: string
  readonly status: RunStatus
  readonly plan: Plan
  readonly document: unknown
  readonly settings: RunSettings
  readonly reason: string | null
  readonly observed: readonly ObservedEntry[]
  readonly reconciliation: Reconciliation | null
  readonly cleanup: 'none' | 'running' | 'done' | 'partly'
  /** Process that executes it. */
  readonly executor: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** Columns of a run that change while it runs. */
export type RunChange = {
  readonly status?: RunStatus
  readonly reason?: string | null
  readonly observed?: readonly ObservedEntry[]
  readonly reconciliation?: Reconciliation
  readonly cleanup?: RunRecord['cleanup']
}

/** An event before it gets its time. */
export type NewEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'at'> : never) : never

/** Runs and their events in the database. */
export type RunStore = ReturnType<typeof runStore>

const ACTIVE: RunStatus[] = ['running', 'paused']

/** Runs of which a process remembers what never changes. */
const KNOWN = 50

/** Thrown by `insert` when the flow has an active run on that account. */
export class RunIsActive extends Error {
  readonly run: string

  constructor(run: string) {
    super(`run ${run} is active`)
    this.run = run
  }
}

/** What never changes of runs, by id: stores of one process may share it. */
export type KnownRuns = Map<string, Fixed>

/** Runs and their events. `emitter` tells this process what it has written; everything lies in the database. */
export function runStore({ db, pool }: Pick<Storage, 'db' | 'pool'>, known: KnownRuns = new Map()) {
  const emitter = new EventEmitter<Record<string, [readonly RunMessage[]]>>().setMaxListeners(0)
  const announce = (run: string, messages: readonly RunMessage[]): void => {
    emitter.emit(run, messages)
  }

  /** What never changes of a run is read and checked once: most of it by far, and it is asked for again and again. */
  const remember = (run: Fixed): void => {
    if (known.size >= KNOWN) known.clear()
    known.set(run.id, run)
  }

  /** The number after a run's last event, counted up by so many. */
  const counted = (events: readonly NewEvent[]) => ({
    lastSeq: sql<number>`${runs.lastSeq} + ${events.length}`,
  })

  /**
   * One statement that counts a run's events up (`counting` answers with the new number) and writes them: all of it or
   * nothing, in one round trip. Answers whether there was a run to count.
   */
  const inOne = async (run: string, events: readonly NewEvent[], counting: SQLWrapper): Promise<boolean> => {
    const at = new Date().toISOString()
    const stamped = events.map((event): RunEvent => ({ at, ...event }))
    const rows = stamped.map((event, index) => sql`(${index}::int, ${JSON.stringify(event)}::json)`)
    const statement = sql`
      with counted as ${counting}
      insert into run_events (run_id, seq, event)
      select ${run}, counted.last_seq - ${events.length}::int + 1 + told.at, told.event
      from counted, (values ${sql.join(rows, sql`, `)}) as told (at, event)
      returning seq`
    const told = await sendNamed<{ seq: number }>(pool, statement)
    if (told.length === 0) return false
    const first = Math.min(...told.map(({ seq }) => seq))
    announce(
      run,
      stamped.map((event, index) => ({ seq: first + index, event })),
    )
    return true
  }

  /** Writes events after the last one. */
  const tell = async (run: string, events: readonly NewEvent[]): Promise<void> => {
    const counting = db
      .update(runs)
      .set(counted(events))
      .where(eq(runs.id, run))
      .returning({ lastSeq: runs.lastSeq })
    await inOne(run, events, counting)
  }

  return {
    tell,
    /** Says in this process what was written of a run. */
    announce,
    onEvents: (run: string, listener: (messages: readonly RunMessage[]) => void): (() => void) => {
      emitter.on(run, listener)
      return () => emitter.off(run, listener)
    },

    insert: async (run: {
      id: string
      flowId: string
      account: string
      plan: Plan
      document: unknown
      settings: RunSettings
      executor: string
    }): Promise<void> => {
      try {
        const planHash = run.plan.hash
        const createdAt = new Date().toISOString()
        const counting = db
          .insert(runs)
          .values({ ...run, status: 'running', planHash, lastSeq: 1, createdAt })
          .returning({ lastSeq: runs.lastSeq })
        await inOne(run.id, [{ type: 'run.started', plan: planHash }], counting)
        const { id, flowId, account, plan, document, settings } = run
        remember({ id, flowId, account, plan, document, settings, createdAt })
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        const [active] = await db
          .select({ id: runs.id })
          .from(runs)
          .where(
            and(eq(runs.flowId, run.flowId), eq(runs.account, run.account), inArray(runs.status, ACTIVE)),
          )
        throw new RunIsActive(active?.id ?? '')
      }
    },

    read: async (id: string): Promise<RunRecord | null> => {
      const fixed = known.get(id)
      if (fixed !== undefined) {
        const [row] = await db.select(changing).from(runs).where(eq(runs.id, id))
        return row === undefined ? null : { ...fixed, ...changingOf(row) }
      }
      const [row] = await db.select().from(runs).where(eq(runs.id, id))
      if (row === undefined) return null
      const read = fixedOf(row)
      remember(read)
      return { ...read, ...changingOf(row) }
    },

    statusOf: async (id: string): Promise<RunStatus | null> => {
      const [row] = await db.select({ status: runs.status }).from(runs).where(eq(runs.id, id))
      return row === undefined ? null : runStatusSchema.parse(row.status)
    },

    list: async (flow: string | null): Promise<RunRecord[]> => {
      const rows = await db
        .select()
        .from(runs)
        .where(flow === null ? undefined : eq(runs.flowId, flow))
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(100)
      return rows.map(recordOf)
    },

    activeOf: async (flow: string): Promise<string | null> => {
      const [row] = await db
        .select({ id: runs.id })
        .from(runs)
        .where(and(eq(runs.flowId, flow), inArray(runs.status, ACTIVE)))
      return row?.id ?? null
    },

    runningIn: async (executor: string): Promise<RunRecord[]> => {
      const rows = await db
        .select()
        .from(runs)
        .where(and(eq(runs.executor, executor), eq(runs.status, 'running')))
      return rows.map(recordOf)
    },

    /**
     * Changes a run that is in one of these states and writes the events that say so, or does nothing and
     * answers false.
     * @throws RunIsActive when the flow has another active run.
     */
    change: async (
      run: string,
      from: readonly RunStatus[],
      { change, events }: { change: RunChange; events: readonly NewEvent[] },
    ): Promise<boolean> => {
      try {
        const counting = db
          .update(runs)
          .set({ ...change, ...counted(events), updatedAt: new Date().toISOString() })
          .where(and(eq(runs.id, run), inArray(runs.status, [...from])))
          .returning({ lastSeq: runs.lastSeq })
        if (events.length > 0) return await inOne(run, events, counting)
        return (await counting).length > 0
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new RunIsActive('')
      }
    },

    eventsAfter: async (run: string, seq: number): Promise<RunMessage[]> => {
      const rows = await db
        .select({ seq: runEvents.seq, event: runEvents.event })
        .from(runEvents)
        .where(and(eq(runEvents.runId, run), gt(runEvents.seq, seq)))
        .orderBy(asc(runEvents.seq))
        .limit(EVENT_PAGE)
      return rows.map(row => runMessageSchema.parse(row))
    },

    lastEvent: async (run: string): Promise<number> => {
      const [row] = await db.select({ last: runs.lastSeq }).from(runs).where(eq(runs.id, run))
      return row?.last ?? 0
    },
  }
}

const cleanupSchema = z.enum(['none', 'running', 'done', 'partly'])

type Row = typeof runs.$inferSelect

/** Columns of a run that change, and when. */
const { status, reason, observed, reconciliation, cleanup, executor, updatedAt } = getTableColumns(runs)
const changing = { status, reason, observed, reconciliation, cleanup, executor, updatedAt }

type Changing = Pick<Row, keyof typeof changing>

const changingOf = (row: Changing) => ({
  status: runStatusSchema.parse(row.status),
  reason: row.reason,
  observed: z.array(observedEntrySchema).parse(row.observed ?? []),
  reconciliation: row.reconciliation === null ? null : reconciliationSchema.parse(row.reconciliation),
  cleanup: cleanupSchema.parse(row.cleanup),
  executor: row.executor,
  updatedAt: new Date(row.updatedAt).toISOString(),
})

type Fixed = Omit<RunRecord, keyof Changing>

const fixedOf = (row: Row): Fixed => ({
  id: row.id,
  flowId: row.flowId,
  account: row.account,
  plan: planSchema.parse(row.plan),
  document: row.document,
  settings: runSettingsSchema.parse(row.settings),
  createdAt: new Date(row.createdAt).toISOString(),
})

const recordOf = (row: Row): RunRecord => ({ ...fixedOf(row), ...changingOf(row) })

/** Postgres code 23505, wherever drizzle has wrapped it. */
function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === '23505') return true
  return isUniqueViolation(error.cause)
}
