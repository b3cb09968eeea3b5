import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import { firstPaymentAt } from '#shared/lifecycles/first-payment.ts'
import type { IncidentBooks, PaidMonth } from '#shared/lifecycles/incident-books.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'
import { addMonths, dayOfMonth, USUAL_START } from '#shared/plan/clock.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'
import { MonthState } from './month-state.ts'
import { paidMonth } from './paid-month.ts'
import { WaitingRoom } from './waiting-room.ts'

const NOTHING: ReadonlySet<BlockId> = new Set()

/** What is booked with the payment itself. */
const dated = (entries: PlayedMonth['entries'], month: number, day: number): LedgerEntry[] =>
  entries
    .filter(({ waitDays }) => waitDays === undefined)
    .map(({ waitDays: _none, ...entry }) => ({ ...entry, month, day }))

/** Tax that is owed, and what Stripe bills. */
const apart = (entries: readonly LedgerEntry[]): [taxes: LedgerEntry[], costs: LedgerEntry[]] => [
  entries.filter(({ to }) => to.startsWith('tax:')),
  entries.filter(({ to }) => !to.startsWith('tax:')),
]

type MonthBooks = {
  readonly month: number
  readonly day: number
  readonly played: PlayedMonth
  readonly entries: LedgerEntry[]
  readonly owed: LedgerEntry[]
}

/** The books of one month: what its incidents see and write, and what they make of its payments. */
const booksOf = (
  { flow, carried, lowered, balances }: MonthState,
  { month, day, played, entries, owed }: MonthBooks,
): { readonly books: IncidentBooks; readonly touched: ReadonlyMap<BlockId, PaidMonth> } => {
  const touched = new Map<BlockId, PaidMonth>()
  const paid = (payment: PaidMonth['payment']): PaidMonth | null =>
    touched.get(payment.id) ?? paidMonth(payment, { flow, month, entries: played.entries, carried, lowered })
  const books: IncidentBooks = {
    flow,
    month,
    paid,
    update: (payment, change) => {
      const before = paid(payment)
      if (before) touched.set(payment.id, { ...before, ...change })
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
  return { books, touched }
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
  const room = new WaitingRoom(startsAt)
  for (let month = 1; month <= scenario.months; month += 1) {
    const day = dayOfMonth(startsAt, month)
    const period = { start: addMonths(startsAt, month - 1), end: addMonths(startsAt, month) }
    const incidents = scenario.incidents.filter(incident => incident.month === month)
    const changed = state.begin(incidents, period)
    const played = playMonth(state.flow, definitionOf, { month, day, ...changed })
    const booked = dated(played.entries, month, day)
    const [taxes, costs] = apart(dated(played.billed, month, day))
    const { books, touched } = booksOf(state, { month, day, played, entries: booked, owed: taxes })
    for (const incident of incidents) lifecycleOf(incident.kind)?.forecast(incident, books)
    room.enter(played, month, touched.values())
    const released = room.release(month, changed.without ?? NOTHING)
    entries.push(...booked, ...released.entries)
    billed.push(...costs, ...released.billed)
    owed.push(...taxes)
    for (const [connection, money] of played.flows) flows.push({ connection, month, money })
  }
  return { scenario, entries, billed, owed, waiting: room.rest(), flows }
}
