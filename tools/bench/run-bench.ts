import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stripe } from 'stripe'
import { type RunDetail, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { startSimulator } from '../../server/simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../../server/stripe/api-key.ts'
import { type Figure, quantile } from './figure.ts'
import { type BenchServer, startBenchServer } from './server-process.ts'

/** Runs of the flagship on the product's own server: what durability costs, and how soon it is back. */
export async function runFigures(): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const bareMs = await bareCallMs()
  let server = await startBenchServer(dataDir)
  try {
    const first = server.startMs
    await ended(server, await startRun(server, 1)) // warms up
    const run = await ended(server, await startRun(server, 1))
    const idle = quantile(await answerTimes(server, waits(100)), 0.99)
    const { busy, operations, wall } = await tenRuns(server)
    const killed = await startRun(server, 6)
    await until(server, killed, ({ operations: made }) => made.some(({ trigger }) => trigger !== null))
    await server.kill()
    const before = performance.now()
    server = await startBenchServer(dataDir)
    const back = await progressAfter(server, killed, before)
    const perOperation = (wallOf(run) - apiTime(run)) / run.operations.length
    const one = { name: 'one call of the bare SDK', value: bareMs, unit: 'ms' }
    return [
      { name: 'first start to a page', value: first, unit: 'ms', limit: 2500, bound: 'most' },
      { name: 'overhead per operation', value: perOperation, unit: 'ms', bound: 'most', comparison: one },
      {
        name: 'ten runs of ten flows at once',
        value: operations / (wall / 1000),
        unit: 'operations/s',
        bound: 'least',
        comparison: { name: 'the bare SDK, one after the other', value: 1000 / bareMs, unit: 'calls/s' },
      },
      {
        name: 'p99 of the API during ten runs',
        value: quantile(busy, 0.99),
        unit: 'ms',
        bound: 'most',
        comparison: { name: 'idle p99', value: idle, unit: 'ms' },
      },
      { name: 'progress after SIGKILL and restart', value: back, unit: 'ms', limit: 3000, bound: 'most' },
    ]
  } finally {
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function startRun(server: BenchServer, months: number): Promise<string> {
  const answer = await server.post('/api/runs', { document: flagship.document, months })
  return String(readPath(answer, 'run.id'))
}

const read = async (server: BenchServer, run: string): Promise<RunDetail> =>
  runDetailSchema.parse(await server.get(`/api/runs/${run}`))

async function until(
  server: BenchServer,
  run: string,
  wanted: (detail: RunDetail) => boolean,
): Promise<RunDetail> {
  for (;;) {
    const detail = await read(server, run)
    if (wanted(detail)) return detail
    await pause(20)
  }
}

const ended = (server: BenchServer, run: string): Promise<RunDetail> =>
  until(server, run, detail => !['running', 'paused'].includes(detail.run.status))

const wallOf = ({ run, operations }: RunDetail): number =>
  Date.parse(run.updatedAt) - Math.min(...operations.map(({ startedAt }) => Date.parse(startedAt)))

const apiTime = ({ operations }: RunDetail): number =>
  operations.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0)

/** Times of a small request, again and again until `over`. */
async function answerTimes(server: BenchServer, over: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!over()) {
    const started = performance.now()
    await server.get('/api/flows')
    times.push(performance.now() - started)
    await pause(5)
  }
  return times
}

const waits = (count: number): (() => boolean) => {
  let left = count
  return () => {
    left -= 1
    return left < 0
  }
}

async function tenRuns(server: BenchServer): Promise<{ busy: number[]; operations: number; wall: number }> {
  const started = performance.now()
  const runs = await Promise.all(Array.from({ length: 10 }, () => startRun(server, 1)))
  let over = false
  const times = answerTimes(server, () => over)
  const details: RunDetail[] = []
  for (const run of runs) details.push(await ended(server, run))
  const wall = performance.now() - started
  over = true
  return { busy: await times, operations: details.reduce((sum, d) => sum + d.operations.length, 0), wall }
}

/** Time from `since` to the first call that a run made after a restart. */
async function progressAfter(server: BenchServer, run: string, since: number): Promise<number> {
  const done = (detail: RunDetail): number =>
    detail.operations.filter(({ status }) => status === 'succeeded').length
  const before = done(await read(server, run))
  await until(server, run, detail => done(detail) > before || detail.run.status !== 'running')
  return performance.now() - since
}

/** Median of a create call through the official SDK against a simulator of its own. */
async function bareCallMs(): Promise<number> {
  const simulator = await startSimulator({ port: 0, dataDir: null, seed: 1 })
  const stripe = new Stripe(SIMULATOR_KEY, { host: '127.0.0.1', port: simulator.port, protocol: 'http' })
  const times: number[] = []
  for (let round = 0; round < 120; round += 1) {
    const started = performance.now()
    await stripe.customers.create({ name: `Customer ${String(round)}` })
    times.push(performance.now() - started)
  }
  await simulator.close()
  return quantile(times.slice(20), 0.5)
}

const pause = (ms: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, ms)
  })
