import { useState } from 'react'
import { freeId } from '#shared/flow/ids.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { blockOfProblem } from '../view/problem-list.ts'
import styles from './ProblemCard.module.css'

const MOST_LETTERS = 500

type Scope = 'block' | 'flow'

/** Switches a rule off at its place, or everywhere, for a reason that stands in the document and in reports. */
export const IgnoreForm = ({ problem, onDone }: { problem: Problem; onDone: () => void }) => {
  const block = useDocument(state => blockOfProblem(problem, state.document.graph))
  const label = useDocument(state => (block === null ? undefined : state.document.graph.blocks[block]?.label))
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<Scope>(block === null ? 'flow' : 'block')
  const ready = reason.trim() !== ''
  const ignore = () => {
    const { suppressions } = documentStore.use.getState().document.parts
    const value = {
      code: problem.code,
      ...(scope === 'block' && block !== null && { block }),
      reason: reason.trim(),
    }
    const id = freeId(problem.code.replace('/', '-'), suppressions)
    const done = documentStore.change([{ op: 'part.set', part: 'suppressions', id, value }], {
      label: `Ignore ${problem.code}`,
    })
    if (done) onDone()
  }
  return (
    <form
      className={styles.drawer}
      onSubmit={event => {
        event.preventDefault()
        if (ready) ignore()
      }}
    >
      <div className={styles.form}>
        <TextField
          aria-label="Reason"
          placeholder="Why this is fine here"
          maxLength={MOST_LETTERS}
          value={reason}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened by the person to write in
          autoFocus
          onChange={event => setReason(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') onDone()
          }}
        />
        {block !== null && (
          <Select
            aria-label="Where to ignore it"
            value={scope}
            choices={[
              { value: 'block', label: `On “${label ?? block}”` },
              { value: 'flow', label: 'In the whole flow' },
            ]}
            onChange={chosen => setScope(chosen === 'flow' ? 'flow' : 'block')}
          />
        )}
        <Button size="small" type="submit" disabled={!ready}>
          Ignore
        </Button>
      </div>
      <p className={styles.formHint}>The reason stands in the document, in reports and in exports.</p>
    </form>
  )
}
