import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { QuickFix } from './diagnostic.ts'
import { drafted } from './fixes.ts'
import { along, connectionsAt } from './look.ts'
import type { GraphView } from './rule.ts'

/** Events that the calls of a kind cause by themselves. What only Stripe or a bank can cause is not here. */
const CAUSED: Readonly<Record<string, readonly string[]>> = {
  customer: ['customer.created', 'customer.updated'],
  product: ['product.created'],
  price: ['price.created'],
  coupon: ['coupon.created'],
  'promotion-code': ['promotion_code.created'],
  subscription: ['customer.subscription.created', 'invoice.created'],
  'subscription-schedule': ['subscription_schedule.created', 'customer.subscription.created'],
  invoice: ['invoice.created', 'invoice.finalized', 'invoice.sent'],
  'credit-note': ['credit_note.created'],
  'payment-intent': ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded'],
  'setup-intent': ['setup_intent.created'],
  capture: ['charge.captured', 'payment_intent.succeeded', 'payment_intent.canceled'],
  refund: ['refund.created', 'charge.refunded'],
  transfer: ['transfer.created'],
  'transfer-reversal': ['transfer.reversed'],
  payout: ['payout.created'],
  'top-up': ['topup.created'],
  'application-fee': ['application_fee.created'],
}

/** Events that calls in a handler's own code cause. */
const OF_CALL: Readonly<Record<string, readonly string[]>> = {
  'customers.create': ['customer.created'],
  'customers.update': ['customer.updated'],
  'subscriptions.create': ['customer.subscription.created'],
  'subscriptions.update': ['customer.subscription.updated'],
  'subscriptions.cancel': ['customer.subscription.deleted'],
  'invoices.create': ['invoice.created'],
  'invoices.update': ['invoice.updated'],
  'invoices.pay': ['invoice.paid', 'invoice.payment_succeeded'],
  'invoices.finalizeInvoice': ['invoice.finalized'],
  'invoices.voidInvoice': ['invoice.voided'],
  'paymentIntents.create': ['payment_intent.created'],
  'paymentIntents.confirm': ['payment_intent.succeeded', 'charge.succeeded'],
  'paymentIntents.cancel': ['payment_intent.canceled'],
  'refunds.create': ['refund.created', 'charge.refunded'],
  'transfers.create': ['transfer.created'],
  'transfers.createReversal': ['transfer.reversed'],
  'payouts.create': ['payout.created'],
  'products.update': ['product.updated'],
  'prices.update': ['price.updated'],
}

/** Events that a block of a kind causes when something starts it. */
export const eventsCausedBy = (kind: string): readonly string[] => CAUSED[kind] ?? []

/** Events that a call causes. */
export const eventsOfCall = (call: string): readonly string[] => OF_CALL[call] ?? []

/** Blocks that a handler starts, along its events and the money that they move, but not behind a condition. */
export const startedWithoutCondition = (flow: GraphView, handler: Block): readonly Block[] => {
  const seen = new Set<BlockId>([handler.id])
  const started: Block[] = []
  const waiting: Block[] = [handler]
  for (let index = 0; index < waiting.length; index += 1) {
    const block = waiting[index]
    if (!block) break
    const next = [
      ...along(flow, block, ['out', 'event']),
      ...(block === handler ? [] : along(flow, block, ['out', 'money'])),
    ]
    for (const other of next) {
      if (seen.has(other.id) || other.kind === 'condition' || other.kind === 'webhook-endpoint') continue
      seen.add(other.id)
      started.push(other)
      waiting.push(other)
    }
  }
  return started
}

/** Puts a condition between a handler and what it starts. */
export const conditionBehind = (flow: GraphView, handler: Block): readonly QuickFix[] => {
  const out = connectionsAt(flow, handler).outOf
  if (out.length === 0 || !definitionOf('condition')) return []
  return [
    drafted(flow, 'Add a condition on metadata', draft => {
      const condition = draft.place('condition', { props: { expression: "metadata.source != 'own'" } })
      for (const connection of out) draft.push({ op: 'connection.remove', id: connection.id })
      draft.connect({ block: handler.id, port: 'event-out' }, { block: condition, port: 'event-in' })
      for (const { to } of out) draft.connect({ block: condition, port: 'event-then' }, to)
    }),
  ]
}
