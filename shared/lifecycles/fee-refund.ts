import * as z from 'zod/mini'
import { totalOf } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { applicationFeeOf, isHosted, paidBy } from '#shared/flow/payment.ts'
import { turnOf } from '#shared/flow/turn.ts'
import { money } from '#shared/money/money.ts'
import { renewalRefusal } from './decline.ts'
import { findPayment } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

const paymentOf = (block: Block, flow: FlowIndex): Block | undefined => {
  const target = flow.outOf(block, 'application-fee')[0]
  return target && isHosted(target) ? paidBy(target, flow) : target
}

/** The platform gives back the application fee of a payment, which itself stays paid. */
export const feeRefund = defineLifecycle({
  kind: 'fee-refund',
  title: 'Application fee given back',
  on: ['application-fee'],
  props: z.strictObject({}),
  onAnyDay: true,
  refusal({ block, month }, flow) {
    const payment = paymentOf(block, flow)
    if (!payment) return `“${block.label}” is taken of no payment.`
    const total = totalOf(linesOfPayment(flow, payment, turnOf(month))?.lines ?? [])
    if (applicationFeeOf(payment, total, flow) === 0)
      return `“${payment.label}” brings no application fee in month ${month}.`
    return month === 1 ? null : renewalRefusal(payment, month, flow)
  },
  offers: block => [
    offer('fee-refund', 'Application fee given back', [
      { kind: 'fee-refund', block: block.id, month: 1, props: {} },
    ]),
  ],
  compile({ block, day }, calls) {
    const payment = paymentOf(block, calls.flow)
    const stage = calls.after(day)
    const found = payment && findPayment(payment, calls, stage)
    if (!found) return
    stage.call(
      'applicationFees.createRefund',
      {},
      {
        name: 'refund',
        target: found.intent('latest_charge.application_fee'),
        title: `Give back “${block.label}”`,
      },
    )
  },
  forecast({ block }, books) {
    const payment = paymentOf(block, books.flow)
    const paid = payment && books.paid(payment)
    if (!payment || !paid?.onward) return
    const { onward, currency } = paid
    const left = onward.fee - onward.feeReturned
    books.post(block, {
      from: 'balance:platform',
      to: onward.holder,
      money: money(left, currency),
      memo: `“${block.label}” given back`,
    })
    books.update(payment, { onward: { ...onward, feeReturned: onward.fee } })
  },
})
