import type { Pool } from 'pg'
import { type Migration, migrations } from './migrations.ts'

/** Any number, the same in every replica: whoever holds this advisory lock migrates, the others wait. */
const MIGRATION_LOCK = 7_420_112_638

/** A database was made by a newer Sluice. */
export class NewerDatabase extends Error {
  readonly code = 'newer-database'

  constructor(id: string) {
    super(
      `The database was changed by a newer version of Sluice (${id}). Start that version, or use another data directory.`,
    )
    this.name = 'NewerDatabase'
  }
}

/**
 * Brings the database up to `migrations`, all or nothing, in one transaction.
 * @throws NewerDatabase when it holds a step that this version does not know.
 */
export async function migrate(pool: Pool, steps: readonly Migration[] = migrations): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query(
      'create table if not exists sluice_migrations (id text primary key, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ id: string }>('select id from sluice_migrations order by id')
    const done = new Set(rows.map(row => row.id))
    const unknown = rows.find(row => !steps.some(step => step.id === row.id))
    if (unknown !== undefined) throw new NewerDatabase(unknown.id)
    for (const step of steps) {
      if (done.has(step.id)) continue
      await client.query(step.sql)
      await client.query('insert into sluice_migrations (id) values ($1)', [step.id])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
