import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Engine } from '../../server/simulator/core/engine.ts'
import { Journal } from '../../server/simulator/core/journal.ts'
import { type Figure, quantile } from './figure.ts'
import { fire, type Load, once, type Shot } from './simulator/load.ts'
import { startProgram } from './simulator/program.ts'
import { manySubscriptions } from './simulator/renewals.ts'

const CUSTOMER = 'email=a%40example.com&name=A&metadata[order]=1'
const create: Shot = { method: 'POST', path: '/v1/customers', body: CUSTOMER }

/** The simulator's speed: requests beside a bare echo of the same size, a year of renewals, a restart. */
export async function simulatorFigures(): Promise<readonly Figure[]> {
  return [...(await requestFigures()), ...renewalFigures(), ...(await restartFigures())]
}

async function requestFigures(): Promise<readonly Figure[]> {
  const simulator = await startProgram('serve.ts')
  const [port = 0] = simulator.said
  const [id = ''] = /cus_\w+/.exec(await once(port, create)) ?? []
  const shots: readonly (readonly [string, Shot])[] = [
    ['create customer', create],
    ['read customer', { method: 'GET', path: `/v1/customers/${id}` }],
    ['list customers', { method: 'GET', path: '/v1/customers?limit=10' }],
  ]
  const figures: Figure[] = []
  for (const [name, shot] of shots) {
    const echo = await startProgram('echo.ts', [String(Buffer.byteLength(await once(port, shot)))])
    for (const lanes of [1, 20]) {
      const rounds: Round[] = []
      await warmUp([echo.said[0] ?? 0, port], shot, lanes)
      for (let round = 0; round < ROUNDS; round += 1) {
        const bare = await fire(echo.said[0] ?? 0, shot, { count: 1000, lanes })
        rounds.push({ bare, own: await fire(port, shot, { count: 1000, lanes }) })
      }
      figures.push(...beside(`${name}, ${lanes} at a time`, middle(rounds)))
    }
    await echo.stop()
  }
  await simulator.stop()
  return figures
}

/** Neither is measured before its program has been compiled. */
async function warmUp(ports: readonly number[], shot: Shot, lanes: number): Promise<void> {
  for (const port of ports) await fire(port, shot, { count: 2000, lanes })
}

type Round = { readonly own: Load; readonly bare: Load }

/** The two take turns, and the round counts that is in the middle by its ratio: what else the machine does falls on both. */
const ROUNDS = 9

function middle(rounds: readonly Round[]): Round {
  const sorted = rounds.toSorted((a, b) => a.own.rate / a.bare.rate - b.own.rate / b.bare.rate)
  const round = sorted[Math.floor(sorted.length / 2)]
  if (round === undefined) throw new Error('nothing was measured')
  return round
}

function beside(name: string, { own, bare }: Round): readonly Figure[] {
  return [
    {
      name: `${name}: requests`,
      value: own.rate,
      unit: '/s',
      limit: bare.rate / 2,
      bound: 'least',
      comparison: { name: 'a bare echo', value: bare.rate, unit: '/s' },
    },
    {
      name: `${name}: p99`,
      value: own.p99,
      unit: 'ms',
      bound: 'most',
      comparison: { name: 'a bare echo', value: bare.p99, unit: 'ms' },
    },
  ]
}

function renewalFigures(): readonly Figure[] {
  const year = (count: number) => {
    const subscriptions = manySubscriptions(count)
    const started = performance.now()
    const before = process.cpuUsage()
    subscriptions.advance()
    const { user, system } = process.cpuUsage(before)
    const value = { wall: performance.now() - started, processor: (user + system) / 1000 }
    if (subscriptions.invoices() !== 13 * count) throw new Error('a subscription was not billed 13 times')
    return value
  }
  const singles = Array.from({ length: 5 }, () => year(1).wall)
  const thousand = year(1000)
  return [
    {
      name: 'a year of a 3-item subscription, six advances',
      value: quantile(singles, 0.5),
      unit: 'ms',
      limit: 50,
      bound: 'most',
    },
    {
      name: 'a year of 1,000 subscriptions',
      value: thousand.wall / 1000,
      unit: 's',
      limit: 5,
      bound: 'most',
      comparison: { name: 'its processor time', value: thousand.processor / 1000, unit: 's' },
    },
  ]
}

const REQUESTS = 100_000

async function restartFigures(): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-bench-'))
  const journal = new Journal(dataDir, 1)
  const engine = new Engine({ seed: 1, journal, report: () => undefined })
  for (let count = 0; count < REQUESTS; count += 1)
    engine.handle(
      {
        method: 'POST',
        url: create.path,
        authorization: 'Bearer sk_test_bench',
        account: '',
        version: '',
        idempotencyKey: `stripe-node-retry-${count}`,
        contentType: 'application/x-www-form-urlencoded',
        body: CUSTOMER,
      },
      1_767_225_600_000 + count,
    )
  journal.close()
  const empty = await startProgram('serve.ts')
  const full = await startProgram('serve.ts', [dataDir])
  await Promise.all([empty.stop(), full.stop()])
  rmSync(dataDir, { recursive: true })
  const [, startMs = 0, heap = 0, processorMs = 0] = full.said
  const [, , emptyHeap = 0] = empty.said
  return [
    {
      name: `restart with a journal of ${REQUESTS} requests`,
      value: startMs / 1000,
      unit: 's',
      limit: 3,
      bound: 'most',
      comparison: { name: 'its processor time', value: processorMs / 1000, unit: 's' },
    },
    {
      name: 'memory per object (a customer or its event)',
      value: (heap - emptyHeap) / (2 * REQUESTS) / 1000,
      unit: 'kB',
      limit: 4,
      bound: 'most',
    },
  ]
}
