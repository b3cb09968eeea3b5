import * as z from 'zod/mini'
import { totalOf } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { numberOf } from '#shared/flow/read-props.ts'
import { turnOf } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'
import { money } from '#shared/money/money.ts'
import { findPayment } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'

/** Payments of this card are put up for review. */
const RISKY_CARD = 'pm_card_riskLevelElevated'

const paymentOf = (block: Block, flow: FlowIndex): Block | undefined => flow.outOf(block, 'radar')[0]

/** A payment that Radar puts up for review is looked at by a person, and approved. */
export const review = defineLifecycle({
  kind: 'review',
  title: 'Review',
  on: ['radar'],
  props: z.strictObject({}),
  refusal({ block, month }, flow) {
    const payment = paymentOf(block, flow)
    if (!payment) return `“${block.label}” looks at no payment.`
    const above = numberOf(block, 'reviewAbove')
    if (above === undefined) return `“${block.label}” puts no payment up for review: say above which amount.`
    if (month > 1) return `“${payment.label}” is paid once, in month 1.`
    const bill = linesOfPayment(flow, payment, turnOf(month))
    if (!bill || totalOf(bill.lines) > above) return null
    return `“${payment.label}” is not above ${formatMoney(money(above, bill.currency))}.`
  },
  offers: block => [
    offer('review-approved', 'Put up for review, approved', [
      { kind: 'review', block: block.id, month: 1, props: {} },
    ]),
  ],
  compile({ block }, calls) {
    const payment = paymentOf(block, calls.flow)
    if (!payment) return
    calls.firstCard(payment, RISKY_CARD)
    const stage = calls.after()
    const found = findPayment(payment, calls, stage)
    if (!found) return
    const { onAccount } = found
    stage.call(
      'reviews.approve',
      {},
      {
        name: 'approve',
        target: found.intent('review'),
        title: `Approve what “${block.label}” put up for review`,
        ...(onAccount ? { onAccount } : {}),
      },
    )
  },
})
