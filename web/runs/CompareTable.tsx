import type { RunDetail } from '#shared/api/runs.ts'
import { accountName } from '../analysis/account-names.ts'
import type { ShownRun } from '../analysis/run-store.ts'
import { runName, runNumber, useRunList } from '../analysis/use-run-list.ts'
import { useDocument } from '../document/document-store.ts'
import { classNames } from '../ui/class-names.ts'
import { compareRuns, type Difference } from './compare-runs.ts'
import styles from './tables.module.css'
import { useOtherRun } from './use-compared.ts'
import { verdictOf } from './verdict.ts'

type Names = { readonly left: string; readonly right: string }

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? `No ${one}` : `${count} ${count === 1 ? one : many}`

const Head = ({ what, names }: { what: string; names: Names }) => (
  <thead>
    <tr>
      <th scope="col">{what}</th>
      <th scope="col">{names.left}</th>
      <th scope="col">{names.right}</th>
    </tr>
  </thead>
)

const Rows = ({ rows, code = false }: { rows: readonly Difference[]; code?: boolean }) => (
  <tbody>
    {rows.map(({ key, what, detail, left, right }) => (
      <tr key={key}>
        <th scope="row" className={styles.grow}>
          {what} <small>{code ? <code>{detail}</code> : detail}</small>
        </th>
        <td className={classNames(left === null && styles.quiet)}>{left ?? 'not in it'}</td>
        <td className={classNames(right === null && styles.quiet)}>{right ?? 'not in it'}</td>
      </tr>
    ))}
  </tbody>
)

const Compared = ({ left, right, names }: { left: RunDetail; right: RunDetail; names: Names }) => {
  const graph = useDocument(state => state.document.graph)
  const { accounts, operations, same } = compareRuns(left, right, account => accountName(account, graph))
  const verdicts = { left: verdictOf(left).title, right: verdictOf(right).title }
  return (
    <>
      <table className={styles.table}>
        <Head what="Account" names={names} />
        <tbody>
          <tr>
            <th scope="row">Outcome</th>
            <td>{verdicts.left}</td>
            <td>{verdicts.right}</td>
          </tr>
        </tbody>
        <Rows rows={accounts} />
      </table>
      <p className={styles.same}>
        {accounts.length === 0
          ? 'Every account ended alike.'
          : `${counted(same.accounts, 'account', 'accounts')} ended alike.`}
      </p>
      {operations.length > 0 && (
        <table className={styles.table}>
          <Head what="Call" names={names} />
          <Rows rows={operations} code />
        </table>
      )}
      <p className={styles.same}>
        {operations.length === 0
          ? 'Every call was made in both and ended alike.'
          : `${counted(same.operations, 'call', 'calls')} ended alike.`}
      </p>
    </>
  )
}

/** The shown run beside another one: what each account got, which calls were made, and how they ended, where that differs. */
export const CompareTable = ({ detail, other }: { detail: ShownRun; other: string }) => {
  const runs = useRunList()
  const found = useOtherRun(other)
  const names = { left: runName(runs, detail), right: `Run ${runNumber(runs, other)}` }
  if (found === undefined) return null
  if (found === null)
    return <p className={styles.none}>{names.right} could not be read. Is the server running?</p>
  return <Compared left={detail} right={found} names={names} />
}
