import { Split } from 'lucide-react'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { useRunControl } from '../analysis/run-control.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useView } from '../view/view-store.ts'

/** Runs what can happen after the payment: a decline, a proof that is asked for, a dispute, a refund. */
export const WhatIf = ({ quiet = false }: { quiet?: boolean }) => {
  const offered = useAnalysis(state => state.offered)
  const start = useRunControl(state => state.start)
  const ready = useRunControl(state => state.status === 'ready')
  if (offered.size === 0) return null
  return (
    <Menu
      align="end"
      trigger={
        <Button
          size="small"
          variant={quiet ? 'quiet' : 'default'}
          icon={Split}
          disabled={!ready}
          title="Runs the design with something that goes otherwise"
        >
          What if…
        </Button>
      }
      items={[...offered].map(([id, { title }]) => ({
        kind: 'item',
        id,
        label: title,
        onSelect: () => {
          useView.setState({ scenario: id })
          start()
        },
      }))}
    />
  )
}
