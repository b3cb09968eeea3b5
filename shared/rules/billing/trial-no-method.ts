import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import { entriesOfPayment } from '#shared/flow/payment.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'

const FREE = { trialDays: 14 }
const startsTrial = (block: Block): boolean =>
  numberOf(block, 'trialDays') !== undefined || textOf(block, 'trialEnd') !== ''
/** A trial without a card has a decided end. */
export const trialNoMethod = blockRule({
  id: 'billing/trial-no-method',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'A trial without a card has a decided end',
    why: 'Trial end then cancels, pauses or invoices.',
    source: 'Stripe API reference: subscriptions.create trial_settings',
  },
  valid: [
    { name: 'a card is saved at the start', graph: single({ set: { plan: FREE } }) },
    {
      name: 'the end is decided',
      graph: single({ drop: ['form'], set: { plan: { ...FREE, missingPaymentMethod: 'cancel' } } }),
    },
  ],
  invalid: [
    {
      name: 'nobody asks for a card',
      graph: single({ drop: ['form'], set: { plan: FREE } }),
      reports: [
        {
          message: '“plan” starts a trial without a payment method, found no decision about its end',
          location: atField('plan', 'missingPaymentMethod'),
        },
      ],
    },
    {
      name: 'a page that asks for a card only when it must',
      graph: single({
        drop: ['form'],
        blocks: {
          page: [
            'checkout-session',
            { mode: 'subscription', trialDays: 14, paymentMethodCollection: 'if_required' },
          ],
        },
        with: ['page.money-out -> plan.money-in'],
      }),
      reports: [
        {
          message: '“plan” starts a trial without a payment method, found no decision about its end',
          location: atField('plan', 'missingPaymentMethod'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    if (plan.props.missingPaymentMethod !== undefined || flow.into(plan, 'trial').length > 0) return
    const entries = entriesOfPayment(plan, flow)
    if (![plan, ...entries].some(startsTrial)) return
    const asks = entries.some(entry => entry.props['paymentMethodCollection'] !== 'if_required')
    if (asks || flow.into(plan, 'payment-method').length > 0) return
    yield found(
      atField(plan.id, 'missingPaymentMethod'),
      `${quoted(plan)} starts a trial without a payment method, found no decision about its end`,
      [setProps('Cancel it then', plan, { missingPaymentMethod: 'cancel' })],
    )
  },
})
