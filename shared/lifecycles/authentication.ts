import * as z from 'zod/mini'
import { changeCard, GOOD_CARD } from './change-card.ts'
import { chargeRefusal } from './decline.ts'
import { subscriptionRef } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

const props = z.strictObject({})

/** A renewal asks for the customer: the bank wants authentication, the app brings the customer back, the payment succeeds. */
export const authentication = defineLifecycle<z.infer<typeof props>>({
  kind: 'authentication',
  title: 'Authentication required',
  on: ['subscription', 'subscription-schedule'],
  props,
  refusal: ({ block, month }, flow) => chargeRefusal(block, month, flow),
  offers: block => [
    offer('authentication', 'Renewal that needs authentication', [
      { kind: 'authentication', block: block.id, month: 2 },
    ]),
  ],
  compile({ block }, calls) {
    const subscription = subscriptionRef(block, calls)
    const card = changeCard(block, 'pm_card_authenticationRequired', { calls, stage: calls.before })
    if (!subscription || !card) return
    const stage = calls.after()
    const open = stage.call(
      'invoices.list',
      { subscription, status: 'open', limit: 100 },
      { name: 'open', title: 'Find the invoice that waits for the customer' },
    )
    const payments = stage.call(
      'invoicePayments.list',
      { invoice: { ...open, path: 'data.0.id' }, limit: 100 },
      { name: 'payments', title: 'Find its payment' },
    )
    const intent = { ...payments, path: 'data.0.payment.payment_intent' }
    const updated = stage.call(
      'subscriptions.retrieve',
      {},
      { name: 'method', target: subscription, title: 'Read the card of the subscription' },
    )
    const confirmed = stage.call(
      'paymentIntents.confirm',
      {
        payment_method: { ...updated, path: 'default_payment_method' },
        return_url: 'https://app.example/paid',
      },
      { name: 'confirm', target: intent, title: 'The customer confirms in the app' },
    )
    const done = stage.call(
      'simulator.authenticate',
      {},
      {
        name: 'authenticate',
        target: { ...confirmed, path: 'id' },
        title: 'The customer authenticates on the bank’s page',
      },
    )
    const paid = stage.call(
      'paymentIntents.retrieve',
      {},
      {
        name: 'paid',
        target: { ...confirmed, path: 'id' },
        after: [done],
        until: { path: 'status', equals: 'succeeded' },
        title: 'Wait until the payment is authenticated',
      },
    )
    changeCard(block, GOOD_CARD, { calls, stage, after: [paid] })
  },
})
