import { Check } from 'lucide-react'
import type { RunDetail } from '#shared/api/runs.ts'
import { formatMoney } from '#shared/money/format.ts'
import { asideText } from '#shared/run/aside-text.ts'
import type { Reconciliation, ReconciliationRow } from '#shared/run/reconciliation.ts'
import { accountRank } from '../analysis/account-names.ts'
import { shortId } from '../analysis/run-picture.ts'
import { classNames } from '../ui/class-names.ts'
import { AccountLink } from '../view/AccountLink.tsx'
import styles from './tables.module.css'

const isSame = (row: ReconciliationRow) => (entry: { account: string; currency: string }) =>
  entry.account === row.account && entry.currency === row.currency

const sourcesOf = ({ entries }: Reconciliation, row: ReconciliationRow): readonly string[] => [
  ...new Set(entries.filter(isSame(row)).flatMap(({ source }) => (source === undefined ? [] : [source]))),
]

const causesOf = ({ entries }: Reconciliation, row: ReconciliationRow): readonly string[] => [
  ...new Set(entries.filter(isSame(row)).flatMap(({ cause }) => (cause === undefined ? [] : [cause]))),
]

const Source = ({ sources }: { sources: readonly string[] }) => {
  const [first] = sources
  if (first === undefined) return null
  return (
    <span title={sources.join('\n')}>
      <code>{shortId(first)}</code>
      {sources.length > 1 && ` +${sources.length - 1}`}
    </span>
  )
}

const Row = ({ row, reconciliation }: { row: ReconciliationRow; reconciliation: Reconciliation }) => {
  const { account, currency, expected, observed, difference } = row
  const causes = causesOf(reconciliation, row)
  const money = (amount: number, signed = false) => formatMoney({ amount, currency }, { signed })
  const fine = difference === 0 && causes.length === 0
  return (
    <>
      <tr>
        <th scope="row">
          <AccountLink account={account} />
        </th>
        <td>{money(expected)}</td>
        <td>{money(observed)}</td>
        <td className={difference === 0 ? styles.zero : styles.bad}>{money(difference, true)}</td>
        <td className={styles.source}>
          <Source sources={sourcesOf(reconciliation, row)} />
        </td>
        <td className={styles.tick}>{fine && <Check role="img" aria-label="as forecast" />}</td>
      </tr>
      {causes.length > 0 && (
        <tr className={styles.why}>
          <td colSpan={6}>Likely cause: {causes.join(' ')}</td>
        </tr>
      )}
    </>
  )
}

type SumProps = { rows: readonly ReconciliationRow[]; currency: string; several: boolean }

const Sum = ({ rows, currency, several }: SumProps) => {
  const own = rows.filter(row => row.currency === currency)
  const total = (part: 'expected' | 'observed' | 'difference') =>
    formatMoney({ amount: own.reduce((sum, row) => sum + row[part], 0), currency })
  const balanced = own.every(row => row.difference === 0)
  return (
    <tr className={styles.total}>
      <th scope="row">Sum {several && <small>{currency.toUpperCase()}</small>}</th>
      <td>
        <span className={styles.double}>{total('expected')}</span>
      </td>
      <td>
        <span className={styles.double}>{total('observed')}</span>
      </td>
      <td>
        <span className={classNames(styles.double, !balanced && styles.bad)}>{total('difference')}</span>
      </td>
      <td colSpan={2} className={styles.tick}>
        {balanced && <Check role="img" aria-label="balanced" />}
      </td>
    </tr>
  )
}

/** What the forecast says beside what the API's own balance transactions say, account by account. */
export const ReconciliationTable = ({ reconciliation }: Pick<RunDetail, 'reconciliation'>) => {
  if (!reconciliation)
    return <p className={styles.none}>Compared with the forecast as soon as every payment was divided.</p>
  const rows = reconciliation.rows.toSorted((a, b) => accountRank(a.account) - accountRank(b.account))
  const currencies = [...new Set(rows.map(row => row.currency))]
  const aside = asideText(reconciliation)
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Forecast</th>
            <th scope="col">Observed</th>
            <th scope="col">Difference</th>
            <th scope="col">Source</th>
            <th scope="col">
              <span className={styles.unseen}>Agrees</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={`${row.account} ${row.currency}`} row={row} reconciliation={reconciliation} />
          ))}
        </tbody>
        <tfoot>
          {currencies.map(currency => (
            <Sum key={currency} rows={rows} currency={currency} several={currencies.length > 1} />
          ))}
        </tfoot>
      </table>
      {aside !== null && <p className={styles.none}>{aside}</p>}
    </>
  )
}
