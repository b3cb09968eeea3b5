import { Engine } from './core/engine.ts'
import { Journal } from './core/journal.ts'
import { Courier } from './http/courier.ts'
import { Faults } from './http/faults.ts'
import { listen } from './http/listen.ts'
import { Pacemaker } from './http/pacemaker.ts'
import { serve } from './http/serve.ts'

export type SimulatorOptions = {
  /** 0 takes a free one. */
  readonly port: number
  readonly host?: string
  /** Where the journal lies; null or left out keeps nothing. */
  readonly dataDir?: string | null
  /** Seed of ids and faults; a journal keeps its own. */
  readonly seed?: number
  /** Wall clock in milliseconds. */
  readonly now?: () => number
  /** What is to go wrong, as `429=0.05,drop-after=0.02,slow=0.1:300`. */
  readonly faults?: string
  /** Told of what fails with no request to answer; written to standard error when left out. */
  readonly report?: (error: unknown) => void
}

/** A running simulator. */
export type Simulator = { readonly port: number; readonly url: string; close(): Promise<void> }

const DEFAULTS = { host: '127.0.0.1', dataDir: null, seed: 1, now: Date.now, report: print, faults: '' }

/** Starts a stateful Stripe API on a port; state comes back from the journal when there is one. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host, port, dataDir, seed, now, report, faults: spec } = { ...DEFAULTS, ...options }
  const faults = new Faults(spec, seed)
  const journal = dataDir === null ? null : new Journal(dataDir, seed)
  const engine = new Engine({ seed: journal?.seed ?? seed, journal, report })
  const courier = new Courier(engine, { now, faults })
  const pacemaker = new Pacemaker(engine, { now, moved: () => courier.wake() })
  const moved = () => {
    pacemaker.wake()
    courier.wake()
  }
  const serving = { engine, faults, now, moved, busy: new Set<string>() }
  const server = await listen({ host, port, answer: request => serve(serving, request) })
  const url = `http://${host}:${server.port}`
  engine.pagesAt(url)
  if (journal !== null)
    try {
      engine.replay(journal.entries)
    } catch (error) {
      await server.close()
      journal.close()
      throw journal.damaged(error)
    }
  pacemaker.wake()
  courier.wake()
  return {
    port: server.port,
    url,
    async close() {
      pacemaker.stop()
      await server.close()
      await courier.stop()
      journal?.close()
    },
  }
}

function print(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`simulator: ${text}\n`)
}
