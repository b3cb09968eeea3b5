import { flow } from '#shared/check/example.ts'
import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Checkout's mode fits what it sells. */
export const checkoutMode = blockRule({
  id: 'payments/checkout-mode',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: "Checkout's mode fits what it sells",
    why: 'Recurring lines need subscription mode; setup mode needs currency or allowed types.',
    source: 'Stripe API reference: checkout.sessions.create mode',
  },
  valid: [{ name: 'a one-time price', graph: shop() }],
  invalid: [
    {
      name: 'a recurring price',
      graph: shop({ set: { fee: { interval: 'month' } } }),
      reports: [
        {
          message: '“page” sells “fee”, which recurs, in another mode than subscription, found payment',
          location: atField('page', 'mode'),
        },
      ],
    },
    {
      name: 'setting up a card in no currency',
      graph: flow({ page: ['checkout-session', { mode: 'setup' }] }),
      reports: [
        {
          message: '“page” saves a method and knows neither currency nor methods, found neither',
          location: atField('page', 'currency'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const { mode, currency, allowedPaymentMethodTypes } = page.props
    const recurring = sources(flow, page, 'price').find(({ props }) => props.interval !== undefined)
    if (recurring && mode !== 'subscription')
      yield found(
        atField(page.id, 'mode'),
        `${quoted(page)} sells ${quoted(recurring)}, which recurs, in another mode than subscription, found ${mode}`,
        [setProps('Sell subscriptions', page, { mode: 'subscription' })],
      )
    if (mode === 'setup' && currency === '' && allowedPaymentMethodTypes.length === 0)
      yield found(
        atField(page.id, 'currency'),
        `${quoted(page)} saves a method and knows neither currency nor methods, found neither`,
        [setProps(`Set it to ${flow.platform.currency}`, page, { currency: flow.platform.currency })],
      )
  },
})
