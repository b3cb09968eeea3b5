import { order } from '#shared/check/example-flows.ts'
import { replaceBlock } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** The Payment Element takes the Card Element's place. */
export const deprecatedElement = blockRule({
  id: 'payments/deprecated-element',
  severity: 'warning',
  needs: 'graph',
  on: ['card-element'],
  docs: {
    title: "The Payment Element takes the Card Element's place",
    why: 'Stripe calls the Card Element legacy and points to the Payment Element.',
    source: 'github.com/stripe/ai, stripe-best-practices (payments)',
  },
  valid: [{ name: 'a payment element', graph: order() }],
  invalid: [
    {
      name: 'a card element',
      graph: order({
        drop: ['form'],
        blocks: { old: ['card-element'] },
        with: ['cus.customer -> old.customer', 'old.money-out -> pay.money-in'],
      }),
      reports: [
        {
          message: '“old” is a Card Element, which Stripe calls legacy, found card-element',
          location: atBlock('old'),
        },
      ],
    },
  ],
  *check(element, flow) {
    yield found(
      atBlock(element.id),
      `${quoted(element)} is a Card Element, which Stripe calls legacy, found card-element`,
      [
        replaceBlock(flow, element, {
          kind: 'payment-element',
          ports: {
            customer: 'customer',
            'money-out': 'money-out',
            element: 'element',
            'event-out': 'event-out',
          },
        }),
      ],
    )
  },
})
