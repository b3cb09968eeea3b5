import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunDetail, type RunMessage, runDetailSchema } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'
import type { RunEvent } from '#shared/run/run-event.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { startSimulator } from '../simulator/start-simulator.ts'
import { testDirectory } from '../storage/test-storage.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'
import { buildServerProgram, type ServerProcess, type ServerProgram } from '../test-process.ts'
import { callServer, readEvents } from '../test-server.ts'
import { isTrigger } from './execute-operation.ts'
import { ALL, happens, told } from './test-told.ts'
import { transfersByDay } from './test-transfer-days.ts'

let program: ServerProgram
beforeAll(async () => {
  program = await buildServerProgram()
}, 120_000)
afterAll(() => program.remove())

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function directory(): Promise<string> {
  const made = await testDirectory()
  undo.push(made.remove)
  return made.path
}

/** Named, as these listen on any port: a server that is started again on its own port finds its runs at once. */
async function serve(dataDir: string): Promise<ServerProcess> {
  const server = await program.start(dataDir, { SLUICE_EXECUTOR: 'killed' })
  undo.push(server.kill)
  return server
}

async function startRun({ url }: ServerProcess, wish: number | object): Promise<string> {
  const body = typeof wish === 'number' ? { document: flagship.document, months: wish } : wish
  const answer = await callServer(url, { method: 'POST', path: '/api/runs', body })
  return String(readPath(answer.body, 'run.id'))
}

async function read({ url }: ServerProcess, run: string): Promise<RunDetail> {
  return runDetailSchema.parse((await callServer(url, { method: 'GET', path: `/api/runs/${run}` })).body)
}

/** The first message of a run that is wanted. */
async function follow(
  { url }: ServerProcess,
  run: string,
  wanted: { after: number; until: (message: RunMessage) => boolean },
): Promise<RunMessage> {
  const last = (await readEvents(url, run, wanted)).at(-1)
  if (last === undefined) throw new Error('no event')
  return last
}

/** `npm test` kills after every single call, a quick check while one works after some of them. */
const killEvery = process.env.npm_lifecycle_event === 'test' ? 1 : 6
const ordinal = killEvery === 1 ? 'single' : `${String(killEvery)}th`

/** Not a round number: stops come in the middle of set-up, months, waves and reactions. */
const EVENTS_PER_STOP = 23

const isEnd = ({ event }: RunMessage): boolean => event.type === 'run.finished'

/** Everything that the design promises of a finished flagship run, whatever happened on the way. */
function expectWhole(detail: RunDetail, months: number): void {
  expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
  // The books hold exactly the forecast's movements: one charge, one fee and three transfers per month.
  expect(detail.reconciliation?.entries.every(({ state }) => state === 'matched')).toBe(true)
  expect(detail.ledger).toHaveLength(5 * months)
  expect(detail.operations.filter(({ call }) => call === 'transfers.create')).toHaveLength(3 * months)
}

/** Webhook endpoints that the built-in simulator has, when no server runs. */
async function endpointsIn(dataDir: string): Promise<unknown[]> {
  const simulator = await startSimulator({ port: 0, dataDir: join(dataDir, 'simulator') })
  const gateway = createGateway({
    key: SIMULATOR_KEY,
    simulator: { host: '127.0.0.1', port: simulator.port },
  })
  const listed = await gateway.call({ call: 'webhookEndpoints.list', params: {} })
  await simulator.close()
  if (!listed.ok || !Array.isArray(listed.value.data)) throw new Error('the simulator gave no list')
  return listed.value.data.map(endpoint => readPath(endpoint, 'id'))
}

