import { once } from 'node:events'
import type { Response } from 'express'
import type { RunService } from './run-service.ts'

type Stream = {
  readonly runs: RunService
  readonly run: string
  /** Number of the last event that the client has. */
  readonly after: number
  readonly response: Response
  /** Aborted when the server stops: streams end first. */
  readonly stopping: AbortSignal
}

/** A comment this often keeps proxies from closing a quiet stream, and finds events that another process wrote. */
const HEARTBEAT_MS = 5_000

/**
 * Sends a run's events from the database, each with its number as id, until the client goes or the server stops.
 * What has happened already is replayed; what happens is announced in the process and read from the database too.
 */
export async function streamEvents({ runs, run, after, response, stopping }: Stream): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  response.write('retry: 1000\n\n')
  let wake = (): void => {}
  const over = new AbortController()
  const end = (): void => {
    over.abort()
    wake()
  }
  const stop = runs.onEvents(run, () => wake())
  response.once('close', end)
  stopping.addEventListener('abort', end)
  let sent = after
  try {
    while (!over.signal.aborted && !stopping.aborted) {
      const woken = new Promise<'event'>(resolve => {
        wake = () => resolve('event')
      })
      const messages = await runs.eventsAfter(run, sent)
      for (const { seq, event } of messages) {
        sent = seq
        await write(response, `id: ${String(seq)}\ndata: ${JSON.stringify({ seq, event })}\n\n`)
      }
      if (messages.length > 0 || over.signal.aborted) continue
      if ((await Promise.race([woken, pause()])) === 'quiet') await write(response, ': quiet\n\n')
    }
  } finally {
    stop()
    stopping.removeEventListener('abort', end)
    response.end()
  }
}

const pause = (): Promise<'quiet'> =>
  new Promise(resolve => {
    setTimeout(() => resolve('quiet'), HEARTBEAT_MS).unref()
  })

async function write(response: Response, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return
  await Promise.race([once(response, 'drain'), once(response, 'close')])
}
