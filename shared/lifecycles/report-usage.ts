import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { isDue } from '#shared/flow/invoice-lines.ts'
import { firstPaymentAt } from './first-payment.ts'
import type { MonthAhead } from './incident-books.ts'
import type { IncidentCalls } from './incident-calls.ts'
import { lifecycleOf } from './index.ts'

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
  const paidAtOnce = firstPaymentAt(flow, startsAt) === startsAt
  const over = endsOf(incidents, flow, callsFor)
  for (const event of flow.ofKind('usage-event')) {
    const billed = pricesOf(event, flow)
    for (let month = paidAtOnce ? 2 : 1; month < months; month += 1) {
      const begins = billed.filter(price => isDue(price, month))
      const goesOn = begins.some(price =>
        flow.outOf(price, 'price').some(({ id }) => month + 1 < (over.get(id) ?? Number.POSITIVE_INFINITY)),
      )
      if (goesOn) reportOnce(event, month, callsFor({ kind: 'usage', month, block: event.id }))
    }
  }
}

/** The metered prices that count what an event reports. */
const pricesOf = (event: Block, flow: FlowIndex): readonly Block[] =>
  flow
    .into(event, 'meter')
    .flatMap(meter => flow.outOf(meter, 'meter').filter(({ kind }) => kind === 'price'))

const reportOnce = (event: Block, month: number, calls: IncidentCalls): void => {
  const made = calls.made(event, [REPORT])
  if (made === null) return
  const { identifier, timestamp: _ofTheFirst, ...params } = made.params
  const named = typeof identifier === 'string' ? { identifier: numbered(identifier, month + 1) } : {}
  calls
    .after()
    .call(
      REPORT,
      { ...params, ...named },
      { name: 'report', title: `Report usage before payment ${month + 1}, “${event.label}”` },
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
