import { Play } from 'lucide-react'
import { useAnalysis } from '../analysis/analysis-store.ts'
import type { RunControl } from '../analysis/run-control.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Message.tsx'
import styles from './RunsPanel.module.css'
import { WhatIf } from './WhatIf.tsx'

/** What stands here before the first run: what a run is, and how to start it. */
export const FirstRun = ({ control }: { control: RunControl }) => {
  const calls = useAnalysis(state => state.plans?.unattended.operations.length)
  const where =
    control.mode === 'sandbox'
      ? 'in your Stripe sandbox'
      : 'against the built-in simulator, without real money'
  const busy = control.status === 'starting'
  return (
    <Empty
      title={busy ? 'Starting the run…' : 'No run yet'}
      detail={
        control.status === 'unavailable'
          ? control.reason
          : `A run makes ${calls ?? 'all'} calls of the plan ${where}, divides every payment, and compares what each account got with the forecast, to the cent.`
      }
      action={
        control.status === 'ready' && (
          <span className={styles.starts}>
            <Button icon={Play} onClick={() => control.start()}>
              Run this flow
            </Button>
            <WhatIf />
          </span>
        )
      }
    />
  )
}
