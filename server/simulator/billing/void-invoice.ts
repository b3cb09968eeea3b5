import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { cancelPayment } from './cancel-payment.ts'
import { changeBalance } from './customer-balance.ts'

/**
 * Makes an open invoice void: it will never be paid, and what it took of the customer's balance goes back.
 * Source: docs.stripe.com/changelog/2019-12-03/customer-balances-returned-voided-invoices.
 */
export function voidInvoice(world: World, id: string): ApiObjects['invoice'] {
  const invoice = world.get('invoice', id)
  cancelPayment(world, id)
  const now = world.timeOn(invoice.test_clock)
  world.unschedule(invoice.test_clock, id)
  const after = world.change('invoice', id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: now },
  })
  if (invoice.customer !== null && world.find('customer', invoice.customer) !== undefined)
    changeBalance(world, invoice.customer, {
      amount: invoice.starting_balance - (invoice.ending_balance ?? invoice.starting_balance),
      currency: invoice.currency,
      type: 'unapplied_from_invoice',
      invoice: id,
    })
  world.emit('invoice.voided', after)
  return after
}
