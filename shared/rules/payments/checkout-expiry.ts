import { shop } from '#shared/check/example-flows.ts'
import { limitRule } from '#shared/check/limit-rule.ts'
import { atField } from '#shared/check/locations.ts'

/** A Checkout page lives half an hour to a day. */
export const checkoutExpiry = limitRule({
  id: 'payments/checkout-expiry',
  severity: 'error',
  kind: 'checkout-session',
  field: 'expiresInMin',
  docs: {
    title: 'A Checkout page lives half an hour to a day',
    why: 'A session lives 30 minutes to 24 hours, 24 hours by default.',
    source: 'Stripe API reference: checkout.sessions.create expires_at',
  },
  valid: [{ name: 'an hour', graph: shop({ set: { page: { expiresInMin: 60 } } }) }],
  invalid: [
    {
      name: 'ten minutes',
      graph: shop({ set: { page: { expiresInMin: 10 } } }),
      reports: [
        { message: '“page” lives 30 to 1440 minutes, found 10', location: atField('page', 'expiresInMin') },
      ],
    },
  ],
  says: ({ least, most }) => `lives ${least} to ${most} minutes`,
})