describe('a server that is killed', () => {
  it('between two transfers ends with exactly three', { timeout: 120_000 }, async () => {
    const dataDir = await directory()
    const first = await serve(dataDir)
    const run = await startRun(first, 1)
    const isTransfer = ({ event }: RunMessage): boolean =>
      event.type === 'operation.started' && event.operation === 'tB.create'
    await follow(first, run, { after: 0, until: isTransfer })
    await first.kill()
    const second = await serve(dataDir)
    await follow(second, run, { after: 0, until: isEnd })
    expectWhole(await read(second, run), 1)
  })

  it('while it waits for a day, for a clock, or sends what waited, sends every share on its day and once', {
    timeout: 300_000,
  }, async () => {
    const dataDir = await directory()
    const refund = { ...happens('2 refund rf', { scope: 'lines', prices: ['qC'] }), day: 10 }
    const document = told(flagship.document, { delays: ALL(7), months: 2, incidents: [refund] })
    const begins = (part: string) => (event: RunEvent) =>
      event.type === 'operation.started' && event.operation.includes(part)
    const moments: ((event: RunEvent) => boolean)[] = [
      begins('.ready-'),
      ({ type }) => type === 'wait.over',
      begins('tB.create'),
      begins('.advance-'),
      begins('rv.refund-2-reversal'),
    ]
    let server = await serve(dataDir)
    const run = await startRun(server, { document, scenario: 'told' })
    let after = 0
    for (const isNow of moments) {
      const until = (message: RunMessage): boolean => isEnd(message) || isNow(message.event)
      const message = await follow(server, run, { after, until })
      expect(message.event.type).not.toBe('run.finished')
      after = message.seq
      await server.kill()
      server = await serve(dataDir)
    }
    await follow(server, run, { after, until: isEnd })
    const detail = await read(server, run)
    expect(detail.run).toMatchObject({ status: 'succeeded', reconciled: true, reason: null })
    expect(transfersByDay(detail)).toEqual(['day 7: 3', 'day 38: 3'])
    const made = detail.operations.filter(({ status }) => status === 'succeeded')
    expect(made.filter(({ call }) => call === 'transfers.createReversal')).toHaveLength(1)
  })

  it(`after every ${ordinal} call of a run goes on by itself each time`, {
    timeout: 600_000,
  }, async () => {
    const dataDir = await directory()
    let server = await serve(dataDir)
    const run = await startRun(server, 1)
    let after = 0
    let calls = 0
    let kills = 0
    for (;;) {
      const isNext = (message: RunMessage): boolean =>
        isEnd(message) || message.event.type === 'operation.succeeded'
      const message = await follow(server, run, { after, until: isNext })
      if (isEnd(message)) break
      after = message.seq
      calls += 1
      if (calls % killEvery !== 0) continue
      await server.kill()
      kills += 1
      server = await serve(dataDir)
    }
    const detail = await read(server, run)
    // Each success is told once, whatever happened after it (what started a reaction was only fetched), and most were followed by a kill.
    const told = detail.operations.filter(
      ({ operation, status }) => status === 'succeeded' && !isTrigger(operation),
    )
    expect(calls).toBe(told.length)
    expect(kills).toBeGreaterThanOrEqual(Math.floor(20 / killEvery))
    expectWhole(detail, 1)
    await server.kill()
    const made = detail.operations.flatMap(({ call, objectId }) =>
      call === 'webhookEndpoints.create' && objectId !== null ? [objectId] : [],
    )
    expect(new Set(await endpointsIn(dataDir))).toEqual(new Set(made))
  })
})

describe('a server that is told to stop', () => {
  it('pauses its runs, exits with 0, and goes on with them at the next start, however often', {
    timeout: 300_000,
  }, async () => {
    const dataDir = await directory()
    let server = await serve(dataDir)
    const run = await startRun(server, 6)
    const told: string[] = []
    for (let after = 0; ; ) {
      const until = (message: RunMessage): boolean => isEnd(message) || message.seq >= after + EVENTS_PER_STOP
      const messages = await readEvents(server.url, run, { after, until })
      told.push(...messages.map(({ event }) => event.type))
      if (messages.some(isEnd)) break
      after = messages.at(-1)?.seq ?? after
      expect(await server.terminate()).toBe(0)
      server = await serve(dataDir)
    }
    const pauses = told.filter(type => type === 'run.paused' || type === 'run.resumed')
    expect(pauses.length).toBeGreaterThan(6)
    expect(pauses).toEqual(pauses.map((_type, index) => (index % 2 === 0 ? 'run.paused' : 'run.resumed')))
    expectWhole(await read(server, run), 6)
  })
})
