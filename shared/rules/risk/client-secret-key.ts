import { order } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { masked } from '#shared/check/secrets.ts'
import { quoted } from '#shared/check/words.ts'

const SECRET = /secret|^(sk|rk)_/i
/** No secret key stands in an app or page. */
export const clientSecretKey = blockRule({
  id: 'risk/client-secret-key',
  severity: 'error',
  needs: 'graph',
  on: ['payment-element'],
  docs: {
    title: 'No secret key stands in an app or page',
    why: 'Keys in apps and pages can be extracted.',
    source: 'github.com/stripe/ai, stripe-best-practices (security)',
  },
  valid: [{ name: 'the publishable key', graph: order() }],
  invalid: [
    {
      name: 'the secret key',
      graph: order({ set: { form: { publishableKey: 'STRIPE_SECRET_KEY' } } }),
      reports: [
        {
          message: '“form” carries a secret key to the customer, found “STRIPE_SECRET_KEY”',
          location: atField('form', 'publishableKey'),
        },
      ],
    },
  ],
  *check(form) {
    const { publishableKey } = form.props
    if (!SECRET.test(publishableKey)) return
    yield found(
      atField(form.id, 'publishableKey'),
      `${quoted(form)} carries a secret key to the customer, found “${masked(publishableKey)}”`,
      [clearProps('Carry the publishable key', form, 'publishableKey')],
    )
  },
})
