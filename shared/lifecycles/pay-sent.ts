import type { Block } from '#shared/flow/graph.ts'
import type { OperationDraft, Ref } from '#shared/flow/parameters.ts'
import { textOf } from '#shared/flow/read-props.ts'
import type { DueDay } from '#shared/plan/clock.ts'
import { changeCard } from './change-card.ts'
import { onAccountOf, subscriptionRef } from './find-payment.ts'
import type { IncidentCalls, SentTurn, StageCalls } from './incident-calls.ts'

/** Whether a payment's invoices are sent to be paid: nothing is charged by itself. */
export const isSent = (payment: Block): boolean => textOf(payment, 'collectionMethod') === 'send_invoice'

/** Which invoices are paid, so many days after a month's own payment, and the test card that stands for the customer. */
type Paying = Pick<DueDay, 'month' | 'daysAfter'> & { readonly card: string; readonly calls: IncidentCalls }

/** Lists what a subscription has sent and nobody has paid, latest first. */
export const listOpen = (subscription: Ref, stage: StageCalls, more: OperationDraft = {}): Ref =>
  stage.call(
    'invoices.list',
    { subscription, status: 'open', limit: 100 },
    { name: 'open', title: 'Find what was sent', ...more },
  )

/** The first invoice is a draft for about an hour, for which nobody waits. */
const finaliseFirst = (payment: Block, subscription: Ref, stage: StageCalls): void => {
  const drafts = stage.call(
    'invoices.list',
    { subscription, status: 'draft', limit: 100 },
    { name: 'draft', title: 'Find the first invoice' },
  )
  stage.call(
    'invoices.finalizeInvoice',
    {},
    {
      name: 'finalize',
      each: { ...drafts, path: 'data' },
      target: { $ref: 'each', path: 'id' },
      title: `Finalise the first invoice of “${payment.label}”`,
    },
  )
}

/** In a run nobody reads the mail: what a subscription has sent is paid with a test card. */
export const paySent = (payment: Block, { month, daysAfter, card, calls }: Paying): void => {
  const subscription = subscriptionRef(payment, calls)
  if (!subscription) return
  const made = calls.made(payment, ['subscriptions.create', 'subscriptionSchedules.create'])
  const during = (turn: SentTurn) => onAccountOf(calls.whileSent(turn, daysAfter), made?.onAccount)
  const isFirst = month === 1 && daysAfter === 0
  if (isFirst) finaliseFirst(payment, subscription, during('finalise'))
  const stage = during('pay')
  const ready = isFirst ? changeCard(payment, card, { calls, stage }) : null
  const open = listOpen(subscription, stage)
  stage.call(
    'invoices.pay',
    {},
    {
      name: 'pay',
      each: { ...open, path: 'data' },
      target: { $ref: 'each', path: 'id' },
      after: ready ? [ready] : [],
      title: `The customer pays what “${payment.label}” has sent`,
    },
  )
}
