import type { OperationRecord, RunDetail, RunStatus } from '#shared/api/runs.ts'
import { formatMoney } from '#shared/money/format.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { dashboardPage } from '#shared/run/dashboard-page.ts'
import type { Reconciliation, ReconciliationRow } from '#shared/run/reconciliation.ts'
import type { ShownRun } from '../analysis/run-store.ts'
import type { MarkState } from '../ui/StateMark.tsx'

/** How a run ended, or stands: one phrase, one sentence, and its mark. */
export type Verdict = {
  readonly mark: MarkState
  readonly tone: 'ok' | 'error' | 'warning' | 'plain'
  readonly title: string
  readonly detail: string
  /** The rule that would have prevented what Stripe refused. */
  readonly rule?: string
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The amount that is off, in the currency in which most is: half the sum, since each difference has two sides. */
const offBy = (rows: readonly ReconciliationRow[]): string => {
  const [first] = rows.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return first ? formatMoney({ amount: Math.abs(first.difference), currency: first.currency }) : ''
}

/** What the forecast keeps beyond the last month, as the end of a sentence. */
const waits = ({ waiting = [] }: RunDetail): string => {
  const sums = new Map<string, number>()
  for (const { from, money } of waiting)
    if (from === 'balance:platform') sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount)
  const texts = [...sums].map(([currency, amount]) => formatMoney({ amount, currency }))
  return texts.length === 0 ? '' : `; ${texts.join(' and ')} for providers waits beyond the last month`
}

const reconciled = ({ rows, entries }: Reconciliation, sandbox: boolean): Verdict => ({
  mark: 'succeeded',
  tone: 'ok',
  title: 'Reconciled to the cent',
  detail: `${counted(rows.length, 'account', 'accounts')}, ${counted(entries.length / 2, 'posting', 'postings')}, checked against ${sandbox ? 'Stripe’s' : 'the API’s own'} balance transactions`,
})

const differs = ({ rows, entries }: Reconciliation): Verdict => {
  const off = rows.filter(row => row.difference !== 0)
  const open = entries.filter(entry => entry.state !== 'matched').length
  return {
    mark: 'failed',
    tone: 'error',
    title:
      off.length === 0
        ? `Not reconciled: ${counted(open, 'entry', 'entries')} without a counterpart`
        : `Not reconciled: ${counted(off.length, 'account differs', 'accounts differ')} by ${offBy(off)}`,
    detail: 'The forecast and the API’s own balance transactions disagree; the likely causes stand below.',
  }
}

/** Words that have marks of their own, as they stand between marks. */
const inner = (words: string): string => words.replaceAll('“', '‘').replaceAll('”', '’')

const stopped = ({ run, operations }: RunDetail): Verdict => {
  const failed = operations.findLast(operation => operation.status === 'failed')
  return {
    mark: 'failed',
    tone: 'error',
    title: failed ? `The run stopped at “${inner(failed.title)}”` : 'The run stopped',
    detail:
      failed?.error?.message ?? run.reason ?? 'Nothing was charged twice; it can go on where it stopped.',
    ...(failed?.error?.rule !== undefined && { rule: failed.error.rule }),
  }
}

const done = (operations: RunDetail['operations']): number =>
  operations.filter(({ status }) => status === 'succeeded').length

/** What a person has to do at Stripe before the call that is under way can end; null where nobody has to. */
const awaited = (now: OperationRecord, operations: RunDetail['operations']): string | null => {
  const left = operations.findLast(({ status, call }) => status === 'skipped' && simulatorCall(call))
  const target = readPath(now.request, 'target')
  return left?.block === now.block && typeof target === 'string' ? target : null
}

/** A run with what was heard of it: events come at once, records are fetched now and then. */
type Followed = RunDetail & Partial<Pick<ShownRun, 'events' | 'plan'>>

/** How many calls were made, by records or events, whichever know more. */
const madeOf = ({ operations, events = [] }: Followed): number =>
  Math.max(done(operations), events.filter(({ event }) => event.type === 'operation.succeeded').length)

/** What is under way by what was heard last, where no record tells of it yet. */
const heardNow = ({ operations, events = [], plan }: Followed): string | undefined => {
  const last = events.at(-1)?.event
  if (last?.type !== 'operation.started') return undefined
  return [...(plan?.operations ?? []), ...operations].findLast(one =>
    'id' in one ? one.id === last.operation : one.operation === last.operation,
  )?.title
}

const running = (followed: Followed): Verdict => {
  const { run, operations } = followed
  const now = operations.findLast(({ status }) => status === 'running')
  const person = run.target === 'stripe' && now ? awaited(now, operations) : null
  if (now && person !== null) {
    const detail = `Somebody does this at Stripe: ${dashboardPage(person)}`
    return { mark: 'waiting', tone: 'warning', title: now.title, detail }
  }
  const made = madeOf(followed)
  return {
    mark: 'running',
    tone: 'plain',
    title: now?.title ?? heardNow(followed) ?? 'Running',
    detail: made === 0 ? 'Making the first calls' : `${counted(made, 'call', 'calls')} made`,
  }
}

const paused = ({ run }: RunDetail): Verdict => ({
  mark: 'waiting',
  tone: 'warning',
  title: 'Paused',
  detail: run.reason ?? 'It goes on where it stopped; nothing is called twice.',
})

const cancelled = ({ operations }: RunDetail): Verdict => ({
  mark: 'skipped',
  tone: 'plain',
  title: 'Cancelled',
  detail: `${counted(done(operations), 'call was', 'calls were')} made before; what they created stays until it is cleaned up.`,
})

const compared = (detail: RunDetail): Verdict => {
  const { run, reconciliation } = detail
  if (!reconciliation)
    return { mark: 'succeeded', tone: 'plain', title: 'Finished', detail: 'Not compared with the forecast.' }
  if (!reconciliation.reconciled) return differs(reconciliation)
  const verdict = reconciled(reconciliation, run.target === 'stripe')
  return { ...verdict, detail: `${verdict.detail}${waits(detail)}` }
}

const failed = (detail: RunDetail): Verdict =>
  detail.reconciliation?.reconciled === false ? differs(detail.reconciliation) : stopped(detail)

const verdicts: Record<RunStatus, (detail: Followed) => Verdict> = {
  running,
  paused,
  cancelled,
  failed,
  succeeded: compared,
}

/** What a run came to, in words. */
export const verdictOf = (detail: Followed): Verdict => verdicts[detail.run.status](detail)

/** What is read out of a run: that it is under way, what it waits for, how it ended. Failures are urgent. */
export const newsOf = (detail: Followed): { readonly words: string; readonly urgent: boolean } => {
  const { tone, mark, title, detail: words } = verdictOf(detail)
  if (mark === 'running') return { words: 'under way', urgent: false }
  return { words: tone === 'ok' ? title : `${title}. ${words}`, urgent: tone === 'error' }
}
