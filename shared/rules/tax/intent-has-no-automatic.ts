import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A bare payment intent knows no automatic tax. */
export const intentHasNoAutomatic = blockRule({
  id: 'tax/intent-has-no-automatic',
  severity: 'error',
  needs: 'events',
  on: ['payment-intent'],
  docs: {
    title: 'A bare payment intent knows no automatic tax',
    why: 'No such field; use Tax calculations + hooks.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'without', graph: order() }],
  invalid: [
    {
      name: 'with',
      graph: order({ set: { pay: { automaticTax: true } } }),
      reports: [
        {
          message: '“pay” asks for automatic tax, which a payment intent does not have, found it on',
          location: atField('pay', 'automaticTax'),
        },
      ],
    },
  ],
  *check(intent) {
    if (!intent.props.automaticTax) return
    yield found(
      atField(intent.id, 'automaticTax'),
      `${quoted(intent)} asks for automatic tax, which a payment intent does not have, found it on`,
      [setProps('Leave it to a tax calculation', intent, { automaticTax: false })],
    )
  },
})
