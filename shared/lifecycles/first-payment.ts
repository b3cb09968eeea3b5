import { paysInArrears } from '#shared/flow/arrears.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { refsOfPayment } from '#shared/flow/payment.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { secondsOf } from '#shared/flow/subscription-params.ts'
import { addMonths } from '#shared/plan/clock.ts'

const DAY = 86_400

/** When the trial of a subscription or schedule that begins at a time ends; that time where it has none. Seconds since 1970. */
const trialEnd = (subscription: Block, startsAt: number, flow: FlowIndex): number => {
  const trial = flow.into(subscription, 'trial')[0]
  const end = trial ? textOf(trial, 'end') : textOf(subscription, 'trialEnd')
  const parsed = end === '' ? Number.NaN : Date.parse(end) / 1000
  if (Number.isFinite(parsed)) return Math.max(startsAt, Math.floor(parsed))
  const days = trial ? numberOf(trial, 'days') : numberOf(subscription, 'trialDays')
  return startsAt + (days ?? 0) * DAY
}

/** When a schedule that is made at a time begins. Seconds since 1970. */
const scheduleStart = (schedule: Block, madeAt: number): number =>
  Math.max(madeAt, secondsOf(textOf(schedule, 'startDate')) ?? madeAt)

/** When the first period of a price that begins at a time ends. Seconds since 1970. */
const periodEnd = (price: Block, startsAt: number): number => {
  const count = numberOf(price, 'intervalCount') ?? 1
  const months = { month: count, year: 12 * count }[textOf(price, 'interval')]
  if (months !== undefined) return addMonths(startsAt, months)
  return startsAt + count * (textOf(price, 'interval') === 'week' ? 7 : 1) * DAY
}

/** When the first of the prices that bill usage afterwards is due. Seconds since 1970. */
const firstUsageBilled = (flow: FlowIndex, startsAt: number): number =>
  Math.min(
    ...flow
      .ofKind('subscription')
      .flatMap(block => refsOfPayment(block, 'price', flow))
      .map(price => periodEnd(price, startsAt)),
  )

/**
 * When month 1 is: with the first payment, which a trial puts off, or a schedule that begins later, or that nothing but
 * usage is billed. Seconds since 1970.
 */
export const firstPaymentAt = (flow: FlowIndex, startsAt: number): number =>
  Math.max(
    startsAt,
    ...(paysInArrears(flow) ? [firstUsageBilled(flow, startsAt)] : []),
    ...flow.ofKind('subscription').map(block => trialEnd(block, startsAt, flow)),
    ...flow
      .ofKind('subscription-schedule')
      .map(block => trialEnd(block, scheduleStart(block, startsAt), flow)),
  )

/** Whether month 1 is paid with the set-up: the first invoice of a schedule stays a draft for about an hour. */
export const paidWithSetUp = (flow: FlowIndex, startsAt: number): boolean =>
  firstPaymentAt(flow, startsAt) === startsAt && flow.ofKind('subscription-schedule').length === 0
