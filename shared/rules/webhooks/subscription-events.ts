import { bundle } from '#shared/check/example-flows.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

/** Changes and endings of subscriptions are heard. */
export const subscriptionEvents = flowRule({
  id: 'webhooks/subscription-events',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Changes and endings of subscriptions are heard',
    why: 'Plan changes and endings happen without your request.',
    source: 'github.com/stripe/ai, stripe-best-practices (billing)',
  },
  valid: [
    {
      name: 'the endpoint asks for both',
      graph: bundle({
        set: {
          wh: {
            enabledEvents: ['invoice.paid', 'customer.subscription.updated', 'customer.subscription.deleted'],
          },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'it asks for changes only',
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.paid', 'customer.subscription.updated'] } } }),
      reports: [
        {
          message:
            'Nobody hears what becomes of “plan”, found no endpoint that asks for customer.subscription.deleted',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: recurringPayments,
    events: ['customer.subscription.updated', 'customer.subscription.deleted'],
  }),
})
