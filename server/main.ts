import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunDetail, RunMessage } from '#shared/api/runs.ts'
import type { Settings } from './env.ts'
import { followEvents } from './runs/follow-events.ts'
import type { RunService, RunWish } from './runs/run-service.ts'
import { type RunningServer, type ServerOptions, startServer } from './start-server.ts'

/** Starts a server with the built-in simulator. */
export function startSluice(options: Omit<ServerOptions, 'startSimulator'>): Promise<RunningServer> {
  return startServer({
    ...options,
    startSimulator: async dataDir => {
      const { startSimulator } = await import('./simulator/start-simulator.ts')
      return startSimulator({ port: 0, dataDir: join(dataDir, 'simulator') })
    },
  })
}

/** How long a server may take to stop, milliseconds. */
const STOP_LIMIT_MS = 10_000

/** Stops on SIGTERM and SIGINT: at once for a second one, after `limitMs` in any case. */
export function stopOnSignals(
  server: Pick<RunningServer, 'stop'>,
  onStopped: (exitCode: 0 | 1) => void,
  limitMs = STOP_LIMIT_MS,
): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return onStopped(1)
    stopping = true
    setTimeout(() => onStopped(1), limitMs).unref()
    server.stop().then(
      () => onStopped(0),
      () => onStopped(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** What a run from the command line is told. It has a data directory of its own, which is gone afterwards. */
export type OnceOptions = {
  readonly settings: Settings
  readonly seedArchive: string | null
  readonly wish: RunWish
  /** Leave what the run made. */
  readonly keep: boolean
  readonly onEvent: (message: RunMessage) => void
}

/** Makes one run from start to clean-up without touching a server that may be running. */
export async function runOnce({
  settings,
  seedArchive,
  wish,
  keep,
  onEvent,
}: OnceOptions): Promise<RunDetail> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-run-'))
  const server = await startSluice({
    settings: { ...settings, host: '127.0.0.1', port: 0, dataDir, databaseUrl: undefined, logLevel: 'error' },
    webRoot: null,
    seedArchive,
  })
  try {
    const { runs } = server
    const run = await runs.start(wish)
    await follow(runs, run, onEvent)
    const ended = await runs.read(run)
    if (!keep && ended?.run.status !== 'paused') await runs.cleanup(run)
    const detail = await runs.read(run)
    if (detail === null) throw new Error(`run ${run} is gone`)
    return detail
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Hands on every event until the run is over or waits for a person. */
async function follow(runs: RunService, run: string, onEvent: (message: RunMessage) => void): Promise<void> {
  for await (const messages of followEvents(runs, run))
    for (const message of messages) {
      onEvent(message)
      if (message.event.type === 'run.finished' || message.event.type === 'run.paused') return
    }
}
