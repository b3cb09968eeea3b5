import { noteFailure } from '../billing/collect.ts'
import { afterIntentPaid, invoiceOf } from '../billing/settle.ts'
import { followIntent } from '../checkout/complete-session.ts'
import type { World } from '../core/world.ts'
import { afterCharge, captureCharge } from '../resources/charges.ts'
import { cardBehind } from '../resources/payment-methods.ts'
import { refused } from './confirm.ts'
import type { Decline } from './test-cards.ts'

const RETURNED: Decline = {
  code: 'generic_could_not_process',
  declineCode: 'generic_could_not_process',
  message: 'The bank returned the debit.',
  advice: 'do_not_try_again',
}

/** The bank has answered a debit, as its test account does, or as is wanted here. */
export function settleDelayed(world: World, id: string, wanted?: 'succeed' | 'fail'): void {
  const intent = world.find('payment_intent', id)
  if (intent?.status !== 'processing' || intent.latest_charge === null) return
  world.unschedule(null, id, 'payment.settle')
  const charge = world.get('charge', intent.latest_charge)
  const method = charge.payment_method ?? ''
  const own = cardBehind(world, method).delay?.failure
  const decline = wanted === 'succeed' ? undefined : (own ?? (wanted === 'fail' ? RETURNED : undefined))
  if (decline !== undefined) {
    const failed = world.change('charge', charge.id, {
      captured: false,
      failure_code: decline.code,
      failure_message: decline.message,
      status: 'failed',
    })
    refused(world, intent, { method, decline, failed })
    const invoice = invoiceOf(world, intent)
    if (invoice !== undefined) noteFailure(world, invoice, false)
    followIntent(world, world.get('payment_intent', id))
    return
  }
  const paid = captureCharge(world, charge, charge.amount)
  const after = world.change('payment_intent', id, { amount_received: intent.amount, status: 'succeeded' })
  world.emit('charge.succeeded', paid)
  world.emit('payment_intent.succeeded', after)
  afterCharge(world, paid)
  afterIntentPaid(world, after)
  followIntent(world, after)
}
