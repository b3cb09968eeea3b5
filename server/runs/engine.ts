import { setTimeout } from 'node:timers/promises'
import { DBOS, type DBOSConfig } from '@dbos-inc/dbos-sdk'
import { registerInternalQueue } from '@dbos-inc/dbos-sdk/eventreceiver'
import type { Pool, PoolClient } from 'pg'
import { EnginePool } from './engine-pool.ts'

/** What of a plan's form, and of the steps in which it is executed, a stored run depends on. Runs of another version are begun again by their records. */
export const PLAN_FORMAT = 'plan-4'

type EngineOptions = {
  readonly pool: Pool
  /** Postgres tells waiting processes what happened; the embedded database has one process and nobody to tell. */
  readonly useListenNotify: boolean
  /** The same after a restart, so that this process finds its runs again. */
  readonly executorId: string
  readonly onLog: (level: 'error' | 'warn', message: string) => void
}

type DbosLogger = NonNullable<DBOSConfig['logger']>

/**
 * Starts the durable engine on our pool; runs that were active when the process died go on by themselves.
 * The result stops it: what is under way is left to the next start.
 */
export async function startEngine({
  pool,
  useListenNotify,
  executorId,
  onLog,
}: EngineOptions): Promise<() => Promise<void>> {
  const own = new EnginePool(pool)
  let isStopping = false
  const logger: DbosLogger = {
    info: () => {},
    debug: () => {},
    warn: entry => onLog('warn', String(entry)),
    // Workflows that it leaves in the middle are no fault.
    error: entry => {
      if (isStopping) return
      onLog('error', entry instanceof Error ? (entry.stack ?? entry.message) : String(entry))
    },
  }
  DBOS.setConfig({
    name: 'sluice',
    systemDatabasePool: own,
    useListenNotify,
    applicationVersion: PLAN_FORMAT,
    executorID: executorId,
    logger,
  })
  const recovered = registerInternalQueue(RECOVERY_QUEUE, { minPollingIntervalMs: FIRST_LOOK_MS })
  await (useListenNotify ? launchAlone(pool) : DBOS.launch())
  recovered.minPollingIntervalMs = LATER_LOOKS_MS
  return async () => {
    isStopping = true
    own.close()
    // A process may start another engine afterwards, as tests do.
    await DBOS.shutdown({ deregister: true })
  }
}

/** The engine's own name for the queue on which a start puts what the process before it left. */
const RECOVERY_QUEUE = '_dbos_internal_queue'

/** The engine looks into a queue one interval after its start, and its own interval is a second. */
const FIRST_LOOK_MS = 1
const LATER_LOOKS_MS = 1_000

/** Any number, the same in every replica: engines that make their tables at the same time wait for each other for ever. */
const LAUNCH_LOCK = 7_420_112_639

/** Asks again and again: a statement that waits is a transaction, and an index that is built waits for all of those. */
async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
    LAUNCH_LOCK,
  ])
  return rows[0]?.mine === true
}

/** Starts the engine while no other server on this database does. */
async function launchAlone(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    while (!(await tryLock(client))) await setTimeout(100)
    await DBOS.launch()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LAUNCH_LOCK])
    client.release()
  }
}
