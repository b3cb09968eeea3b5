import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { afterEach, expect, it, test } from 'vitest'
import { DirectoryInUse } from './directory-lock.ts'
import { migrate, NewerDatabase } from './migrate.ts'
import { migrations } from './migrations.ts'
import * as schema from './schema.ts'
import { openStorage, type Storage, type StorageOptions } from './storage.ts'
import { testDirectory, testSeedArchive } from './test-storage.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function directory(): Promise<string> {
  const made = await testDirectory()
  undo.push(made.remove)
  return made.path
}

async function open(options: Partial<StorageOptions> & { dataDir: string }): Promise<Storage> {
  const storage = await openStorage({ seedArchive: await testSeedArchive(), ...options })
  undo.push(storage.close)
  return storage
}

const flow = { id: 'f1', name: 'Bundle', revision: 1, document: { name: 'nul \u0000 and 🏠' } }

it('keeps what was written over a restart, character for character', { timeout: 30_000 }, async () => {
  const dataDir = await directory()
  const first = await openStorage({ dataDir, seedArchive: await testSeedArchive() })
  await first.db.insert(schema.flows).values(flow)
  await first.close()
  const second = await open({ dataDir })
  expect(await second.db.select().from(schema.flows)).toMatchObject([flow])
})

it('refuses a second opener of the same directory', { timeout: 30_000 }, async () => {
  const dataDir = await directory()
  await open({ dataDir })
  await expect(open({ dataDir })).rejects.toThrow(DirectoryInUse)
})

it('starts over when a process died during the first initialisation', { timeout: 30_000 }, async () => {
  const dataDir = await directory()
  await mkdir(join(dataDir, 'postgres.init'))
  await writeFile(join(dataDir, 'postgres.init', 'PG_VERSION'), '')
  const storage = await open({ dataDir })
  await storage.pool.query('select 1')
  expect((await readdir(dataDir)).toSorted()).toEqual(['lock', 'postgres'])
})

it('makes a call beside an open transaction an error and not a hang', { timeout: 30_000 }, async () => {
  const storage = await open({ dataDir: await directory(), connectionTimeoutMs: 3000 })
  const slip = storage.db.transaction(async transaction => {
    await transaction.insert(schema.flows).values(flow)
    await storage.pool.query('select 1')
  })
  await expect(slip).rejects.toThrow('timeout exceeded when trying to connect')
  expect(await storage.db.select().from(schema.flows)).toEqual([])
})

it('answers many callers over its one connection, errors to whom they belong', {
  timeout: 30_000,
}, async () => {
  const { pool } = await open({ dataDir: await directory() })
  const answers = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) =>
      n % 10 === 0
        ? pool.query('select 1 / 0')
        : pool.query({ name: 'echo', text: 'select $1::int as n', values: [n] }),
    ),
  )
  expect(answers.map(a => (a.status === 'fulfilled' ? a.value.rows[0]?.n : 'refused'))).toEqual(
    Array.from({ length: 60 }, (_, n) => (n % 10 === 0 ? 'refused' : n)),
  )
})

it('lets what a person waits for pass what runs write', { timeout: 30_000 }, async () => {
  const { pool, background } = await open({ dataDir: await directory() })
  const done: string[] = []
  const note = (name: string) => () => done.push(name)
  const writes = Array.from({ length: 30 }, () =>
    background.db.transaction(transaction => transaction.execute('select 1')).then(note('run')),
  )
  const reads = Array.from({ length: 3 }, () => pool.query('select 1').then(note('person')))
  await Promise.all([...writes, ...reads])
  expect(done).toHaveLength(33)
  expect(done.lastIndexOf('person')).toBeLessThan(6)
})

