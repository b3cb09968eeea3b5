import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { VERSION } from '../package-version.ts'
import { migrations } from './migrations.ts'
import { makeSeedArchive } from './seed-archive.ts'

const key = createHash('sha256')
  .update(JSON.stringify([VERSION, migrations]))
  .digest('hex')
  .slice(0, 12)

/** For tests: a seed archive, made once per state of the migrations and kept in `.cache/`. */
export async function testSeedArchive(): Promise<string> {
  const path = fileURLToPath(new URL(`../../.cache/seed-${key}.tar`, import.meta.url))
  if (!existsSync(path)) await makeSeedArchive(path)
  return path
}

/** For tests: a directory of its own that is gone after `remove()`. */
export async function testDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sluice-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

let postgres: string | null = null

/** For tests: from now on servers keep their data in databases of this PostgreSQL. */
export function keepTestsIn(address: string): void {
  postgres = address
}

/**
 * For tests: what tells a server in that directory where its database is. On PostgreSQL the directory stands for a
 * database of the same name, so that a server that is started there again finds what the last one left.
 */
export async function testDatabase(directory: string): Promise<Readonly<Record<string, string>>> {
  if (postgres === null) return {}
  const name = basename(directory)
  const client = new Client({ connectionString: postgres })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  return { DATABASE_URL: new URL(name, postgres).href }
}
