import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { isDue } from '#shared/flow/invoice-lines.ts'
import type { Turn } from '#shared/flow/turn.ts'
import { firstPaymentAt } from './first-payment.ts'
import type { MonthAhead } from './incident-books.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'
import { lifecycleOf } from './index.ts'
import { turnsOf } from './turns.ts'

const REPORT = 'billing.meterEvents.create'

/** Stripe's longest identifier of a meter event, characters. Source: Stripe API reference, billing.meterEvents.create. */
const LONGEST_IDENTIFIER = 100

/** What a run plays, on a clock that begins at a time in seconds since 1970. */
type Played = {
  readonly months: number
  readonly incidents: readonly Incident[]
  readonly startsAt: number
}

/**
 * Has a run report usage again in every period, as the forecast bills it. The set-up's report is of the first period,
 * which the second payment bills; where the first payment waits for that period, or for a trial, it is of the time before.
 */
export const reportUsage = (
  flow: FlowIndex,
  { months, incidents, startsAt }: Played,
  callsFor: (incident: Incident) => IncidentCalls,
): void => {
  const firstAt = firstPaymentAt(flow, startsAt)
  const over = endsOf(incidents, flow, callsFor)
  const turns = turnsOf(flow, { months, startsAt: firstAt, renews: true })
  for (const event of flow.ofKind('usage-event')) {
    const billed = pricesOf(event, flow)
    for (const [index, turn] of turns.entries()) {
      const later = turns.slice(index + 1)
      const goesOn = billed
        .filter(price => isDue(price, turn))
        .some(price =>
          isBilledAt(
            later.find(next => isDue(price, next)),
            price,
            { flow, over },
          ),
        )
      if (!goesOn || (index === 0 && firstAt === startsAt)) continue
      const calls = callsFor({ kind: 'usage', month: turn.month, block: event.id })
      reportOnce(event, { number: index + 2, stage: calls.after(turn.daysAfter), calls })
    }
  }
}

/** Whether somebody still pays a price when it is due. */
const isBilledAt = (
  turn: Turn | undefined,
  price: Block,
  { flow, over }: { flow: FlowIndex; over: ReadonlyMap<BlockId, number> },
): boolean =>
  turn !== undefined &&
  flow.outOf(price, 'price').some(({ id }) => turn.month < (over.get(id) ?? Number.POSITIVE_INFINITY))

/** The metered prices that count what an event reports. */
const pricesOf = (event: Block, flow: FlowIndex): readonly Block[] =>
  flow
    .into(event, 'meter')
    .flatMap(meter => flow.outOf(meter, 'meter').filter(({ kind }) => kind === 'price'))

type Report = { readonly number: number; readonly stage: StageCalls; readonly calls: IncidentCalls }

const reportOnce = (event: Block, { number, stage, calls }: Report): void => {
  const made = calls.made(event, [REPORT])
  if (made === null) return
  const { identifier, timestamp: _ofTheFirst, ...params } = made.params
  const named = typeof identifier === 'string' ? { identifier: numbered(identifier, number) } : {}
  stage.call(
    REPORT,
    { ...params, ...named },
    { name: 'report', title: `Report usage before payment ${number}, “${event.label}”` },
  )
}

/** The same identifier with a number at its end: each report is counted. */
const numbered = (identifier: string, number: number): string => {
  const end = `-${number}`
  return `${identifier.slice(0, LONGEST_IDENTIFIER - end.length)}${end}`
}

/** From which month on what pays is over, by payment. */
const endsOf = (
  incidents: readonly Incident[],
  flow: FlowIndex,
  callsFor: (incident: Incident) => IncidentCalls,
): ReadonlyMap<BlockId, number> => {
  const over = new Map<BlockId, number>()
  for (const incident of incidents) {
    const { month } = incident
    const calls = callsFor(incident)
    const ahead: MonthAhead = {
      flow,
      period: { start: calls.startOf(month), end: calls.startOf(month + 1) },
      leaveOut: (payment, how) => {
        if (how === 'for-good') over.set(payment, Math.min(month, over.get(payment) ?? month))
      },
      payWith: () => {},
      lower: () => {},
      carry: () => {},
      change: () => {},
    }
    lifecycleOf(incident.kind)?.prepare(incident, ahead)
  }
  return over
}
