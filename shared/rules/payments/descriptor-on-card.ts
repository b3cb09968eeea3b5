import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const acceptsCards = (types: readonly string[]) => types.length === 0 || types.includes('card')
/** A card statement takes a suffix. */
export const descriptorOnCard = blockRule({
  id: 'payments/descriptor-on-card',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'A card statement takes a suffix',
    why: 'The full descriptor on a card charge returns an error; use the suffix.',
    source: 'Stripe API reference: payment_intents.create statement_descriptor',
  },
  valid: [{ name: 'a suffix', graph: order({ set: { pay: { statementDescriptorSuffix: 'ORDER 7' } } }) }],
  invalid: [
    {
      name: 'a whole descriptor',
      graph: order({ set: { pay: { statementDescriptor: 'ACME ORDER' } } }),
      reports: [
        {
          message:
            '“pay” replaces the whole descriptor on a card statement, which is refused, found “ACME ORDER”',
          location: atField('pay', 'statementDescriptor'),
        },
      ],
    },
  ],
  *check(intent) {
    const { statementDescriptor, statementDescriptorSuffix, allowedPaymentMethodTypes } = intent.props
    if (statementDescriptor === '' || !acceptsCards(allowedPaymentMethodTypes)) return
    yield found(
      atField(intent.id, 'statementDescriptor'),
      `${quoted(intent)} replaces the whole descriptor on a card statement, which is refused, found “${statementDescriptor}”`,
      [
        setProps('Make it a suffix', intent, {
          statementDescriptor: '',
          statementDescriptorSuffix: statementDescriptorSuffix || statementDescriptor,
        }),
      ],
    )
  },
})
