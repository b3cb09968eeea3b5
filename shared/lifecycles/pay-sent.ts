import type { Block } from '#shared/flow/graph.ts'
import type { OperationDraft, Ref } from '#shared/flow/parameters.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { changeCard } from './change-card.ts'
import { onAccountOf, subscriptionRef } from './find-payment.ts'
import type { IncidentCalls, SentTurn, StageCalls } from './incident-calls.ts'

/** Whether a payment's invoices are sent to be paid: nothing is charged by itself. */
export const isSent = (payment: Block): boolean => textOf(payment, 'collectionMethod') === 'send_invoice'

/** Which month's invoices are paid, and the test card that stands for the customer. */
type Paying = { readonly month: number; readonly card: string; readonly calls: IncidentCalls }

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
export const paySent = (payment: Block, { month, card, calls }: Paying): void => {
  const subscription = subscriptionRef(payment, calls)
  if (!subscription) return
  const made = calls.made(payment, ['subscriptions.create', 'subscriptionSchedules.create'])
  const during = (turn: SentTurn) => onAccountOf(calls.whileSent(turn), made?.onAccount)
  if (month === 1) finaliseFirst(payment, subscription, during('finalise'))
  const stage = during('pay')
  const ready = month === 1 ? changeCard(payment, card, { calls, stage }) : null
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
