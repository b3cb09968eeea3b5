import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Incident, Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import { firstPaymentAt } from '#shared/lifecycles/first-payment.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'
import { addMonths, dayOfMonth, USUAL_START } from '#shared/plan/clock.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'
import { MonthBooks } from './month-books.ts'
import { MonthState } from './month-state.ts'
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

/** What becomes less on the way from one state of the books to another. */
const added = (
  before: ReadonlyMap<BlockId, number>,
  after: ReadonlyMap<BlockId, number>,
): ReadonlyMap<BlockId, number> =>
  new Map([...after].map(([block, amount]) => [block, amount - (before.get(block) ?? 0)]))

const dayOf = ({ day = 0 }: Incident): number => day

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
    const incidents = scenario.incidents
      .filter(incident => incident.month === month)
      .toSorted((a, b) => dayOf(a) - dayOf(b))
    const changed = state.begin(incidents, period)
    const played = playMonth(state.flow, definitionOf, { month, day, ...changed })
    const [taxes, costs] = apart(dated(played.billed, month, day))
    const books = new MonthBooks(state, { month, day, played })
    const release = (before: number): void => {
      const due = room.release(month, before, changed.without ?? NOTHING)
      books.send(due.entries)
      costs.push(...due.billed)
    }
    room.enter(played, month)
    for (const incident of incidents) {
      release(dayOf(incident))
      const unsent = books.unsent()
      lifecycleOf(incident.kind)?.forecast(incident, books.on(dayOf(incident)))
      room.lessen(month, added(unsent, books.unsent()))
    }
    release(Number.POSITIVE_INFINITY)
    entries.push(...dated(played.entries, month, day), ...books.entries)
    billed.push(...costs, ...books.costs)
    owed.push(...taxes, ...books.owed)
    for (const [connection, money] of played.flows) flows.push({ connection, month, money })
  }
  return { scenario, entries, billed, owed, waiting: room.rest(), flows }
}
