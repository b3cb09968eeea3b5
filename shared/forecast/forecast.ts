import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import { dueOf } from '#shared/lifecycles/due-incidents.ts'
import { firstPaymentAt } from '#shared/lifecycles/first-payment.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'
import { addMonths, dayOfMonth, USUAL_START } from '#shared/plan/clock.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'
import { MonthBooks, type Written } from './month-books.ts'
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

/**
 * Plays a scenario through by arithmetic alone: for every month the payments, fees, shares, what Stripe bills apart, and
 * what its incidents bring, as postings that sum to zero. Asks no API and knows nothing of the simulator.
 */
export const forecast = (flow: CheckedFlow, plan: Pick<Plan, 'clock'>, scenario: Scenario): Forecast => {
  const startsAt = firstPaymentAt(flow, plan.clock?.startsAt ?? USUAL_START)
  const written: Written = { entries: [], billed: [], owed: [] }
  const flows: Forecast['flows'][number][] = []
  const state = new MonthState(flow)
  const room = new WaitingRoom(startsAt)
  const books = new Map<number, MonthBooks>()
  const due = scenario.incidents.map(incident => ({ incident, ...dueOf(incident, startsAt) }))
  for (let month = 1; month <= scenario.months; month += 1) {
    const day = dayOfMonth(startsAt, month)
    const period = { start: addMonths(startsAt, month - 1), end: addMonths(startsAt, month) }
    const changed = state.begin(
      month,
      scenario.incidents.filter(incident => incident.month === month),
      period,
    )
    const played = playMonth(state.flow, definitionOf, { month, day, ...changed })
    const [taxes, costs] = apart(dated(played.billed, month, day))
    written.entries.push(...dated(played.entries, month, day))
    written.billed.push(...costs)
    written.owed.push(...taxes)
    books.set(month, new MonthBooks(state, { month, played, written }))
    const release = (before: number): void => {
      const released = room.release(month, before, changed.without ?? NOTHING)
      for (const paid of books.values()) paid.send(released.entries)
      written.entries.push(...released.entries)
      written.billed.push(...released.billed)
    }
    room.enter(played, month)
    const today = due.filter(one => one.month === month).toSorted((a, b) => a.daysAfter - b.daysAfter)
    for (const { incident, ...when } of today) {
      release(when.daysAfter)
      const own = books.get(incident.month)
      if (!own) continue
      const unsent = own.unsent()
      lifecycleOf(incident.kind)?.forecast(incident, own.on(when))
      room.lessen(incident.month, added(unsent, own.unsent()))
    }
    release(Number.POSITIVE_INFINITY)
    for (const [connection, money] of played.flows) flows.push({ connection, month, money })
  }
  return { scenario, ...written, waiting: room.rest(), flows }
}
