import { definitionOf } from '#shared/blocks/index.ts'
import { order } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const OTHERS = [
  'excludedPaymentMethodTypes',
  'automaticPaymentMethods',
  'paymentMethodConfiguration',
] as const
const isSet = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value === true || (typeof value === 'string' && value !== '')
/** Methods are chosen in one way. */
export const allowedExclusive = blockRule({
  id: 'payments/allowed-exclusive',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  stripeCodes: ['parameters_exclusive'],
  docs: {
    title: 'Methods are chosen in one way',
    why: 'The parameter excludes the three others.',
    source: 'https://docs.stripe.com/changelog/dahlia/2026-07-29',
  },
  valid: [{ name: 'allowed ones', graph: order({ set: { pay: { allowedPaymentMethodTypes: ['card'] } } }) }],
  invalid: [
    {
      name: 'allowed and excluded',
      graph: order({
        set: { pay: { allowedPaymentMethodTypes: ['card'], excludedPaymentMethodTypes: ['klarna'] } },
      }),
      reports: [
        {
          message:
            '“pay” names allowed methods and chooses them in another way too, found excluded_payment_method_types',
          location: atField('pay', 'excludedPaymentMethodTypes'),
        },
      ],
    },
  ],
  *check(intent) {
    if (intent.props.allowedPaymentMethodTypes.length === 0) return
    const others = OTHERS.filter(name => isSet(intent.props[name]))
    const [first] = others
    if (first === undefined) return
    const parameters = others.map(name => definitionOf('payment-intent')?.fields[name]?.parameter ?? name)
    yield found(
      atField(intent.id, first),
      `${quoted(intent)} names allowed methods and chooses them in another way too, found ${listed(parameters)}`,
      [clearProps('Keep the allowed ones', intent, ...others)],
    )
  },
})
