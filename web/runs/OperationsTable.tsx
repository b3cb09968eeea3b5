import { type RefObject, useEffect, useRef } from 'react'
import type { OperationRecord, RunDetail, RunSummary } from '#shared/api/runs.ts'
import { blockId } from '#shared/flow/ids.ts'
import { seconds, shortId } from '../analysis/run-picture.ts'
import { openOperation } from '../analysis/run-store.ts'
import { classNames } from '../ui/class-names.ts'
import { StateMark } from '../ui/StateMark.tsx'
import { BlockLink } from './BlockLink.tsx'
import styles from './tables.module.css'

type RowProps = { operation: OperationRecord; failed: RefObject<HTMLTableRowElement | null> }

const Row = ({ operation, failed }: RowProps) => (
  <tr className={styles.row} ref={operation.status === 'failed' ? failed : undefined}>
    <td className={styles.state}>
      <StateMark state={operation.status} />
    </td>
    <th scope="row" className={classNames(styles.left, styles.grow)}>
      <button type="button" className={styles.open} onClick={() => openOperation(operation)}>
        {operation.title}
      </button>
    </th>
    <td className={styles.left}>
      <code>{operation.call}</code>
    </td>
    <td className={styles.left}>
      <BlockLink id={blockId(operation.block)} />
    </td>
    <td className={styles.source}>
      <code title={operation.objectId ?? ''}>{operation.objectId ? shortId(operation.objectId) : ''}</code>
    </td>
    <td className={styles.quiet}>{operation.durationMs === null ? '' : seconds(operation.durationMs)}</td>
  </tr>
)

/** Every call that a run made, in order; each opens its request and response. */
export const OperationsTable = ({
  operations,
  status,
}: Pick<RunDetail, 'operations'> & Pick<RunSummary, 'status'>) => {
  const failed = useRef<HTMLTableRowElement>(null)
  // Where a run stopped is seen without looking for it: once it has, since why it did takes room from the table.
  useEffect(() => {
    if (status === 'failed') failed.current?.scrollIntoView({ block: 'nearest' })
  }, [status])
  if (operations.length === 0) return <p className={styles.none}>No call was made yet.</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.unseen}>State</span>
          </th>
          <th scope="col" className={styles.left}>
            What
          </th>
          <th scope="col" className={styles.left}>
            Call
          </th>
          <th scope="col" className={styles.left}>
            Block
          </th>
          <th scope="col">Object</th>
          <th scope="col">Time</th>
        </tr>
      </thead>
      <tbody>
        {operations.map(operation => (
          <Row
            key={`${operation.operation} ${operation.trigger} ${operation.element}`}
            operation={operation}
            failed={failed}
          />
        ))}
      </tbody>
    </table>
  )
}
