import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { RunSummary } from '#shared/api/runs.ts'
import { recordedOn } from '../analysis/recorded-on.ts'
import { useRunControl } from '../analysis/run-control.ts'
import { isOver, type ShownRun, useRuns } from '../analysis/run-store.ts'
import { runSession } from '../analysis/start-runs.ts'
import { runName, runNumber, useRunList } from '../analysis/use-run-list.ts'
import { Message } from '../ui/Message.tsx'
import { Segments } from '../ui/Segments.tsx'
import { Select } from '../ui/Select.tsx'
import { CompareSelect } from './CompareSelect.tsx'
import { CompareTable } from './CompareTable.tsx'
import { DriftTable } from './DriftTable.tsx'
import { EntriesTable } from './EntriesTable.tsx'
import { FirstRun } from './FirstRun.tsx'
import { OperationsTable } from './OperationsTable.tsx'
import { PlayRecording } from './PlayRecording.tsx'
import { ReconciliationTable } from './ReconciliationTable.tsx'
import { RunHead } from './RunHead.tsx'
import { RunList } from './RunList.tsx'
import styles from './RunsPanel.module.css'
import { runTime } from './run-time.ts'
import { compareWith, useCompared } from './use-compared.ts'

type Part = 'accounts' | 'entries' | 'operations' | 'drift'

const parts: readonly { id: Part; title: string }[] = [
  { id: 'accounts', title: 'Accounts' },
  { id: 'entries', title: 'Entries' },
  { id: 'operations', title: 'Operations' },
  { id: 'drift', title: 'Drift' },
]

const countOf = (part: Part, { reconciliation, operations }: ShownRun): number | null => {
  if (part === 'drift') return null
  if (part === 'operations') return operations.length
  return (part === 'accounts' ? reconciliation?.rows : reconciliation?.entries)?.length ?? 0
}

/** Drift can be asked for once the run is over, while somebody answers. */
const hasDrift = ({ run, recorded }: ShownRun): boolean => recorded === null && isOver(run)

type PartsProps = {
  detail: ShownRun
  part: Part | null
  onChange: (part: Part) => void
  className?: string | undefined
  upright?: boolean
}

const Parts = ({ detail, part, ...rest }: PartsProps) => (
  <Segments
    label="What to show of the run"
    segments={parts
      .filter(({ id }) => id !== 'drift' || hasDrift(detail))
      .map(each => ({ ...each, count: countOf(each.id, detail) }))}
    value={part}
    {...rest}
  />
)

/** Words that every run screen owes: what differs between a run and the drawing. */
const Note = ({ detail }: { detail: ShownRun }) => (
  <p className={styles.note}>
    {detail.recorded !== null && `${recordedOn(detail.recorded)}: nothing is called now. `}
    {detail.run.target === 'stripe' ? 'Stripe sandbox' : 'Simulator, no real money'}. Runs need no human: test
    identity values, <code>pm_card_visa</code>, and the server’s own webhook address, not the drawn one.
  </p>
)

const RunSelect = ({ runs, detail }: { runs: readonly RunSummary[]; detail: ShownRun }) => (
  <Select
    aria-label="Run"
    value={detail.run.id}
    choices={[
      ...(runs.some(({ id }) => id === detail.run.id)
        ? []
        : [{ value: detail.run.id, label: detail.recorded === null ? runName(runs, detail) : 'Recording' }]),
      ...runs.map(run => ({
        value: run.id,
        label: `Run ${runNumber(runs, run.id)}`,
        hint: runTime(run.createdAt, new Date()),
      })),
    ]}
    onChange={id => void runSession.show(id)}
  />
)

/** The run that stands beside the shown one; null where none does. */
const useOther = (detail: ShownRun, runs: readonly RunSummary[]): string | null => {
  const other = useCompared(state => state.other)
  return other !== detail.run.id && runs.some(({ id }) => id === other) ? other : null
}

const Table = ({ detail, part, runs }: { detail: ShownRun; part: Part; runs: readonly RunSummary[] }) => {
  const other = useOther(detail, runs)
  if (other !== null) return <CompareTable detail={detail} other={other} />
  if (part === 'drift') return <DriftTable run={detail.run.id} />
  if (part === 'operations')
    return <OperationsTable operations={detail.operations} status={detail.run.status} />
  return part === 'accounts' ? (
    <ReconciliationTable reconciliation={detail.reconciliation} />
  ) : (
    <EntriesTable reconciliation={detail.reconciliation} />
  )
}

const Shown = ({ detail, runs }: { detail: ShownRun; runs: readonly RunSummary[] }) => {
  const [chosen, setChosen] = useState<Part | null>(null)
  const choose = (wanted: Part) => {
    compareWith(null)
    setChosen(wanted)
  }
  const part = chosen ?? (detail.reconciliation ? 'accounts' : 'operations')
  const pressed = useOther(detail, runs) === null ? part : null
  return (
    <div className={styles.shown}>
      <div className={styles.side}>
        <RunSelect runs={runs} detail={detail} />
        <CompareSelect runs={runs} detail={detail} />
        <Parts detail={detail} part={pressed} onChange={choose} upright />
      </div>
      <div className={styles.main}>
        <RunHead detail={detail}>
          <Parts detail={detail} part={pressed} onChange={choose} className={styles.across} />
        </RunHead>
        <div className={styles.table}>
          <Table detail={detail} part={part} runs={runs} />
          <Note detail={detail} />
        </div>
      </div>
    </div>
  )
}

/** The runs of this flow, and what the shown one came to: forecast beside observation, to the cent. */
export const RunsPanel = () => {
  const runs = useRunList()
  const shown = useRuns(state => state.shown)
  const recorded = useRuns(state => state.recording !== null)
  const trouble = useRuns(state => state.trouble)
  const control = useRunControl()
  return (
    <section aria-label="Runs" className={styles.panel}>
      {(runs.length > 0 || recorded) && <RunList runs={runs} />}
      <div className={styles.main}>
        {trouble && (
          <div className={styles.trouble}>
            <Message
              icon={TriangleAlert}
              title={trouble.title}
              detail={`${trouble.detail} ${trouble.wayOut}`}
              action={<PlayRecording />}
            />
          </div>
        )}
        {shown ? <Shown key={shown.run.id} detail={shown} runs={runs} /> : <FirstRun control={control} />}
      </div>
    </section>
  )
}
