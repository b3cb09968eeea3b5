import type { RunMessage } from '#shared/api/runs.ts'
import { EVENT_PAGE, type RunService } from './run-service.ts'

type Wanted = {
  /** Number of the last event that is known. */
  readonly after?: number
  /** Aborted when nobody wants more. */
  readonly until?: AbortSignal
  /** After so long without an event an empty list comes, and the database is asked: another process may write too. */
  readonly quietMs?: number
}

const QUIET_MS = 5_000

/**
 * A run's events from a number on, in order and without a gap, as they come. What has happened already is read from
 * the database; what this process writes is announced with the event itself, so that nobody has to read it back.
 */
export async function* followEvents(
  { eventsAfter, onEvents }: Pick<RunService, 'eventsAfter' | 'onEvents'>,
  run: string,
  { after = 0, until, quietMs = QUIET_MS }: Wanted = {},
): AsyncGenerator<readonly RunMessage[], void, void> {
  let seen = after
  let wake = (): void => {}
  const end = (): void => wake()
  const announced: RunMessage[] = []
  const stop = onEvents(run, messages => {
    announced.push(...messages)
    wake()
  })
  until?.addEventListener('abort', end)
  try {
    while (until?.aborted !== true) {
      const woken = new Promise<'woken'>(resolve => {
        wake = () => resolve('woken')
      })
      const next = nextOf(announced.splice(0), seen)
      const messages = next ?? (await eventsAfter(run, seen))
      seen = messages.at(-1)?.seq ?? seen
      if (messages.length > 0) yield messages
      if (next === null && messages.length === EVENT_PAGE) continue
      if ((await firstOf(woken, quietMs)) === 'quiet') yield []
    }
  } finally {
    stop()
    until?.removeEventListener('abort', end)
  }
}

/** What of the announced events is new; null when nothing was announced, or something lies between: then it has to be read. */
function nextOf(announced: readonly RunMessage[], seen: number): readonly RunMessage[] | null {
  const fresh = announced.filter(({ seq }) => seq > seen)
  return announced.length > 0 && fresh.every(({ seq }, at) => seq === seen + 1 + at) ? fresh : null
}

async function firstOf(woken: Promise<'woken'>, quietMs: number): Promise<'woken' | 'quiet'> {
  let timer: NodeJS.Timeout | undefined
  const quiet = new Promise<'quiet'>(resolve => {
    timer = setTimeout(() => resolve('quiet'), quietMs).unref()
  })
  return Promise.race([woken, quiet]).finally(() => clearTimeout(timer))
}
