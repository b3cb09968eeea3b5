import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { secondsOf } from '#shared/flow/subscription-params.ts'

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

/** When month 1 is: with the first payment, which a trial puts off, or a schedule that begins later. Seconds since 1970. */
export const firstPaymentAt = (flow: FlowIndex, startsAt: number): number =>
  Math.max(
    startsAt,
    ...flow.ofKind('subscription').map(block => trialEnd(block, startsAt, flow)),
    ...flow
      .ofKind('subscription-schedule')
      .map(block => trialEnd(block, scheduleStart(block, startsAt), flow)),
  )

/** Whether month 1 is paid with the set-up: the first invoice of a schedule stays a draft for about an hour. */
export const paidWithSetUp = (flow: FlowIndex, startsAt: number): boolean =>
  firstPaymentAt(flow, startsAt) === startsAt && flow.ofKind('subscription-schedule').length === 0
