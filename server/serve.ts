import type { RequestListener } from 'node:http'
import { type Logger, pino } from 'pino'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { createApp } from './app.ts'
import { connectApi } from './connect-api.ts'
import { createDesign, type Design } from './design.ts'
import { VERSION } from './package-version.ts'
import { createRunService } from './runs/create-run-service.ts'
import { endpointBook } from './runs/endpoint-book.ts'
import { startEngine } from './runs/engine.ts'
import { openGate } from './runs/gate.ts'
import { executorOf, startHeartbeat } from './runs/heartbeat.ts'
import { operationStore } from './runs/operation-store.ts'
import type { RunContext } from './runs/run-context.ts'
import type { RunService } from './runs/run-service.ts'
import { type KnownRuns, runStore } from './runs/run-store.ts'
import { registerWorkflows, type Workflows } from './runs/workflows.ts'
import type { ServerOptions } from './start-server.ts'
import { flowStore } from './storage/flow-store.ts'
import type { Database } from './storage/start-database.ts'
import { type Storage, storageOn } from './storage/storage.ts'

/** What a server that listens already goes on with. */
type Begun = {
  readonly url: string
  readonly database: Database
  /** Gets what stops each part that was started, in the order of starting. */
  readonly undo: (() => Promise<void>)[]
}

/** What answers, and what it answers with. */
type Served = { readonly app: RequestListener; readonly runs: RunService; readonly design: Design }

const STOP_PATIENCE_MS = 8_000

/** Starts simulator or Stripe, the engine on the database, and what answers requests. */
export async function serve(options: ServerOptions, { url, database, undo }: Begun): Promise<Served> {
  const { settings, webRoot, startSimulator, patience, webhookAddress, standIn } = options
  const log = pino({ level: settings.logLevel, redact: { paths: ['req.headers', 'headers'], remove: true } })
  const api = await connectApi({ settings, startSimulator, ownUrl: url, patience, webhookAddress, standIn })
  const storage = await storageOn(database).catch(async (error: unknown) => {
    await api.close()
    throw error
  })
  // The simulator ends first: what it still delivers is looked up.
  undo.push(storage.close, api.close)

  const executor = settings.executorId ?? (storage.kind === 'embedded' ? 'sluice' : executorOf(url))
  const { gateway } = api
  const known: KnownRuns = new Map()
  const runs = runStore(storage.background, known)
  const front = runStore(storage, known)
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
  return { app: (request, response) => void app(request, response), runs: service, design }
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
