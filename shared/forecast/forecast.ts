import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import { firstPaymentAt } from '#shared/lifecycles/first-payment.ts'
import type { IncidentBooks, PaidMonth } from '#shared/lifecycles/incident-books.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'
import { addMonths, dayOfMonth } from '#shared/plan/clock.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'
import { MonthState } from './month-state.ts'
import { paidMonth } from './paid-month.ts'

/** Start of a forecast whose flow has no clock: 2026-01-01, so that the same flow always gives the same days. */
const USUAL_START = 1_767_225_600

const dated = (entries: PlayedMonth['entries'], month: number, day: number): LedgerEntry[] =>
  entries.map(entry => ({ ...entry, month, day }))

/** Tax that is owed, and what Stripe bills. */
const apart = (entries: readonly LedgerEntry[]): [taxes: LedgerEntry[], costs: LedgerEntry[]] => [
  entries.filter(({ to }) => to.startsWith('tax:')),
  entries.filter(({ to }) => !to.startsWith('tax:')),
]

/** The books of one month: what its incidents see and write. */
const booksOf = (
  { flow, carried, lowered, balances }: MonthState,
  month: number,
  { entries, owed }: { entries: LedgerEntry[]; owed: LedgerEntry[] },
): IncidentBooks => {
  const changed = new Map<BlockId, PaidMonth>()
  const day = entries[0]?.day ?? 0
  const played = [...entries]
  const paid = (payment: PaidMonth['payment']): PaidMonth | null =>
    changed.get(payment.id) ?? paidMonth(payment, { flow, month, entries: played, carried, lowered })
  return {
    flow,
    month,
    paid,
    update: (payment, change) => {
      const before = paid(payment)
      if (before) changed.set(payment.id, { ...before, ...change })
    },
    credit: ({ payment, currency }, amount) => {
      const payer = payerOf(payment, flow)
      if (payer) balances.credit(payer.id, currency, amount)
    },
    post: (block, posting) => {
      if (posting.money.amount > 0) entries.push({ ...posting, block: block.id, month, day })
    },
    owe: (block, posting) => owed.push({ ...posting, block: block.id, month, day }),
  }
}

/**
 * Plays a scenario through by arithmetic alone: for every month the payments, fees, shares, what Stripe bills apart, and
 * what its incidents bring, as postings that sum to zero. Asks no API and knows nothing of the simulator.
 */
export const forecast = (flow: CheckedFlow, plan: Pick<Plan, 'clock'>, scenario: Scenario): Forecast => {
  const startsAt = firstPaymentAt(flow, plan.clock?.startsAt ?? USUAL_START)
  const entries: LedgerEntry[] = []
  const billed: LedgerEntry[] = []
  const owed: LedgerEntry[] = []
  const flows: Forecast['flows'][number][] = []
  const state = new MonthState(flow)
  for (let month = 1; month <= scenario.months; month += 1) {
    const day = dayOfMonth(startsAt, month)
    const period = { start: addMonths(startsAt, month - 1), end: addMonths(startsAt, month) }
    const incidents = scenario.incidents.filter(incident => incident.month === month)
    const changed = state.begin(incidents, period)
    const played = playMonth(state.flow, definitionOf, { month, day, ...changed })
    const booked = dated(played.entries, month, day)
    const [taxes, costs] = apart(dated(played.billed, month, day))
    const books = booksOf(state, month, { entries: booked, owed: taxes })
    for (const incident of incidents) lifecycleOf(incident.kind)?.forecast(incident, books)
    entries.push(...booked)
    billed.push(...costs)
    owed.push(...taxes)
    for (const [connection, money] of played.flows) flows.push({ connection, month, money })
  }
  return { scenario, entries, billed, owed, flows }
}
