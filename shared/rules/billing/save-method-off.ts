import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Renewals have a saved method. */
export const saveMethodOff = blockRule({
  id: 'billing/save-method-off',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'Renewals have a saved method',
    why: 'Default off: renewals have no default method.',
    source: 'Stripe API reference: subscriptions.create payment_settings',
  },
  valid: [{ name: 'saved on the subscription', graph: single() }],
  invalid: [
    {
      name: 'not saved',
      graph: single({ set: { plan: { savePaymentMethod: 'off' } } }),
      reports: [
        {
          message: '“plan” forgets the method that pays in “form”, found “Save the method” off',
          location: atField('plan', 'savePaymentMethod'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const [form] = sources(flow, plan, 'payment-element')
    if (!form || plan.props.savePaymentMethod !== 'off') return
    yield found(
      atField(plan.id, 'savePaymentMethod'),
      `${quoted(plan)} forgets the method that pays in ${quoted(form)}, found “Save the method” off`,
      [setProps('Save it on the subscription', plan, { savePaymentMethod: 'on_subscription' })],
    )
  },
})
