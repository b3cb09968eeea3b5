import { bundle } from '#shared/check/example-flows.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

/** Failed renewals are heard. */
export const paymentFailed = flowRule({
  id: 'webhooks/payment-failed',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Failed renewals are heard',
    why: 'Fires on every failed attempt, including a missing payment method.',
    source: 'Stripe API reference: Event invoice.payment_failed',
  },
  valid: [{ name: 'the endpoint asks for it', graph: bundle() }],
  invalid: [
    {
      name: 'it does not',
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.paid'] } } }),
      reports: [
        {
          message:
            'Nobody hears what becomes of “plan”, found no endpoint that asks for invoice.payment_failed',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({ who: recurringPayments, events: ['invoice.payment_failed'] }),
})
