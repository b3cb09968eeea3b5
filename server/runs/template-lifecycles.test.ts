import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDetailSchema } from '#shared/api/runs.ts'
import { scenariosOf } from '#shared/forecast/choose-scenario.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { isOver, startTestServer, type TestServer, untilEvent } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

/** What the simulator says of what it does not know; such a run ends there, cleanly. */
const LACKING = 'The simulator does not support'

/** First payments have a test of their own, and the flagship's lifecycles theirs. */
describe('every template, with everything that can happen to it, runs and is reconciled to the cent', () => {
  const cases = TEMPLATES.flatMap(({ id, document }) =>
    [...scenariosOf(document)]
      .filter(([, { months, incidents }]) => id !== 'flagship' && (months > 1 || incidents.length > 0))
      // A win goes through everything that a loss does.
      .filter(([scenario]) => scenario !== 'dispute-lost')
      .map(([scenario]) => ({ id, document, scenario })),
  )
  it.for(cases)('$id: $scenario', { timeout: 60_000 }, async ({ document, scenario }) => {
    const started = await server.call('POST', '/api/runs', { body: { document, scenario } })
    const run = String(readPath(started.body, 'run.id'))
    await untilEvent(server, run, isOver)
    // Meters count by the name of their events: what a run leaves would take the next one's.
    await server.call('POST', `/api/runs/${run}/cleanup`)
    const detail = runDetailSchema.parse((await server.call('GET', `/api/runs/${run}`)).body)
    const failed = detail.operations.flatMap(({ error }) => (error ? [error.message] : []))
    expect(failed.filter(message => !message.startsWith(LACKING))).toEqual([])
    if (failed.length > 0) {
      expect(detail.run).toMatchObject({ status: 'failed', reason: expect.stringContaining(LACKING) })
      return
    }
    expect(detail.reconciliation?.entries.filter(({ state }) => state !== 'matched')).toEqual([])
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
  })
})
