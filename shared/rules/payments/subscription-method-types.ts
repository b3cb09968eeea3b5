import { single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** The Dashboard decides how invoices are paid. */
export const subscriptionMethodTypes = blockRule({
  id: 'payments/subscription-method-types',
  severity: 'info',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'The Dashboard decides how invoices are paid',
    why: 'Leave to Dashboard settings; never with a configuration.',
    source: 'Stripe API reference: subscriptions.create payment_settings',
  },
  valid: [{ name: 'it decides', graph: single() }],
  invalid: [
    {
      name: 'a list',
      graph: single({ set: { plan: { paymentMethodTypes: ['card'] } } }),
      reports: [
        {
          message: '“plan” lists how its invoices are paid, found card',
          location: atField('plan', 'paymentMethodTypes'),
        },
      ],
    },
  ],
  *check(plan) {
    const { paymentMethodTypes } = plan.props
    if (paymentMethodTypes.length === 0) return
    yield found(
      atField(plan.id, 'paymentMethodTypes'),
      `${quoted(plan)} lists how its invoices are paid, found ${listed(paymentMethodTypes)}`,
      [clearProps('Let the Dashboard decide', plan, 'paymentMethodTypes')],
    )
  },
})
