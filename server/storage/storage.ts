import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { BackgroundPool } from './background-pool.ts'
import { migrate } from './migrate.ts'
import type { PgliteProcess } from './pglite-process.ts'
import * as schema from './schema.ts'
import { type Database, type DatabaseOptions, startDatabase } from './start-database.ts'

/** Where data is kept, and how long is waited for it. */
export type StorageOptions = DatabaseOptions & Patience

type Patience = {
  /** Longest wait for a connection: a call beside an open transaction then is an error and not a hang. */
  readonly connectionTimeoutMs?: number | undefined
}

/** A way to the database: `db` is a typed view of `pool`. */
type Access = { readonly pool: Pool; readonly db: NodePgDatabase<typeof schema> }

/** The open database. What a person waits for goes through `pool`; runs go through `background`, and let it pass. */
export type Storage = Access & {
  readonly kind: 'embedded' | 'postgres'
  readonly background: Access
  readonly close: () => Promise<void>
}

const CONNECTION_TIMEOUT_MS = 10_000

/**
 * Starts a database and opens it.
 * @throws DirectoryInUse when another process has the directory open.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const database = await startDatabase(options)
  try {
    const storage = await storageOn(database, options)
    const close = async (): Promise<void> => {
      await storage.close()
      await database.close()
    }
    return { ...storage, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opens a database when it has started, and migrates it. Closing leaves the database to whoever started it. */
export async function storageOn(database: Database, patience: Patience = {}): Promise<Storage> {
  return database.kind === 'postgres'
    ? openPostgres(database.url)
    : openEmbedded(await database.process, patience)
}

async function openPostgres(connectionString: string): Promise<Storage> {
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS })
  pool.on('error', () => {}) // an idle connection died; the next query opens another or reports it
  try {
    await migrate(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const access = { pool, db: drizzle(pool, { schema }) }
  return { kind: 'postgres', ...access, background: access, close: () => pool.end() }
}

async function openEmbedded(database: PgliteProcess, { connectionTimeoutMs }: Patience): Promise<Storage> {
  const pool = poolOn(database, connectionTimeoutMs)
  try {
    await migrate(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const behind = new BackgroundPool(pool, connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS)
  const background = { pool: behind, db: drizzle(behind, { schema }) }
  return { kind: 'embedded', pool, db: drizzle(pool, { schema }), background, close: () => pool.end() }
}

/** PGlite has one session: one connection, kept open, shared by everybody in turn. */
export function poolOn(database: PgliteProcess, connectionTimeoutMillis = CONNECTION_TIMEOUT_MS): Pool {
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis,
    user: 'postgres',
    database: 'postgres',
    stream: () => database.connect(),
  })
  pool.on('error', () => {}) // the connection is replaced; whoever used it got the error
  return pool
}
