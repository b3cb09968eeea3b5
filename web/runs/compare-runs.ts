import type { OperationRecord, RunDetail } from '#shared/api/runs.ts'
import { formatMoney } from '#shared/money/format.ts'

/** What one of two runs has and the other has not, or has otherwise. */
export type Difference = {
  readonly key: string
  readonly what: string
  /** The call, or the role of an account. */
  readonly detail: string
  /** What each run says; null where it says nothing. */
  readonly left: string | null
  readonly right: string | null
}

/** Two runs side by side: what differs, and how much is the same. */
export type Comparison = {
  readonly accounts: readonly Difference[]
  readonly operations: readonly Difference[]
  readonly same: { readonly accounts: number; readonly operations: number }
}

/** A call by what it is for: its operation, and which time it was made. Triggers have other ids in every run. */
const numbered = (operations: readonly OperationRecord[]): ReadonlyMap<string, OperationRecord> => {
  const times = new Map<string, number>()
  return new Map(
    operations.map(operation => {
      const name = `${operation.operation} ${operation.element}`
      const time = (times.get(name) ?? 0) + 1
      times.set(name, time)
      return [`${name} ${time}`, operation] as const
    }),
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The amount that a call is about, as its parameters or its answer say it. */
const amountOf = ({ request, response }: OperationRecord): string | null => {
  const params = isRecord(request) ? request['params'] : undefined
  for (const said of [params, response]) {
    if (!isRecord(said)) continue
    const { amount, unit_amount: unit, amount_paid: paid, currency } = said
    const found = [amount, unit, paid].find(value => typeof value === 'number')
    if (typeof found === 'number' && typeof currency === 'string')
      return formatMoney({ amount: found, currency })
  }
  return null
}

const outcomes: Readonly<Record<OperationRecord['status'], string>> = {
  running: 'under way',
  succeeded: 'succeeded',
  failed: 'failed',
  skipped: 'not reached',
}

/** How a call ended, with its amount: what two runs are compared by. Ids and times differ always. */
const outcomeOf = (operation: OperationRecord): string => {
  const amount = amountOf(operation)
  const words = operation.error?.code ?? outcomes[operation.status]
  return amount === null ? words : `${words}, ${amount}`
}

const operationsOf = (left: RunDetail, right: RunDetail): readonly Difference[] => {
  const [before, after] = [numbered(left.operations), numbered(right.operations)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [own, other] = [before.get(key), after.get(key)]
    const either = own ?? other
    const says = [own ? outcomeOf(own) : null, other ? outcomeOf(other) : null] as const
    if (!either || says[0] === says[1]) return []
    return [{ key, what: either.title, detail: either.call, left: says[0], right: says[1] }]
  })
}

type Rows = NonNullable<RunDetail['reconciliation']>['rows']

const rowsOf = ({ reconciliation }: RunDetail): ReadonlyMap<string, Rows[number]> =>
  new Map((reconciliation?.rows ?? []).map(row => [`${row.account} ${row.currency}`, row]))

/** What was observed, and where that is not the forecast, what was forecast. */
const balanceOf = ({ observed, expected, difference, currency }: Rows[number]): string => {
  const words = formatMoney({ amount: observed, currency })
  return difference === 0 ? words : `${words}, forecast ${formatMoney({ amount: expected, currency })}`
}

const accountsOf = (
  left: RunDetail,
  right: RunDetail,
  nameOf: (account: string) => { name: string; role: string },
): readonly Difference[] => {
  const [before, after] = [rowsOf(left), rowsOf(right)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [own, other] = [before.get(key), after.get(key)]
    const either = own ?? other
    const says = [own ? balanceOf(own) : null, other ? balanceOf(other) : null] as const
    if (!either || says[0] === says[1]) return []
    const { name, role } = nameOf(either.account)
    return [{ key, what: name, detail: role, left: says[0], right: says[1] }]
  })
}

/** What differs between two runs of a flow: balances of accounts, calls, how they ended, their amounts. */
export const compareRuns = (
  left: RunDetail,
  right: RunDetail,
  nameOf: (account: string) => { name: string; role: string },
): Comparison => {
  const accounts = accountsOf(left, right, nameOf)
  const operations = operationsOf(left, right)
  const all = new Set([...rowsOf(left).keys(), ...rowsOf(right).keys()]).size
  const calls = new Set([...numbered(left.operations).keys(), ...numbered(right.operations).keys()]).size
  return {
    accounts,
    operations,
    same: { accounts: all - accounts.length, operations: calls - operations.length },
  }
}
