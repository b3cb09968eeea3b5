import { bundle } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { reached } from '#shared/check/handlers.ts'
import { hearsNothing } from '#shared/check/hearing.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** An unpaid first invoice is noticed. */
export const incompleteWindow = blockRule({
  id: 'billing/incomplete-window',
  severity: 'warning',
  needs: 'events',
  on: ['subscription'],
  docs: {
    title: 'An unpaid first invoice is noticed',
    why: '23 h later incomplete_expired, terminal.',
    source: 'Stripe API reference: Subscription.status',
  },
  valid: [
    {
      name: 'changes are handled',
      graph: bundle({
        set: {
          wh: { enabledEvents: ['invoice.paid', 'customer.subscription.updated'] },
          paid: { events: ['invoice.paid', 'customer.subscription.updated'] },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'nobody handles changes',
      graph: bundle(),
      reports: [
        {
          message:
            '“plan” expires 23 hours after an unpaid start, found no handler of customer.subscription.updated',
          location: atBlock('plan'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    if (
      plan.props.collectionMethod === 'send_invoice' ||
      plan.props.paymentBehavior === 'error_if_incomplete'
    )
      return
    if (hearsNothing(flow) || reached(flow, ['customer.subscription.updated']).length > 0) return
    yield found(
      atBlock(plan.id),
      `${quoted(plan)} expires 23 hours after an unpaid start, found no handler of customer.subscription.updated`,
      [handleEvents(flow, ['customer.subscription.updated'])],
    )
  },
})
