import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Pool } from 'pg'
import { startEngine } from '../runs/engine.ts'
import { migrate } from './migrate.ts'
import { startPglite } from './pglite-process.ts'
import { poolOn } from './storage.ts'

/**
 * Writes a fully migrated, empty database to `path` as a tar, the engine's tables included. The build calls it once;
 * every first start unpacks it instead of creating a cluster. It never leaves this machine, so nothing is compressed.
 */
export async function makeSeedArchive(path: string): Promise<void> {
  const database = await startPglite({ dataDir: null, seedArchive: null })
  const pool = poolOn(database)
  try {
    await migrate(pool)
    const stopEngine = await startEngine({
      pool,
      useListenNotify: false,
      executorId: 'seed',
      onLog: () => {},
    })
    await stopEngine()
    await dropTemplates(pool)
    await pool.query('checkpoint')
    await pool.end()
    const archive = await database.dump()
    await mkdir(dirname(path), { recursive: true })
    // Two may make it at once.
    const fresh = `${path}.${String(process.pid)}`
    await writeFile(fresh, archive)
    await rename(fresh, path)
  } finally {
    await database.close()
  }
}

/** Nobody makes other databases of the embedded one; without what they would be made from, a first start unpacks less than half of the files. */
async function dropTemplates(pool: Pool): Promise<void> {
  await pool.query('update pg_database set datistemplate = false where datname <> current_database()')
  const { rows } = await pool.query<{ name: string }>(
    "select format('%I', datname) as name from pg_database where datname <> current_database()",
  )
  for (const { name } of rows) await pool.query(`drop database ${name}`)
}
