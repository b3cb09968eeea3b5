import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident, Scenario } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, type OperationId, operationId } from '#shared/flow/ids.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { daysBetween } from '#shared/flow/turn.ts'
import { addMonths, dayOfMonth, dueAfter, USUAL_START } from '#shared/plan/clock.ts'
import { withoutUndefined } from '#shared/plan/compile-block.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { operationsIn } from '#shared/plan/references.ts'
import { refusalByDays } from './by-days.ts'
import { GOOD_CARD } from './change-card.ts'
import { bookedRefund } from './credit-note-terms.ts'
import { dayOf, dueOf } from './due-incidents.ts'
import { firstPaymentAt, paidWithSetUp } from './first-payment.ts'
import type {
  IncidentCalls,
  Script,
  ScriptPlan,
  SentTurn,
  Stage,
  StageCalls,
  StageDraft,
} from './incident-calls.ts'
import { lifecycleOf } from './index.ts'
import { openNotesRefusal } from './open-notes.ts'
import { isSent, paySent } from './pay-sent.ts'
import { reportUsage } from './report-usage.ts'
import { type PlayedTurn, turnsOf } from './turns.ts'

/** A script in which nothing happens beside the plan. */
export const EMPTY_SCRIPT: Script = {
  firstCard: null,
  firstPaymentAt: null,
  putOff: [],
  leftOut: [],
  stages: [],
  between: [],
  apart: [],
}

/** When on its day a stage comes: what was sent is paid before anything happens to it. */
const TURNS = ['finalise', 'lower', 'pay', 'then'] as const satisfies readonly (SentTurn | 'then')[]

type Turn = (typeof TURNS)[number]

type Place = Omit<Stage, 'operations'> & Pick<StageCalls, 'nextPaid'> & { readonly turn?: Turn }

type OpenStage = Omit<Stage, 'operations'> & {
  readonly turn: Turn
  readonly operations: Operation[]
}

class ScriptWriter {
  readonly stages: OpenStage[] = []
  readonly apart: OperationId[] = []
  readonly putOff = new Set<OperationId>()
  readonly leftOut: OperationId[] = []
  firstCard: Script['firstCard'] = null
  readonly #ids = new Set<string>()
  readonly #flow: FlowIndex
  readonly #plan: ScriptPlan
  readonly #months: number
  readonly #startsAt: number

  constructor(flow: FlowIndex, plan: ScriptPlan, months: number) {
    this.#flow = flow
    this.#plan = plan
    this.#months = months
    this.#startsAt = firstPaymentAt(flow, plan.clock?.startsAt ?? USUAL_START)
  }

