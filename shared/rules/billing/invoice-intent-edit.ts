import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { hasKind } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const EDITS = ['paymentIntents.update', 'paymentIntents.cancel']
const INVOICED = ['subscription', 'subscription-schedule', 'invoice'] as const
/** An invoice's payment is left to the invoice. */
export const invoiceIntentEdit = blockRule({
  id: 'billing/invoice-intent-edit',
  severity: 'error',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: "An invoice's payment is left to the invoice",
    why: "Default invoice payment's intent cannot be edited or cancelled.",
    source: 'Stripe API reference: InvoicePayment.is_default',
  },
  valid: [
    { name: 'the invoice is voided', graph: bundle({ set: { paid: { calls: ['invoices.voidInvoice'] } } }) },
  ],
  invalid: [
    {
      name: 'its intent is cancelled',
      graph: bundle({ set: { paid: { calls: ['paymentIntents.cancel'] } } }),
      reports: [
        {
          message:
            '“paid” changes the payment intent of an invoice, which only the invoice may, found paymentIntents.cancel',
          location: atField('paid', 'calls'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    const calls = handler.props.calls.filter(call => EDITS.includes(call))
    if (calls.length === 0 || hasKind(flow, 'payment-intent') || !INVOICED.some(kind => hasKind(flow, kind)))
      return
    const mended = [
      ...new Set(
        handler.props.calls.map(call =>
          call === 'paymentIntents.cancel'
            ? 'invoices.voidInvoice'
            : call === 'paymentIntents.update'
              ? 'invoices.update'
              : call,
        ),
      ),
    ]
    yield found(
      atField(handler.id, 'calls'),
      `${quoted(handler)} changes the payment intent of an invoice, which only the invoice may, found ${listed(calls)}`,
      [setProps('Change or void the invoice', handler, { calls: mended })],
    )
  },
})
