import * as z from 'zod/mini'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

const paymentOf = (block: Block, flow: FlowIndex): Block | undefined => {
  const source = flow.into(block, 'money-in')[0]
  return source && paymentBehind(source, flow)
}

/** Nobody takes the money that was authorised: the payment is cancelled and the customer pays nothing. */
export const holdReleased = defineLifecycle({
  kind: 'hold-released',
  title: 'Hold released',
  on: ['capture'],
  props: z.strictObject({}),
  refusal({ block, month }, flow) {
    const payment = paymentOf(block, flow)
    if (payment?.kind !== 'payment-intent') return `“${block.label}” has no payment that could be cancelled.`
    if (textOf(block, 'otherwise') !== 'cancel')
      return `“${block.label}” takes the money when nobody decides: choose to cancel the payment instead.`
    return month === 1 ? null : `“${payment.label}” is authorised once, in month 1.`
  },
  offers: block => [
    offer('hold-released', 'Nothing is captured', [
      { kind: 'hold-released', block: block.id, month: 1, props: {} },
    ]),
  ],
  prepare({ block }, ahead) {
    ahead.leaveOut(block.id, 'this-month')
  },
  compile({ block }, calls) {
    const payment = paymentOf(block, calls.flow)
    const authorised = payment && calls.made(payment, ['paymentIntents.create'])
    const captured = calls.made(block, ['paymentIntents.capture'])
    if (!payment || !authorised || !captured) return
    const { onAccount } = authorised
    calls.leaveOut(captured)
    calls.before.call(
      'paymentIntents.cancel',
      { cancellation_reason: 'abandoned' },
      {
        name: 'cancel',
        target: { $ref: authorised.id, path: 'id' },
        title: `Let go of “${payment.label}”`,
        ...(onAccount ? { onAccount } : {}),
      },
    )
  },
})