it('makes a call of a run beside its own open transaction an error too', { timeout: 30_000 }, async () => {
  const { background } = await open({ dataDir: await directory(), connectionTimeoutMs: 1500 })
  const slip = background.db.transaction(async transaction => {
    await transaction.execute('select 1')
    await background.pool.query('select 1')
  })
  await expect(slip).rejects.toThrow('timeout exceeded when trying to connect')
  expect((await background.pool.query('select 1 as n')).rows).toEqual([{ n: 1 }])
})

it('gives a new connection a clean session after one was dropped in a transaction', {
  timeout: 30_000,
}, async () => {
  const storage = await open({ dataDir: await directory() })
  const client = await storage.pool.connect()
  await client.query('begin')
  await client.query("insert into run_events values ('r', 1, '{}')")
  client.release(true)
  expect((await storage.pool.query('select * from run_events')).rows).toEqual([])
})

it('loses no acknowledged row when the process is killed', { timeout: 60_000 }, async () => {
  const dataDir = await directory()
  const seedArchive = await testSeedArchive()
  const writer = startWriter(dataDir, seedArchive)
  let acknowledged = 0
  for await (const line of createInterface({ input: writer.stdout ?? process.stdin })) {
    acknowledged = Number(line)
    if (acknowledged >= 40) break
  }
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  const { rows } = await (await open({ dataDir })).pool.query('select count(*)::int as n from run_events')
  expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged)
})

function startWriter(dataDir: string, seedArchive: string): ChildProcess {
  const storageModule = fileURLToPath(new URL('./storage.ts', import.meta.url))
  const program = `
    const { openStorage } = await import(${JSON.stringify(storageModule)})
    const { pool } = await openStorage(${JSON.stringify({ dataDir, seedArchive })})
    for (let n = 1; ; n += 1) {
      await pool.query("insert into run_events values ('r', $1, '{}')", [n])
      process.stdout.write(n + '\\n')
    }`
  return spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', program],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
}

test('a database of a newer version is left alone', { timeout: 30_000 }, async () => {
  const storage = await open({ dataDir: await directory() })
  await storage.pool.query("insert into sluice_migrations (id) values ('9999-future')")
  await expect(migrate(storage.pool)).rejects.toThrow(NewerDatabase)
})

test('a migration that fails leaves nothing behind', { timeout: 30_000 }, async () => {
  const storage = await open({ dataDir: await directory() })
  const broken = [...migrations, { id: '9000', sql: 'create table half (a int); select nonsense' }]
  await expect(migrate(storage.pool, broken)).rejects.toThrow('nonsense')
  await expect(storage.pool.query('select * from half')).rejects.toThrow('does not exist')
})

test('the migrations add up to the schema that the queries use', { timeout: 30_000 }, async () => {
  const { pool } = await open({ dataDir: await directory() })
  const tables: PgTable[] = [
    schema.flows,
    schema.flowVersions,
    schema.runs,
    schema.runOperations,
    schema.runEvents,
    schema.executors,
  ]
  const { rows } = await pool.query<{
    table_name: string
    column_name: string
    data_type: string
    is_nullable: string
  }>(
    "select * from information_schema.columns where table_schema = 'public' and table_name <> 'sluice_migrations'",
  )
  const migrated = rows
    .map(r => `${r.table_name}.${r.column_name} ${r.data_type} ${r.is_nullable}`)
    .toSorted()
  const declared = tables
    .flatMap(table => {
      const { name, columns } = getTableConfig(table)
      return columns.map(column => {
        const type = column.getSQLType().replace(/ ?\(3\)/, '')
        return `${name}.${column.name} ${type} ${column.notNull ? 'NO' : 'YES'}`
      })
    })
    .toSorted()
  expect(migrated).toEqual(declared)

  const found = await pool.query<{ indexname: string }>(
    "select indexname from pg_indexes where schemaname = 'public' and indexname not like '%_pkey'",
  )
  const indexes = tables.flatMap(table =>
    getTableConfig(table).indexes.map(({ config }) => String(config.name)),
  )
  expect(found.rows.map(({ indexname }) => indexname).toSorted()).toEqual(indexes.toSorted())
})
