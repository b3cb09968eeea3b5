import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { daysBetween } from '#shared/flow/turn.ts'
import { dayOf } from './due-incidents.ts'

/** What can happen to the first of several payments of a month without touching those that follow it. */
const AFTER_ONE_PAYMENT = ['refund', 'credit-note', 'dispute']

/** What an incident happens to: its own block where that is paid, else what that block hangs on. */
const paymentsOf = ({ block }: Incident, flow: FlowIndex): readonly Block[] => {
  const own = flow.block(block)
  if (!own) return []
  return [own, ...flow.into(own, 'money-in'), ...flow.into(own, 'invoice')].map(one =>
    paymentBehind(one, flow),
  )
}

const shortest = (payments: readonly Block[], flow: FlowIndex): { payment: Block; days: number } | null => {
  const found = payments.flatMap(payment => {
    const days = daysBetween(payment, flow)
    return days === null ? [] : [{ payment, days }]
  })
  return found.toSorted((a, b) => a.days - b.days)[0] ?? null
}

const everyDays = (days: number): string => (days === 1 ? 'every day' : `every ${days} days`)

/**
 * Why an incident cannot be told where prices are billed by the day or week, in a sentence; null where it can. Incidents
 * name the month of their payment, and such a month has several: only the first payment of all can be meant.
 */
export const refusalByDays = (incident: Incident, flow: FlowIndex): string | null => {
  const isAfterOne = AFTER_ONE_PAYMENT.includes(incident.kind)
  const payments = isAfterOne ? paymentsOf(incident, flow) : flow.blocks()
  const short = shortest(payments, flow)
  if (short === null) return null
  const { payment, days } = short
  if (isAfterOne && incident.month === 1 && dayOf(incident) < days) return null
  const paid = `“${payment.label}” is paid ${everyDays(days)}`
  return isAfterOne
    ? `${paid}: name month 1 and a day before the second payment${days === 1 ? '' : ` (0 to ${days - 1})`}.`
    : `${paid}, so a month has several payments and it is not told which one is meant; bill by the month to play it.`
}
