import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { startPostgres, type TestPostgres } from '../storage/test-postgres.ts'
import { testDirectory } from '../storage/test-storage.ts'
import { buildServerProgram, type ServerProcess, type ServerProgram } from '../test-process.ts'
import { callServer, readEvents } from '../test-server.ts'

describe('two servers on one PostgreSQL', () => {
  let postgres: TestPostgres
  let simulator: Simulator
  let program: ServerProgram
  const undo: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    postgres = await startPostgres()
    simulator = await startSimulator({ port: 0, dataDir: null, seed: 5 })
    program = await buildServerProgram()
  }, 120_000)
  afterAll(async () => {
    await program.remove()
    await simulator.close()
    await postgres.stop()
  })
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  })

  async function serve(): Promise<ServerProcess> {
    const directory = await testDirectory()
    undo.push(directory.remove)
    const server = await program.start(directory.path, {
      DATABASE_URL: postgres.url,
      SLUICE_SIMULATOR: `http://127.0.0.1:${String(simulator.port)}`,
    })
    undo.push(server.kill)
    return server
  }

  it('one is killed in the middle: the other finishes its run, and pays once', {
    timeout: 180_000,
  }, async () => {
    const [first, second] = await Promise.all([serve(), serve()])
    const body = { document: flagship.document, months: 6 }
    const started = await callServer(first.url, { method: 'POST', path: '/api/runs', body })
    const run = String(readPath(started.body, 'run.id'))
    await readEvents(first.url, run, { until: ({ event }) => event.type === 'clock.advanced' })
    await first.kill()
    const again = await callServer(second.url, {
      method: 'POST',
      path: '/api/runs',
      body: { flow: readPath(started.body, 'run.flow') },
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'run-active', run } })
    await readEvents(second.url, run, { until: ({ event }) => event.type === 'run.finished' })
    const detail = runDetailSchema.parse(
      (await callServer(second.url, { method: 'GET', path: `/api/runs/${run}` })).body,
    )
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true })
    expect(detail.ledger).toHaveLength(5 * 6)
  })
})
