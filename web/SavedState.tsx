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

/** Whether everything that was drawn is kept on this machine. */
export const SavedState = () => {
  const save = useDocument(state => state.save)
  return (
    <span className={styles.state} data-state={save.state} role="status">
      {save.state === 'failed' && <ToneIcon tone="error" className={styles.icon} />}
      {words(save)}
    </span>
  )
}
