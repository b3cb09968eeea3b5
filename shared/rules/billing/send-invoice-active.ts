import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { recurringPayments } from '#shared/check/handlers.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const SENT = { collectionMethod: 'send_invoice', daysUntilDue: 30 }
/** Access follows the paid invoice, not the active subscription. */
export const sendInvoiceActive = blockRule({
  id: 'billing/send-invoice-active',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'Access follows the paid invoice, not the active subscription',
    why: 'Active regardless of first invoice.',
    source: 'Stripe API reference: subscriptions.create payment_behavior',
  },
  valid: [
    { name: 'the paid invoice', graph: bundle({ set: { plan: SENT, paid: { grants: 'invoice_paid' } } }) },
  ],
  invalid: [
    {
      name: 'the active subscription',
      graph: bundle({ set: { plan: SENT, paid: { grants: 'subscription_active' } } }),
      reports: [
        {
          message:
            '“paid” gives access while “plan” is active, which it is before anything is paid, found access by subscription_active',
          location: atField('paid', 'grants'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    if (handler.props.grants !== 'subscription_active') return
    const plan = recurringPayments(flow).find(({ props }) => props['collectionMethod'] === 'send_invoice')
    if (!plan) return
    yield found(
      atField(handler.id, 'grants'),
      `${quoted(handler)} gives access while ${quoted(plan)} is active, which it is before anything is paid, found access by subscription_active`,
      [setProps('Give access when an invoice is paid', handler, { grants: 'invoice_paid' })],
    )
  },
})
