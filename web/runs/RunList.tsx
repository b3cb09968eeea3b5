import type { RunSummary } from '#shared/api/runs.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { recordedDay } from '../analysis/recorded-on.ts'
import { useRuns } from '../analysis/run-store.ts'
import { runSession } from '../analysis/start-runs.ts'
import { runNumber } from '../analysis/use-run-list.ts'
import { useDocument } from '../document/document-store.ts'
import { classNames } from '../ui/class-names.ts'
import { type MarkState, StateMark } from '../ui/StateMark.tsx'
import styles from './RunList.module.css'
import { runTime } from './run-time.ts'

/** The mark of a run in lists: a run that is not reconciled has failed, whatever its calls say. */
export const markOf = ({ status, reconciled }: RunSummary): MarkState => {
  if (status === 'running') return 'running'
  if (status === 'paused') return 'waiting'
  if (status === 'cancelled') return 'skipped'
  return status === 'succeeded' && reconciled !== false ? 'succeeded' : 'failed'
}

const outcome = ({ status, reconciled }: RunSummary): string => {
  if (status === 'succeeded') return reconciled ? 'reconciled' : 'not reconciled'
  if (status === 'failed') return reconciled === false ? 'not reconciled' : 'stopped'
  return status
}

type LineProps = {
  run: RunSummary
  name: string
  title: string
  when: string
  on: boolean
  onOpen: () => void
}

const Line = ({ run, name, title, when, on, onOpen }: LineProps) => (
  <li>
    <button
      type="button"
      className={classNames(styles.run, on && styles.on)}
      aria-current={on}
      onClick={onOpen}
    >
      <StateMark state={markOf(run)} />
      <span className={styles.name}>{name}</span>
      <time className={styles.time} dateTime={run.createdAt}>
        {when}
      </time>
      <small className={styles.detail}>
        {title} · {outcome(run)}
      </small>
    </button>
  </li>
)

/** Every run of this flow, newest first; last what is recorded on this machine, where the server does not have it. */
export const RunList = ({ runs }: { runs: readonly RunSummary[] }) => {
  const shown = useRuns(state => state.shown)
  const recording = useRuns(state => state.recording)
  const playing = recording !== null && recording.recordedAt === shown?.recorded
  const apart = playing || !runs.some(({ id }) => id === recording?.detail.run.id)
  const scenarios = useDocument(state => state.document.parts.scenarios)
  const offered = useAnalysis(state => state.offered)
  const titleOf = ({ scenario, months }: RunSummary): string => {
    const known = scenario === null ? undefined : (scenarios[scenario] ?? offered.get(scenario))
    if (known && known.months === months) return known.title
    return months === 1 ? 'First payment' : `${months} months`
  }
  return (
    <ul className={styles.runs} aria-label="Runs of this flow">
      {runs.map(run => (
        <Line
          key={run.id}
          run={run}
          name={`Run ${runNumber(runs, run.id)}`}
          title={titleOf(run)}
          when={runTime(run.createdAt, new Date())}
          on={run.id === shown?.run.id && !playing}
          onOpen={() => void runSession.show(run.id)}
        />
      ))}
      {recording && apart && (
        <Line
          run={recording.detail.run}
          name="Recording"
          title={titleOf(recording.detail.run)}
          when={recordedDay(recording.recordedAt)}
          on={playing}
          onOpen={() => runSession.play(recording)}
        />
      )}
    </ul>
  )
}
