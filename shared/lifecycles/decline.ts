import * as z from 'zod/mini'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { phaseOf } from '#shared/flow/phases.ts'
import { type RetryPolicy, retryPolicyOf, retryPolicyText } from '#shared/flow/retry-policy.ts'
import { turnOf } from '#shared/flow/turn.ts'
import { changeCard, GOOD_CARD } from './change-card.ts'
import { subscriptionRef } from './find-payment.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { isSent } from './pay-sent.ts'

const props = z.strictObject({ outcome: z.optional(z.enum(['recovered', 'ended'])) })
type Props = z.infer<typeof props>

/** What becomes of a subscription whose retries all failed: its status by the final action. */
const ENDS: Readonly<Record<RetryPolicy['finalAction'], string>> = {
  cancel: 'canceled',
  unpaid: 'unpaid',
  past_due: 'past_due',
}

/** Whether a run can play renewals: they need a test clock. */
export const hasClock = (payment: Block, flow: FlowIndex): boolean => {
  const payer = payerOf(payment, flow)
  return payer !== undefined && flow.into(payer, 'test-clock').length > 0
}

/** Why nothing can happen to the renewal of a payment in this month; null when something can. */
export const renewalRefusal = (payment: Block, month: number, flow: FlowIndex): string | null => {
  if (month < 2) return 'A first payment that is declined ends there; renewals begin with month 2.'
  if (phaseOf(payment, turnOf(month)) === null) return `“${payment.label}” has ended by month ${month}.`
  return hasClock(payment, flow)
    ? null
    : `The customer of “${payment.label}” has no test clock, so nothing renews in a run.`
}

/** Why a renewal that Stripe charges by itself cannot go otherwise in this month; null when it can. */
export const chargeRefusal = (payment: Block, month: number, flow: FlowIndex): string | null =>
  isSent(payment)
    ? `“${payment.label}” sends its invoices: nothing is charged by itself.`
    : renewalRefusal(payment, month, flow)

/** A renewal is declined; then the customer gives another card, or every retry fails and the final action follows. */
export const decline = defineLifecycle<Props>({
  kind: 'decline',
  title: 'Declined renewal',
  on: ['subscription', 'subscription-schedule'],
  props,
  refusal: ({ block, month }, flow) => chargeRefusal(block, month, flow),
  offers: block => [
    offer('decline-recovered', 'Declined renewal, recovered', [
      { kind: 'decline', block: block.id, month: 2, props: { outcome: 'recovered' } },
    ]),
    offer('decline-ended', 'Declined renewal, never paid', [
      { kind: 'decline', block: block.id, month: 2, props: { outcome: 'ended' } },
    ]),
  ],
  prepare({ block, props }, ahead) {
    if (props.outcome === 'ended') ahead.leaveOut(block.id, 'for-good')
  },
  compile({ block, props }, calls) {
    const subscription = subscriptionRef(block, calls)
    if (!subscription) return
    const [dunning] = calls.flow.into(block, 'dunning')
    const policy = retryPolicyOf(dunning)
    // One account has one policy, which an earlier run may have set otherwise.
    calls.before.call(
      'simulator.settings',
      { retry_policy: { days: [...policy.days], final_action: policy.finalAction } },
      { name: 'policy', ...(dunning && { by: dunning.id }), title: `Retries: ${retryPolicyText(policy)}` },
    )
    changeCard(block, 'pm_card_chargeCustomerFail', { calls, stage: calls.before })
    if (props.outcome === 'ended') {
      calls.after(policy.window + 1).call(
        'subscriptions.retrieve',
        {},
        {
          name: 'ended',
          target: subscription,
          until: { path: 'status', equals: ENDS[policy.finalAction] },
          title: `Wait until “${block.label}” is ${ENDS[policy.finalAction]}`,
        },
      )
      return
    }
    const stage = calls.after()
    const open = stage.call(
      'invoices.list',
      { subscription, status: 'open', limit: 100 },
      { name: 'open', title: 'Find the invoice that was declined' },
    )
    const changed = changeCard(block, GOOD_CARD, { calls, stage })
    stage.call(
      'invoices.pay',
      {},
      {
        name: 'pay',
        target: { ...open, path: 'data.0.id' },
        ...(changed ? { after: [changed] } : {}),
        title: 'Pay the invoice with the new card',
      },
    )
  },
})
