import { type RunMessage, runMessageSchema } from '#shared/api/runs.ts'

/** The part of `EventSource` that is used. */
export type Source = {
  onopen(hear: () => void): void
  /** `over`: it does not try again by itself, as after an answer that is no stream. */
  onerror(hear: (over: boolean) => void): void
  onmessage(hear: (text: string) => void): void
  close(): void
}

/** Who follows a run. `open` makes the event source: the browser's own outside of tests. */
export type Follower = {
  readonly run: string
  /** Number of the last event that is known already. */
  readonly after: number
  readonly onMessage: (message: RunMessage) => void
  /** The connection is lost and tried again, or back. */
  readonly onConnection: (state: 'open' | 'lost') => void
  readonly open: (address: string) => Source
  /** Runs a function after some milliseconds. */
  readonly later: (work: () => void, ms: number) => void
}

/** The browser's own event source. */
export const openEventSource = (address: string): Source => {
  const source = new EventSource(address)
  return {
    onopen: hear => source.addEventListener('open', hear),
    onerror: hear => source.addEventListener('error', () => hear(source.readyState === EventSource.CLOSED)),
    onmessage: hear =>
      source.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') hear(event.data)
      }),
    close: () => source.close(),
  }
}

const messageOf = (text: string): RunMessage | null => {
  try {
    const read = runMessageSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const AGAIN_MS = 1000

/**
 * Follows the events of a run, each once and in order, also over reconnections. The browser goes on by itself after the
 * last number that it saw, until a server that is only starting refuses it: then it is asked anew. What is no event of a
 * run is left out. Call the result to stop.
 */
export const followRun = (follower: Follower): (() => void) => {
  const { run, after, onMessage, onConnection, open, later } = follower
  let last = after
  let stopped = false
  const hearFrom = (source: Source): Source => {
    source.onopen(() => onConnection('open'))
    source.onerror(over => {
      onConnection('lost')
      if (over) later(again, AGAIN_MS)
    })
    source.onmessage(text => {
      const message = messageOf(text)
      if (message === null || message.seq <= last) return
      last = message.seq
      onMessage(message)
    })
    return source
  }
  const begin = (): Source => hearFrom(open(`/api/runs/${encodeURIComponent(run)}/events?after=${last}`))
  const again = () => {
    if (!stopped) source = begin()
  }
  let source = begin()
  return () => {
    stopped = true
    source.close()
  }
}
