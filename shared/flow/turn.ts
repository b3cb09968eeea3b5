import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { refsOfPayment } from './payment.ts'
import { numberOf, textOf } from './read-props.ts'

/** A time at which payments are made: that of a month, or one between two months, of prices by the day or week. */
export type Turn = {
  /** From 1. */
  readonly month: number
  /** Days since the first payment; null where nothing but the month is known. */
  readonly day: number | null
  /** True where it lies between the payment of its month and that of the next one. */
  readonly between: boolean
}

/** The first payment of all. */
export const FIRST_PAYMENT: Turn = { month: 1, day: 0, between: false }

/** The payment of a month, where its day is not known. */
export const turnOf = (month: number): Turn =>
  month === 1 ? FIRST_PAYMENT : { month, day: null, between: false }

const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 }

/** Days from one bill of a price to the next; null where it is billed by the month or year, or once. */
export const daysOf = (price: Block): number | null => {
  const days = DAYS[textOf(price, 'interval')]
  return days === undefined ? null : days * (numberOf(price, 'intervalCount') ?? 1)
}

const RENEWED = ['subscription', 'subscription-schedule']

const daysIn = (payment: Block, flow: FlowIndex): readonly number[] =>
  refsOfPayment(payment, 'price', flow).flatMap(price => daysOf(price) ?? [])

/** Days from one payment of a block to the next, where it bills prices by the day or week; else null. */
export const daysBetween = (payment: Block, flow: FlowIndex): number | null => {
  const days = RENEWED.includes(payment.kind) ? daysIn(payment, flow) : []
  return days.length === 0 ? null : Math.min(...days)
}

/** Days after which anything of a flow is billed again by the day or week, each once. */
export const periodsInDays = (flow: FlowIndex): readonly number[] => [
  ...new Set(RENEWED.flatMap(kind => flow.ofKind(kind)).flatMap(payment => daysIn(payment, flow))),
]
