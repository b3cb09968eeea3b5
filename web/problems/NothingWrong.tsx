import { CircleCheck } from 'lucide-react'
import { idsOf } from '#shared/flow/ids.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { useDocument } from '../document/document-store.ts'
import styles from './ProblemsPanel.module.css'

/** What was looked at and found to be right. */
export const NothingWrong = () => {
  const { rules, ms } = useAnalysis()
  const blocks = useDocument(state => idsOf(state.document.graph.blocks).length)
  if (blocks === 0)
    return (
      <div className={styles.nothing}>
        <div>
          <b>Nothing to check yet</b>
          <p>Start with who pays: add a customer and a way to pay, and the checks begin.</p>
        </div>
      </div>
    )
  return (
    <div className={styles.nothing}>
      <CircleCheck aria-hidden />
      <div>
        <b>Nothing wrong</b>
        <p>
          {rules} rules looked at {blocks === 1 ? '1 block' : `${blocks} blocks`} in{' '}
          {Math.max(1, Math.round(ms))} ms: how they are connected, who is paid and when, amounts and fees,
          events and handlers, refunds and disputes. They run again with every change.
        </p>
      </div>
    </div>
  )
}
