import type { RunMessage } from '#shared/api/runs.ts'

/** A finished run as a line in time, without its clean-up. Milliseconds count from its first event. */
export type Timeline = {
  readonly length: number
  /** When each event happened; never goes back, whatever the clocks say. */
  readonly times: readonly number[]
  /** When operations succeeded: the ticks. */
  readonly ticks: readonly number[]
}

/** Reads a timeline; null when there is nothing that could be played. */
export const timelineOf = (events: readonly RunMessage[]): Timeline | null => {
  const [first] = events
  if (!first) return null
  const start = Date.parse(first.event.at)
  let latest = 0
  const times = events.map(({ event }) => {
    // Cleaning up comes whenever somebody likes, and is no part of what is played.
    if (event.type === 'run.cleaned') return latest
    latest = Math.max(latest, Date.parse(event.at) - start)
    return latest
  })
  const ticks = events.flatMap(({ event }, index) =>
    event.type === 'operation.succeeded' ? [times[index] ?? 0] : [],
  )
  return ticks.length === 0 ? null : { length: Math.max(latest, 1), times, ticks }
}

/** How many events have happened by a time. */
export const playedAt = ({ times }: Timeline, time: number): number => times.filter(at => at <= time).length

/** The time at which this many events have happened. */
export const timeOf = ({ times }: Timeline, played: number): number =>
  played === 0 ? 0 : (times[played - 1] ?? 0)

/** A replay takes the real time of the run, and at most ten seconds: how much faster than real it goes. */
export const speedOf = ({ length }: Timeline): number => Math.max(1, length / 10_000)
