import { WifiOff } from 'lucide-react'
import { useRunControl } from './analysis/run-control.ts'
import { type SaveState, useDocument } from './document/document-store.ts'
import styles from './SavedState.module.css'
import { ToneIcon } from './ui/Badge.tsx'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

const words = (save: SaveState): string => {
  switch (save.state) {
    case 'saving':
      return 'Saving…'
    case 'saved':
      return `Saved ${time.format(save.at)}`
    case 'failed':
      return `Not saved: ${save.reason}`
    default:
      return save satisfies never
  }
}

/** Whether everything that was drawn is kept on this machine, and whether the server is there to run it. */
export const SavedState = () => {
  const save = useDocument(state => state.save)
  const loading = useDocument(state => state.access === 'loading')
  const reason = useRunControl(control => (control.away ? control.reason : null))
  const offline = reason !== null && save.state !== 'failed'
  return (
    <span
      className={styles.state}
      data-state={offline ? 'offline' : save.state}
      role="status"
      {...(offline && {
        'data-tip': `Your edits are kept on this machine. ${reason}`,
        'data-tip-side': 'bottom',
      })}
    >
      {save.state === 'failed' && <ToneIcon tone="error" className={styles.icon} />}
      {offline && <WifiOff aria-hidden className={styles.icon} />}
      {offline && 'Offline'}
      {!offline && (loading ? 'Opening…' : words(save))}
    </span>
  )
}
