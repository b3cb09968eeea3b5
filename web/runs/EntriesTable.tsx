import { Check } from 'lucide-react'
import type { RunDetail } from '#shared/api/runs.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { ReconciliationEntry } from '#shared/run/reconciliation.ts'
import { accountName } from '../analysis/account-names.ts'
import { shortId } from '../analysis/run-picture.ts'
import { useDocument } from '../document/document-store.ts'
import styles from './tables.module.css'

const states: Record<ReconciliationEntry['state'], string> = {
  matched: 'as forecast',
  missing: 'forecast, not seen',
  unexplained: 'seen, not forecast',
}

const rank = { missing: 0, unexplained: 1, matched: 2 } as const

const Row = ({ entry }: { entry: ReconciliationEntry }) => {
  const graph = useDocument(state => state.document.graph)
  const { account, amount, currency, memo, source, state } = entry
  return (
    <tr>
      <th scope="row">{accountName(account, graph).name}</th>
      <td className={styles.left}>{memo}</td>
      <td>{formatMoney({ amount, currency }, { signed: true })}</td>
      <td className={styles.source}>
        <code title={source ?? ''}>{source === undefined ? '' : shortId(source)}</code>
      </td>
      <td className={state === 'matched' ? styles.zero : styles.bad}>{states[state]}</td>
      <td className={styles.tick}>{state === 'matched' && <Check aria-hidden />}</td>
    </tr>
  )
}

/** Every entry of every account: what was forecast, and the balance transaction that proves it. */
export const EntriesTable = ({ reconciliation }: Pick<RunDetail, 'reconciliation'>) => {
  if (!reconciliation)
    return <p className={styles.none}>Compared with the forecast as soon as every payment was divided.</p>
  const entries = reconciliation.entries
    .map((entry, place) => ({ entry, place }))
    .toSorted((a, b) => rank[a.entry.state] - rank[b.entry.state] || a.place - b.place)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col" className={styles.left}>
            What
          </th>
          <th scope="col">Amount</th>
          <th scope="col">Balance transaction</th>
          <th scope="col">Found</th>
          <th scope="col">
            <span className={styles.unseen}>State</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ entry, place }) => (
          <Row key={place} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}
