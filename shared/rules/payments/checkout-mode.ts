import { flow } from '#shared/check/example.ts'
import { shop, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { lostByPage } from '#shared/check/page-begins.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { NOT_BY_CHECKOUT } from '#shared/flow/subscription-data.ts'

/** Checkout's mode fits what it sells. */
export const checkoutMode = blockRule({
  id: 'payments/checkout-mode',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: "Checkout's mode fits what it sells",
    why: 'Recurring lines need subscription mode; setup mode needs currency or allowed types. A session begins a subscription with what subscription_data takes; when it ends, when it began and how it is collected only its own call says.',
    source: 'Stripe API reference: checkout.sessions.create mode, subscription_data',
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
      name: 'a subscription that ends at a time, which a session cannot say',
      graph: single({
        drop: ['form'],
        blocks: { page: ['checkout-session', { mode: 'subscription' }] },
        set: { plan: { cancelAt: '2027-06-01T00:00:00Z' } },
        with: ['page.money-out -> plan.money-in', 'cus.customer -> page.customer'],
      }),
      reports: [
        {
          message: '“page” begins “plan” and has no parameter for its “Ends at”, found 2027-06-01',
          location: atField('plan', 'cancelAt'),
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
    yield* lostByPage(page, flow, NOT_BY_CHECKOUT)
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
