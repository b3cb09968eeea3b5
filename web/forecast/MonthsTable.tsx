import type { Forecast } from '#shared/forecast/ledger.ts'
import { formatMoney } from '#shared/money/format.ts'
import { accountRank } from '../analysis/account-names.ts'
import { classNames } from '../ui/class-names.ts'
import { AccountLink } from '../view/AccountLink.tsx'
import styles from './MonthsTable.module.css'
import { type AccountMonths, accountMonths, billedMonths, heldMonths, type Reading } from './months.ts'

type Cells = { amounts: readonly number[]; currency: string; planned: number }

const Amounts = ({ amounts, currency, planned }: Cells) =>
  amounts.map((amount, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a month is its number
    <td key={index} className={classNames(index >= planned && styles.beyond, amount === 0 && styles.zero)}>
      {formatMoney({ amount, currency })}
    </td>
  ))

const sumOf = (rows: readonly AccountMonths[], currency: string, months: number): readonly number[] =>
  Array.from({ length: months }, (_, index) =>
    rows
      .filter(row => row.currency === currency)
      .reduce((total, row) => total + (row.amounts[index] ?? 0), 0),
  )

type TableProps = {
  forecast: Forecast
  reading: Reading
  /** Months of the scenario itself; later ones stand quieter. */
  planned: number
  onMonth: (month: number) => void
}

const Foot = ({
  rows,
  forecast,
  reading,
  planned,
}: Omit<TableProps, 'onMonth'> & { rows: readonly AccountMonths[] }) => {
  const currencies = [...new Set(rows.map(row => row.currency))]
  const several = currencies.length > 1
  const held = heldMonths(forecast, reading)
  const waits = (currency: string) => held.find(row => row.currency === currency)?.amounts ?? []
  const kept = (currency: string) =>
    rows.find(row => row.account === 'balance:platform' && row.currency === currency)?.amounts ?? []
  return (
    <tfoot>
      {currencies.map(currency => (
        <tr key={currency} className={styles.total}>
          <th scope="row">Sum {several && <small>{currency.toUpperCase()}</small>}</th>
          {sumOf(rows, currency, forecast.scenario.months).map((amount, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a month is its number
            <td key={index}>
              <span className={styles.double}>{formatMoney({ amount, currency })}</span>
            </td>
          ))}
        </tr>
      ))}
      {billedMonths(forecast, reading).map(({ currency, amounts }) => (
        <tr key={`billed ${currency}`} className={styles.apart}>
          <th scope="row">
            Billed apart by Stripe <small>not part of the payments</small>
          </th>
          <Amounts amounts={amounts} currency={currency} planned={planned} />
        </tr>
      ))}
      {held
        .filter(({ amounts }) => amounts.some(amount => amount !== 0))
        .map(({ currency, amounts }) => (
          <tr key={`held ${currency}`} className={styles.apart}>
            <th scope="row">
              Waits for providers <small>lies with the platform until its day</small>
            </th>
            <Amounts amounts={amounts} currency={currency} planned={planned} />
          </tr>
        ))}
      {billedMonths(forecast, reading).map(({ currency, amounts }) => (
        <tr key={`margin ${currency}`} className={styles.margin}>
          <th scope="row">
            Margin <small>of the platform, all costs paid</small>
          </th>
          <Amounts
            amounts={amounts.map(
              (amount, index) => amount + (kept(currency)[index] ?? 0) + (waits(currency)[index] ?? 0),
            )}
            currency={currency}
            planned={planned}
          />
        </tr>
      ))}
    </tfoot>
  )
}

/** Accounts down, months across; every column sums to zero. A click on a month shows its postings. */
export const MonthsTable = ({ forecast, reading, planned, onMonth }: TableProps) => {
  const rows = accountMonths(forecast, reading).toSorted(
    (a, b) => accountRank(a.account) - accountRank(b.account),
  )
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Account</th>
          {Array.from({ length: forecast.scenario.months }, (_, index) => (
            <th scope="col" key={index} className={classNames(index >= planned && styles.beyond)}>
              <button
                type="button"
                className={styles.month}
                title={`Postings of month ${index + 1}`}
                onClick={() => onMonth(index + 1)}
              >
                Month {index + 1}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={`${row.account} ${row.currency}`}>
            <th scope="row">
              <AccountLink account={row.account} />
            </th>
            <Amounts amounts={row.amounts} currency={row.currency} planned={planned} />
          </tr>
        ))}
      </tbody>
      <Foot rows={rows} forecast={forecast} reading={reading} planned={planned} />
    </table>
  )
}
