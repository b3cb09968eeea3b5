import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { testDirectory } from '../storage/test-storage.ts'
import { buildServerProgram, type ServerProcess, type ServerProgram } from '../test-process.ts'
import { callServer, readEvents } from '../test-server.ts'

let program: ServerProgram
beforeAll(async () => {
  program = await buildServerProgram()
}, 120_000)
afterAll(() => program.remove())

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** What the simulator says of what it does not know; such a run ends there, cleanly. */
const LACKING = 'The simulator does not support'
const KILLS = 6

/** The flagship is killed after each of its calls elsewhere. */
const others = TEMPLATES.filter(({ id }) => id !== 'flagship')

/** When to kill: after so many events more of that run. The same seed, the same places. */
const [places = []] = fc.sample(
  fc.array(fc.record({ run: fc.nat(others.length - 1), events: fc.integer({ min: 1, max: 12 }) }), {
    minLength: KILLS,
    maxLength: KILLS,
  }),
  { seed: 20_261_201, numRuns: 1 },
)

/** Waits for so many events more of a run, or its end. */
async function follow(
  { url }: ServerProcess,
  run: string,
  { after, events = Number.POSITIVE_INFINITY }: { after: number; events?: number },
): Promise<void> {
  let left = events
  const until = ({ event }: { event: { type: string } }): boolean => {
    left -= 1
    return left <= 0 || event.type === 'run.finished'
  }
  await readEvents(url, run, { after, until })
}

async function read({ url }: ServerProcess, run: string): Promise<RunDetail> {
  return runDetailSchema.parse((await callServer(url, { method: 'GET', path: `/api/runs/${run}` })).body)
}

const isOver = ({ run: { status } }: RunDetail): boolean => status !== 'running'

it('a server with a run of every template that is killed at any time finishes all of them', {
  timeout: 300_000,
}, async () => {
  const directory = await testDirectory()
  undo.push(directory.remove)
  const serve = async (): Promise<ServerProcess> => {
    const started = await program.start(directory.path, { SLUICE_EXECUTOR: 'killed' })
    undo.push(started.kill)
    return started
  }
  let server = await serve()
  const runs = await Promise.all(
    others.map(async ({ id, document }) => {
      const answer = await callServer(server.url, {
        method: 'POST',
        path: '/api/runs',
        body: { document, months: 2 },
      })
      return { id, run: String(readPath(answer.body, 'run.id')) }
    }),
  )
  let kills = 0
  for (const { run, events } of places) {
    const details = await Promise.all(runs.map(one => read(server, one.run)))
    const open = details.filter(detail => !isOver(detail))
    const chosen = open[run % Math.max(1, open.length)]
    if (chosen === undefined) break
    await follow(server, chosen.run.id, { after: chosen.lastEvent, events })
    await server.kill()
    kills += 1
    server = await serve()
  }
  // Runs may be over before the last one; most kills hit several in the middle.
  expect(kills).toBeGreaterThanOrEqual(KILLS / 2)
  for (const { run } of runs) await follow(server, run, { after: 0 })
  for (const { id, run } of runs) {
    const detail = await read(server, run)
    if (detail.run.reason?.includes(LACKING)) continue
    // Nothing left over in the books means no charge and no transfer twice.
    expect(
      detail.reconciliation?.entries.filter(({ state }) => state !== 'matched'),
      id,
    ).toEqual([])
    expect(detail.run, id).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
  }
})
