import * as z from 'zod/mini'
import { renewalRefusal } from './decline.ts'
import { subscriptionRef } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

/** The customer leaves before a renewal: the subscription ends, and nothing is paid from that month on. */
export const cancellation = defineLifecycle({
  kind: 'cancellation',
  title: 'Cancellation',
  on: ['subscription'],
  props: z.strictObject({}),
  refusal: ({ block, month }, flow) => renewalRefusal(block, month, flow),
  offers: block => [
    offer('cancelled', 'Cancelled before the renewal', [
      { kind: 'cancellation', block: block.id, month: 2, props: {} },
    ]),
  ],
  prepare({ block }, ahead) {
    ahead.leaveOut(block.id, 'for-good')
  },
  compile({ block }, calls) {
    const subscription = subscriptionRef(block, calls)
    const made = calls.made(block, ['subscriptions.create'])
    if (!subscription || !made) return
    const { onAccount } = made
    calls.before.call(
      'subscriptions.cancel',
      {},
      {
        name: 'cancel',
        target: subscription,
        title: `Cancel “${block.label}”`,
        ...(onAccount ? { onAccount } : {}),
      },
    )
  },
})
