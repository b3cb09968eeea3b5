import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Payment method types are not sent. */
export const methodTypesParam = blockRule({
  id: 'payments/method-types-param',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent', 'setup-intent', 'checkout-session'],
  stripeCodes: ['payment_method_types_no_longer_supported'],
  docs: {
    title: 'Payment method types are not sent',
    why: 'Since endive a 400 `payment_method_types_no_longer_supported`.',
    source: 'https://docs.stripe.com/changelog/endive/2026-09-30',
  },
  valid: [{ name: 'the Dashboard decides', graph: order() }],
  invalid: [
    {
      name: 'a list of old',
      graph: order({ set: { pay: { paymentMethodTypes: ['card'] } } }),
      reports: [
        {
          message: '“pay” sends payment_method_types, which is refused, found card',
          location: atField('pay', 'paymentMethodTypes'),
        },
      ],
    },
  ],
  *check(block) {
    const { paymentMethodTypes } = block.props
    if (paymentMethodTypes.length === 0) return
    yield found(
      atField(block.id, 'paymentMethodTypes'),
      `${quoted(block)} sends payment_method_types, which is refused, found ${listed(paymentMethodTypes)}`,
      [
        setProps('Allow them instead', block, {
          paymentMethodTypes: [],
          allowedPaymentMethodTypes: paymentMethodTypes,
        }),
      ],
    )
  },
})
