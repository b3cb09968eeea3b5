import { expect, it } from 'vitest'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { readSettings } from '../env.ts'
import { startSluice } from '../main.ts'
import { openStorage } from '../storage/storage.ts'
import { testDirectory, testSeedArchive } from '../storage/test-storage.ts'
import { callServer, isOver, untilEvent } from '../test-server.ts'

/** Every row of every table, the engine's included, as text. */
async function everyRow(dataDir: string): Promise<Map<string, string>> {
  const { pool, close } = await openStorage({ dataDir })
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const texts = new Map<string, string>()
  for (const { name } of tables.rows) {
    const rows = await pool.query<{ text: string | null }>(
      `select string_agg(row_to_json(r)::text, e'\\n') as text from ${name} r`,
    )
    texts.set(name, rows.rows[0]?.text ?? '')
  }
  await close()
  return texts
}

it('no table of a run keeps a secret: not ours, and not the engine’s', { timeout: 60_000 }, async () => {
  const directory = await testDirectory()
  const settings = readSettings({ port: '0', data: directory.path }, { SLUICE_LOG: 'error' })
  const server = await startSluice({ settings, webRoot: null, seedArchive: await testSeedArchive() })
  const body = { document: flagship.document, months: 1 }
  const { body: answer } = await callServer(server.url, { method: 'POST', path: '/api/runs', body })
  const run = String(readPath(answer, 'run.id'))
  await untilEvent(server, run, isOver)
  await server.stop()
  const tables = await everyRow(directory.path)
  await directory.remove()
  expect(tables.get('dbos.workflow_status')).toContain(run)
  expect(tables.get('dbos.operation_outputs')).toContain('set up')
  expect(tables.get('public.run_operations')).toContain('webhookEndpoints.create')
  const secrets = [...tables].flatMap(([name, text]) =>
    [...text.matchAll(/(?:whsec|[sr]k_test|[sr]k_live)_\w+|\w+_secret_\w+/g)].map(
      ([found]) => `${name}: ${found}`,
    ),
  )
  expect(secrets).toEqual([])
})
