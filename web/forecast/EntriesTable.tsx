import type { Forecast, LedgerEntry } from '#shared/forecast/ledger.ts'
import { formatMoney } from '#shared/money/format.ts'
import { accountName } from '../analysis/account-names.ts'
import { useDocument } from '../document/document-store.ts'
import { Select } from '../ui/Select.tsx'
import { revealBlock } from '../view/view-store.ts'
import styles from './MonthsTable.module.css'

type Line = { readonly entry: LedgerEntry; readonly apart: string; readonly key: string }

const ALL = 'all'

const linesOf = (forecast: Forecast, month: number | null): readonly Line[] => {
  const line = (apart: string) => (entry: LedgerEntry, index: number) => ({
    entry,
    apart,
    key: `${apart} ${index}`,
  })
  const { entries, billed, owed, waiting } = forecast
  return [
    ...entries.map(line('')),
    ...billed.map(line('billed apart')),
    ...owed.map(line('tax owed')),
    ...waiting.map(line('waits, not sent yet')),
  ]
    .filter(({ entry }) => month === null || entry.month === month)
    .toSorted((a, b) => a.entry.month - b.entry.month || Number(a.apart !== '') - Number(b.apart !== ''))
}

const Row = ({ line: { entry, apart } }: { line: Line }) => {
  const graph = useDocument(state => state.document.graph)
  const label = graph.blocks[entry.block]?.label
  return (
    <tr className={apart === '' ? undefined : styles.apart}>
      <td>{entry.month}</td>
      <td className={styles.left}>
        {label === undefined ? (
          entry.memo
        ) : (
          <button type="button" className={styles.place} onClick={() => revealBlock(entry.block)}>
            {entry.memo}
          </button>
        )}
      </td>
      <td className={styles.left}>{accountName(entry.from, graph).name}</td>
      <td className={styles.left}>{accountName(entry.to, graph).name}</td>
      <td>{formatMoney(entry.money)}</td>
      <td className={styles.left}>{apart}</td>
    </tr>
  )
}

type EntriesProps = { forecast: Forecast; month: number | null; onMonth: (month: number | null) => void }

/** Every posting of the forecast: from where, to where, how much, why. */
export const EntriesTable = ({ forecast, month, onMonth }: EntriesProps) => (
  <>
    <div className={styles.choose}>
      <Select
        aria-label="Month"
        value={month === null ? ALL : String(month)}
        choices={[
          { value: ALL, label: 'All months' },
          ...Array.from({ length: forecast.scenario.months }, (_, index) => ({
            value: String(index + 1),
            label: `Month ${index + 1}`,
          })),
        ]}
        onChange={chosen => onMonth(chosen === ALL ? null : Number(chosen))}
      />
    </div>
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" className={styles.left}>
            What
          </th>
          <th scope="col" className={styles.left}>
            From
          </th>
          <th scope="col" className={styles.left}>
            To
          </th>
          <th scope="col">Amount</th>
          <th scope="col">
            <span className={styles.unseen}>How it is paid</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {linesOf(forecast, month).map(line => (
          <Row key={line.key} line={line} />
        ))}
      </tbody>
    </table>
  </>
)
