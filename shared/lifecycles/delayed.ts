import * as z from 'zod/mini'
import { changeCard, GOOD_CARD } from './change-card.ts'
import { chargeRefusal } from './decline.ts'
import { subscriptionRef } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

const props = z.strictObject({})

/** A renewal is paid by bank debit: nothing is known for days, and nothing is shared before the bank has said yes. */
export const delayed = defineLifecycle<z.infer<typeof props>>({
  kind: 'delayed',
  title: 'Payment that is known only later',
  on: ['subscription'],
  props,
  refusal: ({ block, month }, flow) =>
    flow.platform.currency === 'usd'
      ? chargeRefusal(block, month, flow)
      : 'A US bank account pays in dollars only.',
  offers: block => [
    offer('delayed', 'Renewal by bank debit', [{ kind: 'delayed', block: block.id, month: 2 }]),
  ],
  prepare({ block }, ahead) {
    ahead.payWith(block.id, 'ach_debit')
  },
  compile({ block }, calls) {
    const subscription = subscriptionRef(block, calls)
    const method = changeCard(block, 'pm_usBankAccount_success', { calls, stage: calls.before })
    if (!subscription || !method) return
    const stage = calls.after()
    const invoices = stage.call(
      'invoices.list',
      { subscription, limit: 100 },
      { name: 'latest', title: 'Find the invoice of the renewal' },
    )
    const payments = stage.call(
      'invoicePayments.list',
      { invoice: { ...invoices, path: 'data.0.id' }, limit: 100 },
      { name: 'payments', title: 'Find its payment' },
    )
    const paid = stage.call(
      'paymentIntents.retrieve',
      {},
      {
        name: 'paid',
        target: { ...payments, path: 'data.0.payment.payment_intent' },
        until: { path: 'status', equals: 'succeeded' },
        title: 'Wait until the bank has paid',
      },
    )
    changeCard(block, GOOD_CARD, { calls, stage, after: [paid] })
  },
})
