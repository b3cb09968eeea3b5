import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import type { RunMessage } from '#shared/api/runs.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { sendNamed } from '../storage/named-statement.ts'
import type { CallEnd, CallId, CallStart } from './operation-store.ts'
import type { NewEvent } from './run-store.ts'

/** The beginning or the end of a call, with the events that tell of it. */
export type CallWrite = { readonly id: CallId; readonly events: readonly NewEvent[] } & (
  | { readonly start: CallStart }
  | { readonly end: CallEnd }
)

type Waiting = {
  readonly write: CallWrite
  readonly at: string
  readonly resolve: (taken: boolean) => void
  readonly reject: (error: unknown) => void
}

const MOST_AT_ONCE = 200

const keyOf = ({ run, operation, trigger, element }: CallId): string =>
  [run, operation, trigger, String(element)].join('\n')

/**
 * Writes down what becomes of calls, in the order of asking. Whatever waits is written in one statement, and while that
 * is under way the next gathers: one connection serves many runs at once. The answer comes when it is on record, and says
 * whether it was taken: what has succeeded stays so, and a run that is over begins no call that wants it running.
 */
export function callWriter(pool: Pool, announce: (run: string, messages: readonly RunMessage[]) => void) {
  const waiting: Waiting[] = []
  let isWriting = false

  /** As many as can go together: of one call only one. */
  const nextBatch = (): Waiting[] => {
    const keys = new Set<string>()
    const end = waiting.findIndex(({ write: { id } }) => keys.size === keys.add(keyOf(id)).size)
    return waiting.splice(0, Math.min(end === -1 ? waiting.length : end, MOST_AT_ONCE))
  }

  const send = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const taken = await write(pool, batch, announce)
      for (const { write, resolve } of batch) resolve(taken.has(keyOf(write.id)))
    } catch (error) {
      // What cannot be written is not to stop what only came along with it.
      if (batch.length > 1) for (const one of batch) await send([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      // What follows from the last answers comes along.
      await setImmediate()
      await send(nextBatch())
    }
    isWriting = false
  }

  return (call: CallWrite): Promise<boolean> =>
    new Promise((resolve, reject) => {
      waiting.push({ write: call, at: new Date().toISOString(), resolve, reject })
      if (isWriting) return
      isWriting = true
      void work()
    })
}

type Row = {
  readonly run: string
  readonly operation: string
  readonly trigger: string
  readonly element: number
  readonly position: number | null
  readonly seq: number | null
}

/** Keys of the calls that were written as asked; what tells of them is written with them, and announced. */
async function write(
  pool: Pool,
  batch: readonly Waiting[],
  announce: (run: string, messages: readonly RunMessage[]) => void,
): Promise<ReadonlySet<string>> {
  const starts: object[] = []
  const ends: object[] = []
  const events: { readonly call: CallId; readonly event: RunEvent }[] = []
  for (const { write: call, at } of batch) {
    if ('start' in call) {
      const request = JSON.stringify(call.start.request)
      starts.push({ ...call.id, ...call.start, request, at, position: starts.length })
    } else {
      const { response, error, durationMs } = call.end
      const written = { response: JSON.stringify(response), error: JSON.stringify(error) }
      ends.push({ ...call.id, ...call.end, ...written, durationMs: Math.round(durationMs) })
    }
    for (const event of call.events) events.push({ call: call.id, event: { at, ...event } })
  }
  const told = events.map(({ call, event }, position) => ({
    ...call,
    position,
    event: JSON.stringify(event),
  }))
  const rows = await sendNamed<Row>(pool, statement(starts, ends, told))
  const messages = new Map<string, RunMessage[]>()
  for (const { run, position, seq } of rows) {
    const event = position === null ? undefined : events[position]?.event
    if (seq === null || event === undefined) continue
    messages.set(run, [...(messages.get(run) ?? []), { seq, event }])
  }
  for (const [run, ofRun] of messages) {
    announce(
      run,
      ofRun.toSorted((a, b) => a.seq - b.seq),
    )
  }
  return new Set(rows.map(keyOf))
}

/**
 * All of it or nothing, in one round trip and in one shape, whatever there is to write. JSON comes as text, or a `\u0000`
 * in it would be refused on the way. An attempt that is made again
 * keeps the time of its first try. What has succeeded stays so until a later attempt: a run that was taken over may be
 * played by two for a moment.
 */
const statement = (starts: readonly object[], ends: readonly object[], told: readonly object[]) => sql`
  with started as (
    insert into run_operations
      (run_id, operation, trigger, element, block, call, status, attempt, idempotency_key, on_account, request, started_at)
    select run, operation, trigger, element, block, call, 'running', attempt, "idempotencyKey", "onAccount", request::json, at
    from json_to_recordset(${JSON.stringify(starts)}::json) as start (
      run text, operation text, trigger text, element int, block text, call text, attempt int, "idempotencyKey" text,
      "onAccount" text, request text, at timestamptz, position int, "whileRunning" boolean
    )
    where "whileRunning" is not true or exists (select from runs where id = run and status = 'running')
    order by position
    on conflict (run_id, operation, trigger, element) do update set
      block = excluded.block, call = excluded.call, status = excluded.status, attempt = excluded.attempt, error = null,
      idempotency_key = excluded.idempotency_key, on_account = excluded.on_account, request = excluded.request,
      started_at = case
        when run_operations.attempt = excluded.attempt then run_operations.started_at else excluded.started_at
      end
    where run_operations.status <> 'succeeded' or run_operations.attempt < excluded.attempt
    returning run_id as run, operation, trigger, element
  ), ended as (
    update run_operations as call
    set status = ended.status, response = ended.response::json, error = ended.error::json, object_id = "objectId",
      duration_ms = "durationMs"
    from json_to_recordset(${JSON.stringify(ends)}::json) as ended (
      run text, operation text, trigger text, element int, status text, response text, error text, "objectId" text,
      "durationMs" int
    )
    where run_id = run and call.operation = ended.operation and call.trigger = ended.trigger
      and call.element = ended.element and call.status <> 'succeeded'
    returning run_id as run, call.operation, call.trigger, call.element
  ), taken as (select * from started union all select * from ended), told as (
    select taken.*, event, position, row_number() over (partition by run order by position)::int as number
    from taken join json_to_recordset(${JSON.stringify(told)}::json) as told (
      run text, operation text, trigger text, element int, position int, event text
    ) using (run, operation, trigger, element)
  ), counted as (
    update runs set last_seq = last_seq + added
    from (select run, count(*)::int as added from told group by run) as news where id = run
    returning run, last_seq - added as before
  ), kept as (
    insert into run_events (run_id, seq, event)
    select run, before + number, event::json from told join counted using (run)
  )
  select run, operation, trigger, element, position, before + number as seq
  from taken left join told using (run, operation, trigger, element) left join counted using (run)`
