import { Lock } from 'lucide-react'
import { useDocument } from './document/document-store.ts'
import { editHere } from './document/open-flow.ts'
import styles from './Elsewhere.module.css'
import { Button } from './ui/Button.tsx'
import { Message } from './ui/Message.tsx'

/** What a second tab says: it follows, and may take over. */
export const Elsewhere = () => {
  const elsewhere = useDocument(state => state.access === 'elsewhere')
  if (!elsewhere) return null
  return (
    <div className={styles.notice}>
      <Message
        icon={Lock}
        title="Open in another tab"
        detail="You see every change live. Taking over loses nothing."
        action={
          <Button size="small" onClick={editHere}>
            Edit here
          </Button>
        }
      />
    </div>
  )
}
