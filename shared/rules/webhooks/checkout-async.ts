import { shop } from '#shared/check/example-flows.ts'
import { hearing } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

const page = (...events: string[]) =>
  shop({ blocks: { wh: ['webhook-endpoint', { url: 'https://app.example/e', enabledEvents: events }] } })
/** Slow payments of Checkout are heard. */
export const checkoutAsync = flowRule({
  id: 'webhooks/checkout-async',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Slow payments of Checkout are heard',
    why: 'Delayed methods settle the session by a second event.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [
    {
      name: 'the endpoint asks for all',
      graph: page(
        'checkout.session.completed',
        'checkout.session.async_payment_succeeded',
        'checkout.session.async_payment_failed',
      ),
    },
  ],
  invalid: [
    {
      name: 'it asks for the first only',
      graph: page('checkout.session.completed'),
      reports: [
        {
          message:
            'Nobody hears what becomes of “page”, found no endpoint that asks for checkout.session.async_payment_succeeded and checkout.session.async_payment_failed',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  check: hearing({
    who: flow => flow.ofKind('checkout-session'),
    events: [
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
    ],
  }),
})
