import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { BackgroundPool } from './background-pool.ts'
import { lockDirectory } from './directory-lock.ts'
import { migrate } from './migrate.ts'
import { type PgliteProcess, startPglite } from './pglite-process.ts'
import * as schema from './schema.ts'

/** Where data is kept: a directory with the embedded Postgres, memory (`dataDir` null), or a server. */
export type StorageOptions = {
  readonly dataDir: string | null
  readonly databaseUrl?: string | undefined
  /** Archive made by `makeSeedArchive`; a directory started from it is ready in about a second instead of five. */
  readonly seedArchive?: string | undefined
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
 * Opens and migrates the database.
 * @throws DirectoryInUse when another process has the directory open.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  return options.databaseUrl === undefined ? openEmbedded(options) : openPostgres(options.databaseUrl)
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

async function openEmbedded({ dataDir, seedArchive, connectionTimeoutMs }: StorageOptions): Promise<Storage> {
  const unlock = dataDir === null ? async () => {} : await lockDirectory(dataDir)
  const undo: (() => Promise<void>)[] = [unlock]
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    const database = await startPglite({
      dataDir: dataDir === null ? null : join(dataDir, 'postgres'),
      seedArchive: seedArchive !== undefined && existsSync(seedArchive) ? seedArchive : null,
    })
    undo.push(() => database.close())
    const pool = poolOn(database, connectionTimeoutMs)
    undo.push(() => pool.end())
    await migrate(pool)
    const behind = new BackgroundPool(pool, connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS)
    const background = { pool: behind, db: drizzle(behind, { schema }) }
    return { kind: 'embedded', pool, db: drizzle(pool, { schema }), background, close }
  } catch (error) {
    await close()
    throw error
  }
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
