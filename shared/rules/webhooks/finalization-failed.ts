import { billed, bundle } from '#shared/check/example-flows.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'

/** Invoices that cannot be finalized are heard. */
export const finalizationFailed = flowRule({
  id: 'webhooks/finalization-failed',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Invoices that cannot be finalized are heard',
    why: 'A draft that cannot be finalized is never billed.',
    source: 'Stripe API reference: Event',
  },
  valid: [
    {
      name: 'the endpoint asks for it',
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.paid', 'invoice.finalization_failed'] } } }),
    },
  ],
  invalid: [
    {
      name: 'it does not',
      graph: bundle(),
      reports: [
        {
          message:
            'Nobody hears what becomes of “plan”, found no endpoint that asks for invoice.finalization_failed',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
    {
      name: 'a sent bill with automatic tax',
      graph: billed({
        blocks: {
          vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'] }],
          wh: ['webhook-endpoint', { url: 'https://app.example/e', enabledEvents: ['invoice.paid'] }],
        },
        with: ['vat.tax -> bill.tax'],
        set: { cus: { country: 'US' } },
      }),
      reports: [
        {
          message:
            'Nobody hears what becomes of “bill”, found no endpoint that asks for invoice.finalization_failed',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow =>
      [...recurringPayments(flow), ...flow.ofKind('invoice')].filter(
        payment => payment.props['collectionMethod'] !== 'send_invoice' || taxOf(flow, payment).automatic,
      ),
    events: ['invoice.finalization_failed'],
  }),
})
