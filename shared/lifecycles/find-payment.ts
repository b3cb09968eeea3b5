import type { Block } from '#shared/flow/graph.ts'
import { lookUpInvoice, lookUpPayment } from '#shared/flow/paid-charges.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { said } from '#shared/flow/said.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'

/** A payment of a block as a run looks it up. */
export type FoundPayment = {
  /** Null where there is none. */
  readonly invoice: Ref | null
  readonly lines: Ref
  readonly charges: Ref
  /** A member of the payment intent. */
  readonly intent: (path: string) => Ref
  /** Connected account on which it was made. */
  readonly onAccount: Param | undefined
}

/** The subscription that a block of the plan has made; null when it makes none. */
export const subscriptionRef = (payment: Block, calls: IncidentCalls): Ref | null => {
  const own = calls.made(payment, ['subscriptions.create'])
  if (own) return { $ref: own.id, path: 'id' }
  const schedule = calls.made(payment, ['subscriptionSchedules.create'])
  return schedule && { $ref: schedule.id, path: 'subscription' }
}

const invoiceOf = (payment: Block, calls: IncidentCalls, stage: StageCalls): Ref | null => {
  const subscription = subscriptionRef(payment, calls)
  if (subscription) {
    const { nextPaid } = stage
    const paid = stage.call(
      'invoices.list',
      said({
        subscription,
        status: 'paid',
        created: nextPaid === null ? undefined : { lt: nextPaid },
        limit: 100,
      }),
      {
        name: 'invoices',
        title: nextPaid === null ? 'Find the latest paid invoice' : 'Find the invoice of the earlier month',
      },
    )
    return { ...paid, path: 'data.0.id' }
  }
  const one = calls.made(payment, ['invoices.create'])
  return one && { $ref: one.id, path: 'id' }
}

/** A stage whose calls are made on a connected account; the platform's own where there is none. */
export const onAccountOf = (stage: StageCalls, onAccount: Param | undefined): StageCalls =>
  onAccount === undefined
    ? stage
    : { ...stage, call: (call, params, more = {}) => stage.call(call, params, { ...more, onAccount }) }

/**
 * Looks up the payment of a block in the incident's month: invoice, lines, payment intent and charge. Null when the plan
 * makes none.
 */
export const findPayment = (payment: Block, calls: IncidentCalls, stage: StageCalls): FoundPayment | null => {
  const made = calls.made(payment, [
    'subscriptions.create',
    'subscriptionSchedules.create',
    'invoices.create',
    'paymentIntents.create',
  ])
  if (!made) return null
  const { onAccount } = made
  const there = onAccountOf(stage, onAccount)
  const invoice = invoiceOf(payment, calls, there)
  const found = invoice
    ? lookUpInvoice(invoice, invoice.path, there)
    : lookUpPayment({ $ref: made.id, path: 'id' }, 'id', there)
  const at = (path: string): Ref => ({ ...found.charges, path: invoice ? `0.${path}` : path })
  return { invoice, lines: found.lines, charges: found.charges, intent: at, onAccount }
}
