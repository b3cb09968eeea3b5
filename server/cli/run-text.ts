import type { RunDetail } from '#shared/api/runs.ts'
import { formatMoney } from '#shared/money/format.ts'
import { asideText } from '#shared/run/aside-text.ts'
import { table } from './table.ts'

/** How a run ended, for people: its outcome, and forecast against the API's own balance transactions. */
export function runText(detail: RunDetail, name: (account: string) => string): readonly string[] {
  const { run, reconciliation, operations, waiting = [] } = detail
  const failed = operations.filter(record => record.status === 'failed')
  return [
    `Run ${run.id}: ${run.status}${run.reason === null ? '' : `. ${run.reason}`}`,
    `${operations.filter(record => record.status === 'succeeded').length} calls to ${run.target === 'stripe' ? 'Stripe' : 'the simulator'} succeeded, ${failed.length} failed`,
    ...failed.map(record => `  ${record.title}: ${record.error?.message ?? 'no reason given'}`),
    ...(reconciliation === null
      ? ['Not reconciled: the run did not get that far.']
      : reconciliationText(reconciliation, name)),
    ...waiting.map(
      ({ day, to, money, memo }) =>
        `Not sent yet, as forecast: ${formatMoney(money)} to ${name(to)} on day ${day}, beyond the last month (${memo})`,
    ),
  ]
}

function reconciliationText(
  reconciliation: NonNullable<RunDetail['reconciliation']>,
  name: (account: string) => string,
): readonly string[] {
  const { reconciled, rows, entries } = reconciliation
  const columns = [
    { title: 'Account' },
    { title: 'Forecast', align: 'right' },
    { title: 'Observed', align: 'right' },
    { title: 'Difference', align: 'right' },
  ] as const
  const cells = rows.map(({ account, currency, expected, observed, difference }) => [
    name(account),
    formatMoney({ amount: expected, currency }),
    formatMoney({ amount: observed, currency }),
    difference === 0 ? '0' : formatMoney({ amount: difference, currency }, { signed: true }),
  ])
  const open = entries.filter(entry => entry.state !== 'matched')
  return [
    '',
    ...table(columns, cells),
    '',
    ...open.map(
      ({ state, account, amount, currency, memo, cause }) =>
        `  ${state}: ${name(account)} ${formatMoney({ amount, currency }, { signed: true })}, ${memo}${cause === undefined ? '' : ` (${cause})`}`,
    ),
    ...[asideText(reconciliation) ?? []].flat(),
    reconciled ? 'Reconciled: every entry agrees to the cent.' : 'Not reconciled: see the differences above.',
  ]
}
