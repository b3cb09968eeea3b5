import { documentStore, useDocument } from './document/document-store.ts'
import styles from './FlowName.module.css'

/** The name of the flow, changed where it stands. */
export const FlowName = () => {
  const name = useDocument(state => state.document.name)
  const loading = useDocument(state => state.access === 'loading')
  const locked = useDocument(state => state.access !== 'editing')
  return (
    <h1 className={styles.frame} data-text={loading ? '' : name || 'Untitled flow'}>
      <input
        className={styles.name}
        aria-label="Name of the flow"
        value={loading ? '' : name}
        placeholder={loading ? '' : 'Untitled flow'}
        maxLength={120}
        readOnly={locked}
        spellCheck={false}
        size={1}
        onChange={event =>
          documentStore.change([{ op: 'flow.set', name: event.target.value }], {
            label: 'Rename flow',
            merge: 'name',
          })
        }
        onKeyDown={event => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </h1>
  )
}
