import { order } from '#shared/check/example-flows.ts'
import { replaceBlock } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Payments are payment intents. */
export const chargesApi = blockRule({
  id: 'lifecycle/charges-api',
  severity: 'warning',
  needs: 'graph',
  on: ['charge'],
  docs: {
    title: 'Payments are payment intents',
    why: 'The Charges API cannot do authentication and is not for new work.',
    source: 'github.com/stripe/ai, stripe-best-practices (payments)',
  },
  valid: [{ name: 'a payment intent', graph: order() }],
  invalid: [
    {
      name: 'a charge',
      graph: order({
        drop: ['pay', 'form'],
        blocks: { old: ['charge', { amount: 5000 }], form: ['card-element'] },
        with: ['cus.customer -> old.customer', 'form.money-out -> old.money-in'],
      }),
      reports: [
        {
          message: '“old” is a charge made directly, which cannot authenticate, found charge',
          location: atBlock('old'),
        },
      ],
    },
  ],
  *check(charge, flow) {
    const { amount, currency } = charge.props
    yield found(
      atBlock(charge.id),
      `${quoted(charge)} is a charge made directly, which cannot authenticate, found charge`,
      [
        replaceBlock(flow, charge, {
          kind: 'payment-intent',
          props: { amount, currency },
          ports: {
            customer: 'customer',
            'money-in': 'money-in',
            'money-out': 'money-out',
            'event-out': 'event-out',
          },
        }),
      ],
    )
  },
})
