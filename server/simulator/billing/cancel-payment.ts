import type { World } from '../core/world.ts'
import { cancelIntent } from '../resources/capture-intents.ts'
import { paymentOf } from './settle.ts'

/** The invoice's own payment will not happen: it was paid otherwise, credited, or is void. */
export function cancelPayment(world: World, invoice: string): void {
  const payment = paymentOf(world, invoice)
  if (payment === undefined) return
  const id = payment.payment.payment_intent
  const intent = id === undefined ? undefined : world.find('payment_intent', id)
  if (intent !== undefined && intent.status !== 'succeeded' && intent.status !== 'canceled')
    cancelIntent(world, intent, 'void_invoice')
  const canceled_at = world.timeOn(world.get('invoice', invoice).test_clock)
  world.change('invoice_payment', payment.id, {
    status: 'canceled',
    status_transitions: { ...payment.status_transitions, canceled_at },
  })
}
