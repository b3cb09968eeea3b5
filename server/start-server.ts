import { createServer, type RequestListener, type Server } from 'node:http'
import type { Simulator } from './connect-api.ts'
import type { Design } from './design.ts'
import type { Settings } from './env.ts'
import { PortTaken } from './port-taken.ts'
import type { Patience } from './runs/run-context.ts'
import type { RunService } from './runs/run-service.ts'
import { startDatabase } from './storage/start-database.ts'
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
  options: ServerOptions,
  undo: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const { settings, seedArchive } = options
  // The port first: when it is taken, nothing else should have happened.
  let answer: RequestListener = starting
  const server = createServer((request, response) => {
    answer(request, response)
  })
  const url = await listen(server, settings)
  undo.push(() => closeServer(server))
  const database = await startDatabase({
    dataDir: settings.dataDir,
    databaseUrl: settings.databaseUrl,
    ...(seedArchive === null ? {} : { seedArchive }),
  })
  undo.push(database.close)
  // Everything else is loaded while the database starts.
  const { serve } = await import('./serve.ts')
  const { app, runs, design } = await serve(options, { url, database, undo })
  answer = app
  return { url, runs, design, stop }
}

/** What is answered while the database opens. */
const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '1' })
  response.end(JSON.stringify({ status: 'starting' }))
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
