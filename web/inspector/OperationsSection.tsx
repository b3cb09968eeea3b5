import type { OperationRecord } from '#shared/api/runs.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { openOperation, useRuns } from '../analysis/run-store.ts'
import { type MarkState, StateMark } from '../ui/StateMark.tsx'
import styles from './OperationsSection.module.css'
import { Section } from './Section.tsx'

const marks: Record<OperationRecord['status'], MarkState> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  skipped: 'skipped',
}

const seconds = (ms: number | null): string => (ms === null ? '' : `${(ms / 1000).toFixed(2)} s`)

const none: readonly OperationRecord[] = []

/** The calls that the shown run made for this block; each opens its request and response. */
export const OperationsSection = ({ block }: { block: BlockId }) => {
  const all = useRuns(state => state.shown?.operations ?? none)
  const own = all.filter(operation => operation.block === block)
  if (own.length === 0) return null
  return (
    <Section title="Operations" aside={`${own.length} of ${all.length}`}>
      <ul className={styles.operations}>
        {own.map(operation => (
          <li key={`${operation.operation} ${operation.trigger} ${operation.element}`}>
            <button type="button" className={styles.operation} onClick={() => openOperation(operation)}>
              <StateMark state={marks[operation.status]} />
              <code className={styles.call}>{operation.call}</code>
              <span className={styles.time}>{seconds(operation.durationMs)}</span>
              {operation.error && <span className={styles.error}>{operation.error.message}</span>}
              {operation.objectId && <code className={styles.detail}>{operation.objectId}</code>}
              {operation.idempotencyKey && (
                <span className={styles.detail}>
                  key <code>{operation.idempotencyKey}</code>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
