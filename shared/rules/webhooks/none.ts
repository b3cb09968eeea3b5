import { bundle, order, single } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { hearsNothing, lateBlocks } from '#shared/check/hearing.ts'
import { atBlock } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const PAID_LATER = ['payment_intent.succeeded', 'payment_intent.payment_failed']
const DEFAULT_EVENTS: Readonly<Record<string, readonly string[]>> = {
  'payment-intent': PAID_LATER,
  'payment-element': PAID_LATER,
  'payment-method': PAID_LATER,
  'checkout-session': [
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
  ],
  refund: ['refund.updated', 'refund.failed'],
  dispute: ['charge.dispute.created', 'charge.dispute.closed'],
}
/** Late results are heard. */
export const noneAtAll = flowRule({
  id: 'webhooks/none',
  severity: 'error',
  needs: 'events',
  docs: {
    title: 'Late results are heard',
    why: 'These results arrive hours to months after the API call.',
    source: 'github.com/stripe/ai, stripe-best-practices (billing)',
  },
  valid: [{ name: 'an endpoint with a handler', graph: bundle() }],
  invalid: [
    {
      name: 'a subscription and nothing that hears',
      graph: single(),
      reports: [
        {
          message: 'The results of “plan” arrive after the call, found no webhook endpoint with a handler',
          location: atBlock('plan'),
        },
      ],
    },
    {
      name: 'bank debits and nothing that hears',
      graph: order({ drop: ['wh', 'ok'], set: { form: { allowedPaymentMethodTypes: ['sepa_debit'] } } }),
      reports: [
        {
          message: 'The results of “form” arrive after the call, found no webhook endpoint with a handler',
          location: atBlock('form'),
        },
      ],
    },
  ],
  *check(flow) {
    const [block] = lateBlocks(flow)
    if (!block || !hearsNothing(flow)) return
    const events = DEFAULT_EVENTS[block.kind] ?? ['invoice.paid', 'invoice.payment_failed']
    yield found(
      atBlock(block.id),
      `The results of ${quoted(block)} arrive after the call, found no webhook endpoint with a handler`,
      [{ ...handleEvents(flow, events), preferred: true }],
    )
  },
})
