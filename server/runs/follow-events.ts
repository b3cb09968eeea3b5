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
  runs: Pick<RunService, 'eventsAfter' | 'onEvents'>,
  run: string,
  { after = 0, until, quietMs = QUIET_MS }: Wanted = {},
): AsyncGenerator<readonly RunMessage[], void, void> {
  const news = listen(runs, run, until)
  let seen = after
  try {
    while (!news.isOver()) {
      const next = nextOf(news.take(), seen)
      const messages = next ?? (await runs.eventsAfter(run, seen))
      seen = messages.at(-1)?.seq ?? seen
      if (messages.length > 0) yield messages
      if (next === null && messages.length === EVENT_PAGE) continue
      if (!(await news.wait(quietMs))) yield []
    }
  } finally {
    news.stop()
  }
}

/** What of the announced events is new; null when nothing was announced, or something lies between: then it has to be read. */
function nextOf(announced: readonly RunMessage[], seen: number): readonly RunMessage[] | null {
  const fresh = announced.filter(({ seq }) => seq > seen)
  return announced.length > 0 && fresh.every(({ seq }, at) => seq === seen + 1 + at) ? fresh : null
}

/** What this process announces of a run, until nobody wants more. */
function listen({ onEvents }: Pick<RunService, 'onEvents'>, run: string, until: AbortSignal | undefined) {
  const announced: RunMessage[] = []
  let wake = (): void => {}
  const end = (): void => wake()
  const stop = onEvents(run, messages => {
    announced.push(...messages)
    wake()
  })
  until?.addEventListener('abort', end)
  const isOver = (): boolean => until?.aborted === true
  return {
    isOver,
    take: (): RunMessage[] => announced.splice(0),
    /** Waits for an announcement or the end; false when there was none for so long. */
    wait: (quietMs: number): Promise<boolean> =>
      new Promise(resolve => {
        if (announced.length > 0 || isOver()) return resolve(true)
        const timer = setTimeout(() => resolve(false), quietMs).unref()
        wake = () => {
          clearTimeout(timer)
          resolve(true)
        }
      }),
    stop: (): void => {
      stop()
      until?.removeEventListener('abort', end)
    },
  }
}
