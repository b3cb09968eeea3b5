import { createServer, type RequestListener, type Server } from 'node:http'
import { type Logger, pino } from 'pino'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { createApp } from './app.ts'
import { connectApi, type Simulator } from './connect-api.ts'
import { createDesign, type Design } from './design.ts'
import type { Settings } from './env.ts'
import { VERSION } from './package-version.ts'
import { createRunService } from './runs/create-run-service.ts'
import { endpointBook } from './runs/endpoint-book.ts'
import { startEngine } from './runs/engine.ts'
import { openGate } from './runs/gate.ts'
import { executorOf, startHeartbeat } from './runs/heartbeat.ts'
import { operationStore } from './runs/operation-store.ts'
import type { Patience, RunContext } from './runs/run-context.ts'
import type { RunService } from './runs/run-service.ts'
import { runStore } from './runs/run-store.ts'
import { registerWorkflows, type Workflows } from './runs/workflows.ts'
import { flowStore } from './storage/flow-store.ts'
import { openStorage, type Storage } from './storage/storage.ts'
import type { GatewayOptions } from './stripe/stripe-gateway.ts'

/** What a server is started with. */
export type ServerOptions = {
  readonly settings: Settings
  readonly webRoot: string | null
  readonly seedArchive: string | null
  /** Starts the built-in simulator, with its files below this directory. */
  readonly startSimulator: (dataDir: string) => Promise<Simulator>
  readonly patience?: Partial<Patience>
  /** Address at which the simulator finds this server; its own when absent, none (events are polled) when null. */
  readonly webhookAddress?: (own: string) => Promise<string | null>
  /** For tests: who stands for Stripe, with a key in the settings. */
  readonly standIn?: GatewayOptions['standIn']
}

/** A server that listens. */
export type RunningServer = {
  readonly url: string
  readonly runs: RunService
  readonly design: Design
  /** Stops as SIGTERM does: runs pause and go on at the next start. */
  readonly stop: () => Promise<void>
}

/** A port that somebody else has. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken'

  constructor(host: string, port: number) {
    super(
      `Port ${String(port)} on ${host} is taken. Stop the program that has it, or choose another: PORT=${String(port + 1)} npm start`,
    )
  }
}

const STOP_PATIENCE_MS = 8_000

/** Starts database, simulator or Stripe, engine and HTTP. What fails on the way leaves nothing behind. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings } = options
  const undo: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    return await start(options, undo, stop)
  } catch (error) {
    await stop()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new PortTaken(settings.host, settings.port)
    }
    throw error
  }
}

async function start(
  { settings, webRoot, seedArchive, startSimulator, patience, webhookAddress, standIn }: ServerOptions,
  undo: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const log = pino({ level: settings.logLevel, redact: { paths: ['req.headers', 'headers'], remove: true } })
  // The port first: when it is taken, nothing else should have happened.
  let answer: RequestListener = starting
  const server = createServer((request, response) => {
    answer(request, response)
  })
  const url = await listen(server, settings)
  undo.push(() => closeServer(server))

  const storage = await openStorage({
    dataDir: settings.dataDir,
    databaseUrl: settings.databaseUrl,
    ...(seedArchive === null ? {} : { seedArchive }),
  })
  undo.push(storage.close)

  const executor = settings.executorId ?? (storage.kind === 'embedded' ? 'sluice' : executorOf(url))
  const api = await connectApi({ settings, startSimulator, ownUrl: url, patience, webhookAddress, standIn })
  undo.push(api.close)
  const { gateway } = api
  const runs = runStore(storage.background)
  const front = runStore(storage)
  const context: RunContext = {
    gateway,
    runs,
    operations: operationStore(storage.background, runs),
    endpoints: endpointBook(gateway, api.webhooks),
    gate: openGate(),
    patience: api.patience,
    now: () => new Date(),
  }
  const design = createDesign(context.now)
  const flows = flowStore(storage)
  const workflows = registerWorkflows(context, log)
  const service = createRunService({
    context,
    front: { runs: front, operations: operationStore(storage, front) },
    workflows,
    flows,
    design,
    executorId: executor,
    account: api.account,
    log,
  })
  const stopping = new AbortController()
  const app = createApp({
    flows,
    runs: service,
    design,
    info: {
      version: VERSION,
      apiVersion: API_VERSION,
      target: gateway.target,
      keyHint: gateway.keyHint,
      inside: api.inside,
      events: context.endpoints.addressOf('') === null ? 'polling' : 'webhooks',
    },
    log,
    webRoot,
    allowedHosts: settings.allowedHosts,
    notReady: async () => {
      if (stopping.signal.aborted) return 'stopping'
      await storage.pool.query('select 1')
      return null
    },
    stopping: stopping.signal,
  })
  const stopWork = await startWork({ context, storage, workflows, executor, log })
  undo.push(async () => {
    stopping.abort()
    await stopWork()
  })
  answer = (request, response) => {
    app(request, response)
  }
  return { url, runs: service, design, stop }
}

type Work = {
  readonly context: RunContext
  readonly storage: Storage
  readonly workflows: Workflows
  readonly executor: string
  readonly log: Logger
}

/** Starts executing: what an earlier process left, and what comes. The result lets calls under way end, and pauses. */
async function startWork({ context, storage, workflows, executor, log }: Work): Promise<() => Promise<void>> {
  const isShared = storage.kind === 'postgres'
  const stopEngine = await startEngine({
    pool: storage.background.pool,
    useListenNotify: isShared,
    executorId: executor,
    onLog: (level, message) => log[level](message),
  })
  const onError = (error: unknown): void => log.error({ err: error }, 'the heartbeat failed')
  const { takeOver } = workflows
  const stopHeartbeat = isShared ? await startHeartbeat({ storage, executor, takeOver, onError }) : null
  await workflows.adopt(executor)
  await resumeRuns(context, executor)
  return async () => {
    await context.gate.close(STOP_PATIENCE_MS)
    await pauseRuns(context, executor)
    await stopEngine()
    await stopHeartbeat?.()
  }
}

/** What is answered while the database opens. */
const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '1' })
  response.end(JSON.stringify({ status: 'starting' }))
}

/** Says in every run of this process that it waits for the next start. The engine goes on with it there. */
async function pauseRuns({ runs }: RunContext, executor: string): Promise<void> {
  const reason = 'The server is stopping; the run goes on when it starts again.'
  for (const run of await runs.runningIn(executor)) {
    await runs.change(run.id, ['running'], { change: { reason }, events: [{ type: 'run.paused', reason }] })
  }
}

/** Says in runs that were told to wait for this start that they go on. */
async function resumeRuns({ runs }: RunContext, executor: string): Promise<void> {
  for (const run of await runs.runningIn(executor)) {
    if (run.reason === null) continue
    await runs.change(run.id, ['running'], { change: { reason: null }, events: [{ type: 'run.resumed' }] })
  }
}

function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${String(bound)}`)
    })
  })
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
  await closed
}
