import { hostname } from 'node:os'
import { and, eq, lt, ne, sql } from 'drizzle-orm'
import { executors, runs } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'

const BEAT_MS = 2_000
/** So long silent, and others take its runs over. Far above what a busy process or a slow database takes. */
const DEAD_AFTER = sql`interval '12 seconds'`

/** Name of a process by where it listens: the same after a restart, another for every replica. */
export const executorOf = (url: string): string => `${hostname()} ${new URL(url).host}`

type Options = {
  readonly storage: Storage
  readonly executor: string
  /** Goes on with what a dead process was executing. */
  readonly takeOver: (executor: string) => Promise<void>
  readonly onError: (error: unknown) => void
}

/**
 * Says every two seconds that this process lives, and takes over the runs of those that have stopped saying so.
 * The engine alone leaves a dead process's runs to its next start. The result stops it, and tells the others at once.
 */
export async function startHeartbeat({
  storage,
  executor,
  takeOver,
  onError,
}: Options): Promise<() => Promise<void>> {
  const { db } = storage
  const beat = async (): Promise<void> => {
    const seenAt = sql`now()`
    await db
      .insert(executors)
      .values({ id: executor, seenAt })
      .onConflictDoUpdate({ target: executors.id, set: { seenAt } })
    const dead = await db
      .delete(executors)
      .where(and(ne(executors.id, executor), lt(executors.seenAt, sql`now() - ${DEAD_AFTER}`)))
      .returning({ id: executors.id })
    for (const { id } of dead) {
      await takeOver(id)
      await db
        .update(runs)
        .set({ executor })
        .where(and(eq(runs.executor, id), eq(runs.status, 'running')))
    }
  }

  await beat()
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(beat).catch(onError)
  }, BEAT_MS)
  return async () => {
    clearInterval(timer)
    await last
    await db.update(executors).set({ seenAt: sql`to_timestamp(0)` }).where(eq(executors.id, executor))
  }
}
