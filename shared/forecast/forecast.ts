import { definitionOf } from '#shared/blocks/index.ts'
import type { CheckedFlow } from '#shared/check/checked-flow.ts'
import type { Scenario } from '#shared/flow/document.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type Month, type PlayedMonth, playMonth } from '#shared/flow/play-month.ts'
import { dueOf } from '#shared/lifecycles/due-incidents.ts'
import { firstPaymentAt } from '#shared/lifecycles/first-payment.ts'
import { lifecycleOf } from '#shared/lifecycles/index.ts'
import { turnsOf } from '#shared/lifecycles/turns.ts'
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
 * Plays a scenario through by arithmetic alone: for every month the payments, those between it and the next one, fees,
 * shares, what Stripe bills apart, and what its incidents bring, as postings that sum to zero. Asks no API and knows
 * nothing of the simulator.
 */
export const forecast = (flow: CheckedFlow, plan: Pick<Plan, 'clock'>, scenario: Scenario): Forecast => {
  const startsAt = firstPaymentAt(flow, plan.clock?.startsAt ?? USUAL_START)
  const { months, incidents } = scenario
  const written: Written = { entries: [], billed: [], owed: [] }
  const flows: Forecast['flows'][number][] = []
  const state = new MonthState(flow)
  const room = new WaitingRoom(startsAt)
  const books = new Map<number, MonthBooks>()
  const due = incidents.map(incident => ({ incident, ...dueOf(incident, startsAt) }))
  const between = turnsOf(flow, { months, startsAt, renews: plan.clock !== null || months > 1 }).filter(
    turn => turn.between,
  )
  for (let month = 1; month <= months; month += 1) {
    const day = dayOfMonth(startsAt, month)
    const period = { start: addMonths(startsAt, month - 1), end: addMonths(startsAt, month) }
    const own = incidents.filter(incident => incident.month === month)
    const changed = state.begin(month, own, period)
    const active = new Set<BlockId>()
    const play = (turn: Month): PlayedMonth => {
      const played = playMonth(state.flow, definitionOf, { active, ...turn })
      const [taxes, costs] = apart(dated(played.billed, month, turn.day))
      written.entries.push(...dated(played.entries, month, turn.day))
      written.billed.push(...costs)
      written.owed.push(...taxes)
      room.enter(played, { month, day: turn.day })
      for (const [connection, money] of played.flows) flows.push({ connection, month, money })
      return played
    }
    const release = (before: number): void => {
      const released = room.release(month, before, changed.without ?? NOTHING)
      for (const paid of books.values()) paid.send(released.entries)
      written.entries.push(...released.entries)
      written.billed.push(...released.billed)
    }
    const happen = ({ incident, ...when }: (typeof due)[number]): void => {
      const paid = books.get(incident.month)
      if (!paid) return
      const unsent = paid.unsent()
      lifecycleOf(incident.kind)?.forecast(incident, paid.on(when))
      const first = { month: incident.month, day: dayOfMonth(startsAt, incident.month) }
      room.lessen(first, added(unsent, paid.unsent()))
    }
    books.set(month, new MonthBooks(state, { month, played: play({ month, day, ...changed }), written }))
    const { without = NOTHING } = changed
    const moments = [
      ...between
        .filter(turn => turn.month === month)
        .map(turn => ({
          days: turn.daysAfter,
          go: () => play({ ...turn, without, balances: state.balances }),
        })),
      ...due.filter(one => one.month === month).map(one => ({ days: one.daysAfter, go: () => happen(one) })),
    ]
    for (const { days, go } of moments.toSorted((a, b) => a.days - b.days)) {
      release(days)
      go()
    }
    release(Number.POSITIVE_INFINITY)
  }
  return { scenario, ...written, waiting: room.rest(), flows }
}
