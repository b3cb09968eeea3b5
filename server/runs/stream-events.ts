import { once } from 'node:events'
import type { Response } from 'express'
import { followEvents } from './follow-events.ts'
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

/**
 * Sends a run's events, each with its number as id, until the client goes or the server stops. A comment now and then
 * keeps proxies from closing a quiet stream.
 */
export async function streamEvents({ runs, run, after, response, stopping }: Stream): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  response.write('retry: 1000\n\n')
  const over = new AbortController()
  const end = (): void => over.abort()
  response.once('close', end)
  stopping.addEventListener('abort', end)
  if (stopping.aborted) end()
  try {
    for await (const messages of followEvents(runs, run, { after, until: over.signal })) {
      if (messages.length === 0) await write(response, ': quiet\n\n')
      for (const { seq, event } of messages)
        await write(response, `id: ${String(seq)}\ndata: ${JSON.stringify({ seq, event })}\n\n`)
    }
  } finally {
    stopping.removeEventListener('abort', end)
    response.end()
  }
}

async function write(response: Response, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return
  await Promise.race([once(response, 'drain'), once(response, 'close')])
}
