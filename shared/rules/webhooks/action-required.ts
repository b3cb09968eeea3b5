import { bundle } from '#shared/check/example-flows.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

/** Demands for authentication are heard. */
export const actionRequired = flowRule({
  id: 'webhooks/action-required',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Demands for authentication are heard',
    why: 'Fires when the customer must authenticate before the invoice can be paid.',
    source: 'Stripe API reference: Event',
  },
  valid: [
    {
      name: 'the endpoint asks for it',
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.paid', 'invoice.payment_action_required'] } } }),
    },
  ],
  invalid: [
    {
      name: 'it does not',
      graph: bundle(),
      reports: [
        {
          message:
            'Nobody hears what becomes of “plan”, found no endpoint that asks for invoice.payment_action_required',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow => recurringPayments(flow).filter(({ props }) => props['collectionMethod'] !== 'send_invoice'),
    events: ['invoice.payment_action_required'],
  }),
})
