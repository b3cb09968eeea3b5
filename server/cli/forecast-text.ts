import type { ForecastAnswer } from '#shared/api/forecast.ts'
import { formatMoney, toMajor } from '#shared/money/format.ts'
import { table } from './table.ts'

type Entry = ForecastAnswer['entries'][number]

/** A forecast for people: the ledger, the balances, and what is left to the platform. */
export function forecastText(forecast: ForecastAnswer, name: (account: string) => string): readonly string[] {
  const { scenario, entries, billed, owed, waiting } = forecast
  return [
    `${scenario.title}, ${scenario.months} month${scenario.months === 1 ? '' : 's'}`,
    '',
    ...ledgerTable(entries, name),
    ...(billed.length === 0
      ? []
      : ['', 'Billed by Stripe apart from the payments', ...ledgerTable(billed, name)]),
    ...(owed.length === 0 ? [] : ['', 'Tax that is owed', ...ledgerTable(owed, name)]),
    ...(waiting.length === 0
      ? []
      : ['', 'Waits beyond the last month, and lies with the platform', ...ledgerTable(waiting, name)]),
    '',
    'Balances at the end',
    ...table(
      [{ title: '' }, { title: '', align: 'right' }],
      Object.entries(forecast.balances)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([account, held]) => [`  ${name(account)}`, amounts(held)]),
    ),
    '',
    `Stripe's fees: ${amounts(forecast.fees)}`,
    `Left to the platform: ${amounts(forecast.margin)}`,
  ]
}

function ledgerTable(entries: readonly Entry[], name: (account: string) => string): readonly string[] {
  const columns = [
    { title: 'Month', align: 'right' },
    { title: 'Day', align: 'right' },
    { title: 'From' },
    { title: 'To' },
    { title: 'Amount', align: 'right' },
    { title: 'For' },
  ] as const
  return table(
    columns,
    entries.map(({ month, day, from, to, money, memo }) => [
      String(month),
      String(day),
      name(from),
      name(to),
      formatMoney(money),
      memo,
    ]),
  )
}

function amounts(held: Readonly<Record<string, number>>): string {
  const texts = Object.entries(held).map(([currency, amount]) => formatMoney({ amount, currency }))
  return texts.length === 0 ? 'nothing' : texts.join(' + ')
}

/** A forecast's postings as CSV (RFC 4180); what Stripe bills apart, and tax that is owed, is marked in the last column, and so is what waits beyond the last month. */
export function forecastCsv({ entries, billed, owed, waiting }: ForecastAnswer): string {
  const row = ({ month, day, block, from, to, money, memo }: Entry, apart: string) =>
    [month, day, block, from, to, toMajor(money), money.currency, memo, apart].map(csvCell).join(',')
  const titles = 'month,day,block,from,to,amount,currency,memo,billed_apart'
  const rows = [...entries.map(entry => row(entry, 'no')), ...billed.map(entry => row(entry, 'yes'))]
  const apart = [...owed.map(entry => row(entry, 'tax')), ...waiting.map(entry => row(entry, 'waits'))]
  return [titles, ...rows, ...apart].join('\r\n')
}

/** Quoted where it must be; text that a spreadsheet would run as a formula gets a quote mark before it. */
function csvCell(value: string | number): string {
  const text =
    typeof value === 'string' && /^[=+\-@\t]/.test(value) && !/^-?[\d.]+$/.test(value)
      ? `'${value}`
      : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