  /** Whether it happens within the months that are played; without a clock nothing is paid after the first of them. */
  plays(incident: Incident): boolean {
    const isPaid = incident.month === 1 || this.#plan.clock !== null
    return isPaid && dueOf(incident, this.#startsAt).month <= this.#months
  }

  /** In which month something is done so many days after a payment; what follows after the last month ends it. */
  #after({ month }: Incident, wait: number): Place {
    const due = dueAfter(this.#startsAt, month, wait)
    const last = Math.min(due.month, Math.max(month, this.#months))
    const days = due.day - dayOfMonth(this.#startsAt, last)
    const nextPaid = last > month && this.#plan.clock ? addMonths(this.#startsAt, month) : null
    return { month: last, when: 'after', days, nextPaid }
  }

  #freshId(incident: Incident, block: BlockId, name: string): OperationId {
    const base = `${block}.${incident.kind}-${incident.month}-${name}`
    let id = base
    for (let number = 2; this.#ids.has(id); number += 1) id = `${base}-${number}`
    this.#ids.add(id)
    return operationId(id)
  }

  #add(
    incident: Incident,
    stage: OpenStage,
    { call, params, more }: { call: string; params: Readonly<Record<string, Param>>; more: StageDraft },
  ): Ref {
    const { by: block = incident.block, keyValues = {}, after = [], ...rest } = more
    const { target, onAccount, each, only, when, until, waitDays } = rest
    const id = this.#freshId(incident, block, rest.name ?? call.split('.').at(-1) ?? call)
    const named = [params, target, onAccount, each, keyValues, after].filter(param => param !== undefined)
    stage.operations.push({
      id,
      block,
      call,
      title: rest.title ?? `${call} for “${this.#flow.block(block)?.label ?? block}”`,
      params,
      ...withoutUndefined({ target, onAccount, each, only, when, until, waitDays }),
      dependsOn: operationsIn(named).toSorted(),
      idempotencyKey: rest.key ?? id,
      keyValues,
    })
    if (more.apart) this.apart.push(id)
    return { $ref: id, path: 'id' }
  }

  #stage(incident: Incident, { nextPaid, turn = 'then', ...place }: Place): StageCalls {
    let stage: OpenStage | null = null
    return {
      nextPaid,
      call: (call, params, more = {}) => {
        if (stage === null) {
          stage = { ...place, turn, operations: [] }
          this.stages.push(stage)
        }
        return this.#add(incident, stage, { call, params, more })
      },
    }
  }

  #putOff(id: OperationId): void {
    if (this.putOff.has(id)) return
    this.putOff.add(id)
    for (const { id: next, dependsOn } of this.#plan.operations)
      if (dependsOn.includes(id)) this.#putOff(next)
  }

  callsFor(incident: Incident): IncidentCalls {
    const madeBy = (block: Block, calls: readonly string[]): Operation | null =>
      this.#plan.operations.find(one => one.block === block.id && calls.includes(one.call)) ?? null
    return {
      flow: this.#flow,
      made: madeBy,
      accountOf: block => {
        const operation = this.#plan.accounts[block.id]
        return operation === undefined ? null : { $ref: operation, path: 'id' }
      },
      priceOf: block => {
        const operation = madeBy(block, ['prices.create'])
        return operation && { $ref: operation.id, path: 'id' }
      },
      startOf: month => addMonths(this.#startsAt, month - 1),
      before: this.#stage(incident, { month: incident.month, when: 'before', days: 0, nextPaid: null }),
      whileSent: (turn, days = 0) => this.#stage(incident, { ...this.#after(incident, days), turn }),
      after: (days = 0) => this.#stage(incident, this.#after(incident, days)),
      putOff: operation => this.#putOff(operation.id),
      leaveOut: operation => this.leftOut.push(operation.id),
      firstCard: (payment, card) => {
        this.firstCard = { card, operation: madeBy(payment, ['paymentIntents.create'])?.id ?? null }
      },
    }
  }
}

const inTime = (a: OpenStage, b: OpenStage): number =>
  a.month - b.month ||
  (a.when === b.when ? a.days - b.days : a.when === 'before' ? -1 : 1) ||
  TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn)

/** Has the customers pay what is sent to them, month by month. */
const sentIsPaid = (flow: FlowIndex, writer: ScriptWriter, turns: readonly PlayedTurn[]): void => {
  for (const kind of ['subscription', 'subscription-schedule'])
    for (const payment of flow.ofKind(kind).filter(isSent))
      for (const { month, daysAfter, between } of turns)
        if (!between || daysBetween(payment, flow) !== null)
          paySent(payment, {
            month,
            daysAfter,
            card: writer.firstCard?.card ?? GOOD_CARD,
            calls: writer.callsFor({ kind: 'sent', month, block: payment.id }),
          })
}

/** Without a clock nothing is paid after the first payment. */
const turnsPlayed = (
  flow: FlowIndex,
  { clock }: Pick<ScriptPlan, 'clock'>,
  months: number,
): readonly PlayedTurn[] => {
  const startsAt = firstPaymentAt(flow, clock?.startsAt ?? USUAL_START)
  return turnsOf(flow, { months: clock ? months : 1, startsAt, renews: clock !== null })
}

/**
 * What a run does beside its plan so that the incidents of a scenario happen and are answered, and that what is sent to
 * customers is paid.
 */
export const writeScript = (
  flow: FlowIndex,
  plan: ScriptPlan,
  { incidents, months }: Pick<Scenario, 'incidents' | 'months'>,
): Script => {
  const writer = new ScriptWriter(flow, plan, months)
  for (const incident of incidents.filter(one => writer.plays(one)))
    lifecycleOf(incident.kind)?.compile(incident, writer.callsFor(incident))
  const turns = turnsPlayed(flow, plan, months)
  sentIsPaid(flow, writer, turns)
  const startsAt = plan.clock?.startsAt
  if (startsAt !== undefined)
    reportUsage(flow, { months, incidents, startsAt }, incident => writer.callsFor(incident))
  const { firstCard, apart, putOff, leftOut } = writer
  const between = turns
    .filter(turn => turn.between)
    .map(({ month, day, daysAfter }) => ({ month, day, daysAfter }))
  return {
    firstCard,
    firstPaymentAt:
      startsAt === undefined || paidWithSetUp(flow, startsAt) ? null : firstPaymentAt(flow, startsAt),
    putOff: [...putOff].toSorted(),
    leftOut,
    stages: writer.stages.toSorted(inTime).map(({ turn: _turn, ...stage }) => stage),
    between,
    apart,
  }
}

const paymentOf = ({ block }: Incident, flow: FlowIndex): Block | undefined => {
  const own = flow.block(block)
  const source = own && (flow.into(own, 'money-in')[0] ?? flow.into(own, 'invoice')[0])
  return source && paymentBehind(source, flow)
}

const GIVES_BACK = ['refund', 'credit-note']

/** A test card's dispute opens right after its charge, and a disputed charge is not refunded until it is won. */
const isTooEarly = (incident: Incident, later: readonly Incident[], flow: FlowIndex): boolean =>
  GIVES_BACK.includes(incident.kind) &&
  dayOf(incident) === 0 &&
  later.some(
    ({ kind, month, ...other }) =>
      kind === 'dispute' &&
      month === incident.month &&
      paymentOf({ kind, month, ...other }, flow) === paymentOf(incident, flow),
  )

/** A credit note for a refund comes after it, for the payment of the same month. */
const lacksRefund = (note: Incident, earlier: readonly Incident[], flow: FlowIndex): boolean => {
  const { kind, month, block } = note
  const own = flow.block(block)
  const refund = kind === 'credit-note' && own ? bookedRefund(own, flow) : undefined
  const isBefore = (one: Incident): boolean => one.month === month && dayOf(one) <= dayOf(note)
  return refund !== undefined && !earlier.some(one => one.block === refund.id && isBefore(one))
}

/** Why the incidents of a scenario cannot happen in a flow, in a sentence; null when they can. */
export const scenarioRefusal = (incidents: readonly Incident[], flow: FlowIndex): string | null => {
  for (const [index, incident] of incidents.entries()) {
    const { kind, month } = incident
    const untold = refusalByDays(incident, flow)
    if (untold !== null) return `Month ${month}, ${kind}: ${untold}`
    const lifecycle = lifecycleOf(kind)
    const refusal = lifecycle ? lifecycle.refusal(incident, flow) : `Nothing of the kind “${kind}” is known.`
    if (refusal !== null) return `Month ${month}, ${kind}: ${refusal}`
    if (lacksRefund(incident, incidents.slice(0, index), flow))
      return `Month ${month}: the credit note books a refund that has not happened; name the refund first.`
    const off = openNotesRefusal(incident, incidents, flow)
    if (off !== null) return `Month ${month}: ${off}`
    if (isTooEarly(incident, incidents.slice(index + 1), flow))
      return `Month ${month}: nothing can be given back before the dispute of the same payment; name the dispute first.`
  }
  return null
}
