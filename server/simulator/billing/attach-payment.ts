import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { afterIntentPaid } from './settle.ts'

type Invoice = ApiObjects['invoice']
type Intent = ApiObjects['payment_intent']

/** Has a payment made apart pay an open invoice, or a part of it: now, or when it succeeds. */
export function attachPayment(world: World, invoice: Invoice, intent: Intent): Invoice {
  if (intent.currency !== invoice.currency)
    throw invalidRequest('The payment must be in the currency of the invoice.', { param: 'payment_intent' })
  if (intent.customer !== invoice.customer)
    throw invalidRequest('The payment must be of the customer of the invoice.', { param: 'payment_intent' })
  if (intent.status === 'canceled' || world.store.linked('intent.invoice', intent.id).length > 0)
    throw invalidRequest('The payment is canceled, or pays an invoice already.', { param: 'payment_intent' })
  const payment = world.create('invoice_payment', {
    amount_paid: null,
    amount_requested: Math.min(intent.amount, invoice.amount_remaining),
    created: world.timeOn(invoice.test_clock),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: false,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
  })
  world.store.link('invoice.payments', invoice.id, payment.id)
  world.store.link('intent.invoice', intent.id, invoice.id)
  afterIntentPaid(world, intent)
  return world.get('invoice', invoice.id)
}
