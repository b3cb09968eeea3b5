import { Pause, Play, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { seconds } from '../analysis/run-picture.ts'
import { isOver, type ShownRun, useRuns } from '../analysis/run-store.ts'
import { runSession } from '../analysis/start-runs.ts'
import { runName, useRunList } from '../analysis/use-run-list.ts'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './ReplayBar.module.css'
import { playedAt, speedOf, type Timeline, timelineOf, timeOf } from './timeline.ts'

const put = (line: Timeline, time: number): void => {
  const played = playedAt(line, time)
  useRuns.setState({ played: played >= line.times.length ? null : played })
}

/** Moves the time on with every frame until the end, or until it is stopped. */
const usePlaying = (line: Timeline) => {
  const [playing, setPlaying] = useState(false)
  const from = useRef(0)
  useEffect(() => {
    if (!playing) return undefined
    const began = performance.now()
    const speed = speedOf(line)
    let frame = 0
    const move = (now: number) => {
      const time = from.current + (now - began) * speed
      put(line, time)
      if (time >= line.length) setPlaying(false)
      else frame = requestAnimationFrame(move)
    }
    frame = requestAnimationFrame(move)
    return () => cancelAnimationFrame(frame)
  }, [playing, line])
  return {
    playing,
    toggle: (time: number) => {
      from.current = time >= line.length ? 0 : time
      setPlaying(!playing)
    },
    stop: () => setPlaying(false),
  }
}

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`

const Bar = ({ shown, line, floating }: { shown: ShownRun; line: Timeline; floating: boolean }) => {
  const runs = useRunList()
  const played = useRuns(state => state.played)
  const time = played === null ? line.length : timeOf(line, played)
  const { playing, toggle, stop } = usePlaying(line)
  // The end is a whole number of steps, so that the End key and the arrows get there.
  const step = Math.max(1, Math.round(line.length / 100))
  const end = Math.ceil(line.length / step) * step
  const done = line.ticks.filter(tick => tick <= time).length
  const words = `${done} of ${line.ticks.length} · ${seconds(time)}`
  const name = runName(runs, shown)
  return (
    <div
      role="group"
      aria-label={`Replay: ${name}`}
      className={classNames(styles.bar, floating ? styles.floating : styles.inline)}
    >
      <IconButton
        icon={playing ? Pause : Play}
        size="small"
        side="top"
        label={playing ? 'Stop' : 'Replay'}
        onClick={() => toggle(time)}
      />
      {/* In the row of tabs the select beside the table names the run. */}
      {floating && <b className={styles.name}>{name}</b>}
      <span data-filled className={styles.track}>
        <span aria-hidden className={styles.done} style={{ width: percent(time / line.length) }} />
        {line.ticks.map((tick, index) => (
          <i
            // oxlint-disable-next-line react/no-array-index-key -- ticks have no identity but their place
            key={index}
            aria-hidden
            className={classNames(tick <= time && styles.passed)}
            style={{ left: percent(tick / line.length) }}
          />
        ))}
        <input
          type="range"
          className={styles.thumb}
          aria-label="Time in the run"
          aria-valuetext={words}
          min={0}
          max={end}
          step={step}
          value={time >= line.length ? end : Math.round(time)}
          onChange={event => {
            stop()
            put(line, Number(event.target.value))
          }}
        />
      </span>
      <span className={styles.words}>{words}</span>
      {floating && (
        <IconButton
          icon={X}
          size="small"
          side="top"
          label="Hide the run: show the forecast again"
          onClick={() => runSession.hide()}
        />
      )}
    </div>
  )
}

/** Plays a finished run again on the canvas, back and forth. `floating` stands over the canvas, else in the row of tabs. */
export const ReplayBar = ({ floating }: { floating: boolean }) => {
  const shown = useRuns(state => state.shown)
  if (!shown || !isOver(shown.run)) return null
  return <Playable key={shown.run.id} shown={shown} floating={floating} />
}

const Playable = ({ shown, floating }: { shown: ShownRun; floating: boolean }) => {
  const { events } = shown
  const [line, setLine] = useState(() => ({ events, line: timelineOf(events) }))
  if (line.events !== events) setLine({ events, line: timelineOf(events) })
  return line.line && <Bar shown={shown} line={line.line} floating={floating} />
}
