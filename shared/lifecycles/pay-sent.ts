import type { Block } from '#shared/flow/graph.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { changeCard } from './change-card.ts'
import { onAccountOf, subscriptionRef } from './find-payment.ts'
import type { IncidentCalls } from './incident-calls.ts'

/** Whether a payment's invoices are sent to be paid: nothing is charged by itself. */
export const isSent = (payment: Block): boolean => textOf(payment, 'collectionMethod') === 'send_invoice'

/** Which month's invoices are paid, and the test card that stands for the customer. */
type Paying = { readonly month: number; readonly card: string; readonly calls: IncidentCalls }

/**
 * In a run nobody reads the mail: what a subscription has sent is paid with a test card. The first invoice is a draft for
 * about an hour, for which nobody waits.
 */
export const paySent = (payment: Block, { month, card, calls }: Paying): void => {
  const subscription = subscriptionRef(payment, calls)
  if (!subscription) return
  const made = calls.made(payment, ['subscriptions.create', 'subscriptionSchedules.create'])
  const stage = onAccountOf(calls.after(), made?.onAccount)
  const listed = (status: string, title: string, after: Parameters<typeof stage.call>[2]) =>
    stage.call('invoices.list', { subscription, status, limit: 100 }, { name: status, title, ...after })
  const ready = month === 1 ? changeCard(payment, card, { calls, stage }) : null
  const drafts = month === 1 ? listed('draft', 'Find the first invoice', {}) : null
  const final =
    drafts &&
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
  const open = listed('open', 'Find what was sent', { after: final ? [final] : [] })
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
