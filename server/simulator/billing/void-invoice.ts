import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { cancelPayment } from './cancel-payment.ts'
import { giveBalanceBack } from './customer-balance.ts'

/** Makes an open invoice void: it will never be paid, and what it took of the customer's balance is there again. */
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
  giveBalanceBack(world, invoice)
  world.emit('invoice.voided', after)
  return after
}
