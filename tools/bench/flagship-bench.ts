import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planSchema } from '#shared/api/plan.ts'
import { type RunDetail, type RunMessage, runDetailSchema } from '#shared/api/runs.ts'
import type { Plan } from '#shared/plan/plan.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { readEvents } from '../../server/test-server.ts'
import { type Figure, quantile } from './figure.ts'
import { type BenchServer, startBenchServer } from './server-process.ts'

/** The flagship against the simulator, from its start to its reconciled first payment. Best of five, after a warm one. */
export async function flagshipFigures(): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const server = await startBenchServer(dataDir)
  const rounds: Round[] = []
  try {
    const plan = planSchema.parse(await server.post('/api/plan', { document: flagship.document }))
    await runOnce(server, plan)
    for (let round = 0; round < 5; round += 1) rounds.push(await runOnce(server, plan))
  } finally {
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
  const [best = { wall: Number.NaN, path: Number.NaN, calls: 0 }] = rounds.toSorted((a, b) => a.wall - b.wall)
  const bare = await bareRoundTripMs()
  return [
    {
      name: 'flagship run, start to reconciled',
      value: best.wall,
      unit: 'ms',
      limit: 2000,
      bound: 'most',
      comparison: { name: `${best.calls} bare HTTP round trips`, value: best.calls * bare, unit: 'ms' },
    },
    {
      name: 'flagship run, critical path of wall time',
      value: (best.path / best.wall) * 100,
      unit: '%',
      limit: 85,
      bound: 'least',
      comparison: { name: 'the wall time', value: best.wall, unit: 'ms' },
    },
  ]
}

type Round = { readonly wall: number; readonly path: number; readonly calls: number }

async function runOnce(server: BenchServer, plan: Plan): Promise<Round> {
  const started = await server.post('/api/runs', { document: flagship.document, months: 1 })
  const messages = await readEvents(server.url, String(readPath(started, 'run.id')), {
    after: 0,
    until: ({ event }) => event.type === 'run.finished',
  })
  const at = (message: RunMessage | undefined): number => Date.parse(message?.event.at ?? '')
  const detail = runDetailSchema.parse(await server.get(`/api/runs/${String(readPath(started, 'run.id'))}`))
  const spans = [...spansOf(messages), ...fetchesOf(detail)]
  return {
    wall: at(messages.at(-1)) - at(messages[0]),
    path: longestChain(spans, waitsOf(plan)),
    calls: spans.length,
  }
}

type Span = { readonly operation: string; readonly durationMs: number | null }

/** What each call took from when it was written down to when its result was: what whoever waits for it waits. */
function spansOf(messages: readonly RunMessage[]): Span[] {
  const begun = new Map<string, number>()
  return messages.flatMap(({ event }) => {
    if (!('operation' in event)) return []
    const call = `${event.operation} ${event.trigger ?? ''}`
    if (event.type === 'operation.started') begun.set(call, Date.parse(event.at))
    const start = begun.get(call)
    return event.type === 'operation.succeeded' && start !== undefined
      ? [{ operation: event.operation, durationMs: Date.parse(event.at) - start }]
      : []
  })
}

/** The object of each reaction is fetched before its calls are made: no event tells of it, a record does. */
const fetchesOf = ({ operations }: RunDetail): Span[] =>
  operations.filter(({ operation }) => operation.endsWith('.trigger'))

/**
 * What each call waits for. A reaction's calls wait for its object, which is fetched when it was paid, and that for the
 * whole set-up. The reading of the books at the end is on nobody's record, and is not counted though all waits for it.
 */
function waitsOf({ operations, reactions }: Plan): ReadonlyMap<string, readonly string[]> {
  const setUp = operations.map(({ id }) => id)
  return new Map<string, readonly string[]>([
    ...operations.map(({ id, dependsOn }) => [id, dependsOn] as const),
    ...reactions.map(({ id }) => [`${id}.trigger`, setUp] as const),
    ...reactions.flatMap(reaction =>
      reaction.operations.map(({ id, dependsOn }) => [id, [...dependsOn, `${reaction.id}.trigger`]] as const),
    ),
  ])
}

/** Longest chain of calls that wait for each other, as they took, in milliseconds. */
export function longestChain(
  records: readonly Span[],
  dependsOn: ReadonlyMap<string, readonly string[]>,
): number {
  const took = new Map<string, number>()
  for (const { operation, durationMs } of records) {
    took.set(operation, Math.max(took.get(operation) ?? 0, durationMs ?? 0))
  }
  const known = new Map<string, number>()
  const until = (operation: string): number => {
    const before = known.get(operation)
    if (before !== undefined) return before
    const waits = (dependsOn.get(operation) ?? []).map(until)
    const total = (took.get(operation) ?? 0) + Math.max(0, ...waits)
    known.set(operation, total)
    return total
  }
  return Math.max(0, ...[...took.keys()].map(until))
}

async function bareRoundTripMs(): Promise<number> {
  const { createServer } = await import('node:http')
  const server = createServer((_request, response) => response.end('{}'))
  const port = await new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const times: number[] = []
  for (let round = 0; round < 200; round += 1) {
    const started = performance.now()
    await (await fetch(`http://127.0.0.1:${port}/`)).text()
    times.push(performance.now() - started)
  }
  server.closeAllConnections()
  server.close()
  return quantile(times, 0.5)
}
