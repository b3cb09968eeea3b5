import { CalendarPlus, CirclePlay, Eraser, FileDown, Square } from 'lucide-react'
import type { RunDetail } from '#shared/api/runs.ts'
import { useRunControl } from '../analysis/run-control.ts'
import { type ShownRun, useLost, useRuns } from '../analysis/run-store.ts'
import { runSession } from '../analysis/start-runs.ts'
import { useRunList } from '../analysis/use-run-list.ts'
import { saveRecording } from '../commands/save-recording.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { CompareSelect } from './CompareSelect.tsx'
import { ReplayBar } from './ReplayBar.tsx'
import styles from './RunsPanel.module.css'
import { type Verdict, verdictOf } from './verdict.ts'
import { WhatIf } from './WhatIf.tsx'

const MOST_MONTHS = 36

const tones: Record<Verdict['tone'], Tone> = {
  ok: 'ok',
  error: 'error',
  warning: 'warning',
  plain: 'neutral',
}

const Resume = () => (
  <Button size="small" icon={CirclePlay} onClick={() => void runSession.change('resume')}>
    Resume
  </Button>
)

const Advance = ({ months }: { months: number }) => {
  const start = useRunControl(state => state.start)
  const ready = useRunControl(state => state.status === 'ready')
  return (
    <Button
      size="small"
      variant="quiet"
      icon={CalendarPlus}
      disabled={!ready || months >= MOST_MONTHS}
      title={`Runs again with ${months + 1} months`}
      onClick={() => start({ months: months + 1 })}
    >
      <span className={styles.label}>Advance one month</span>
    </Button>
  )
}

const CleanUp = ({ detail: { run, objects } }: { detail: RunDetail }) => {
  const left = objects.filter(({ state }) => state === 'exists').length
  if (run.cleanup === 'running') return <span className={styles.quiet}>Cleaning up…</span>
  if (run.cleanup === 'done' || left === 0) return <span className={styles.quiet}>Cleaned up</span>
  return (
    <Button
      size="small"
      variant="quiet"
      icon={Eraser}
      title={`Removes or archives ${left} objects, last made first`}
      onClick={() => void runSession.change('cleanup')}
    >
      <span className={styles.label}>Clean up</span>
    </Button>
  )
}

/** For when nobody answers: the run as a file. */
const Save = () => (
  <IconButton
    icon={FileDown}
    size="small"
    side="top"
    label={saveRecording.label}
    onClick={() => saveRecording.perform()}
  />
)

const Possible = ({ detail }: { detail: ShownRun }) => {
  const { status, reconciled, months } = detail.run
  const live = detail.recorded === null
  if (status === 'running' || status === 'paused')
    return (
      <>
        {status === 'paused' && <Resume />}
        <Button size="small" variant="quiet" icon={Square} onClick={() => void runSession.change('cancel')}>
          Cancel
        </Button>
      </>
    )
  return (
    <>
      {live && status === 'failed' && reconciled === null && <Resume />}
      <WhatIf quiet />
      {status === 'succeeded' && <Advance months={months} />}
      {live && <CleanUp detail={detail} />}
      {detail.document && <Save />}
    </>
  )
}

/** How the run stands, where the panel's head has no room; what went wrong is told there in any case. */
const Stand = ({ detail }: { detail: ShownRun }) => {
  const lost = useLost(detail)
  const { tone, title } = verdictOf(detail)
  if (lost) return <Badge tone="warning">Connection lost</Badge>
  if (detail.run.status !== 'failed') return <Badge tone={tones[tone]}>{title}</Badge>
  return (
    <Badge tone={tones[tone]} label={title}>
      Failed
    </Badge>
  )
}

/** What can be done with the shown run: go on, stop, play one month more, clean up. Stands in the row of tabs. */
export const RunActions = () => {
  const detail = useRuns(state => state.shown)
  const runs = useRunList()
  if (!detail) return null
  return (
    <>
      <span className={styles.narrow}>
        <Stand detail={detail} />
      </span>
      <ReplayBar floating={false} />
      <CompareSelect runs={runs} detail={detail} className={classNames(styles.compare, styles.across)} />
      <Possible detail={detail} />
    </>
  )
}
