import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const EMBEDDED = ['embedded_page', 'elements']
/** A Checkout page returns as its kind wants. */
export const checkoutUrls = blockRule({
  id: 'payments/checkout-urls',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: 'A Checkout page returns as its kind wants',
    why: 'Success and cancel URLs are for the hosted page; embedded kinds use return_url.',
    source: 'Stripe API reference: checkout.sessions.create',
  },
  valid: [
    { name: 'hosted', graph: shop() },
    {
      name: 'embedded',
      graph: shop({
        set: { page: { uiMode: 'embedded_page', successUrl: '', returnUrl: 'https://app.example/back' } },
      }),
    },
  ],
  invalid: [
    {
      name: 'embedded with addresses of the hosted page',
      graph: shop({ set: { page: { uiMode: 'embedded_page', returnUrl: 'https://app.example/back' } } }),
      reports: [
        {
          message: '“page” is embedded and returns as a hosted page does, found https://app.example/thanks',
          location: atField('page', 'successUrl'),
        },
      ],
    },
    {
      name: 'embedded without an address',
      graph: shop({ set: { page: { uiMode: 'elements', successUrl: '' } } }),
      reports: [
        {
          message: '“page” is embedded and does not know where to return to, found no address',
          location: atField('page', 'returnUrl'),
        },
      ],
    },
  ],
  *check(page) {
    const { uiMode, successUrl, cancelUrl, returnUrl } = page.props
    if (!EMBEDDED.includes(uiMode)) return
    const given = [successUrl, cancelUrl].filter(url => url !== '')
    const back = returnUrl || given[0] || 'https://app.example/done'
    const fixes = [setProps(`Return to ${back}`, page, { successUrl: '', cancelUrl: '', returnUrl: back })]
    if (given.length > 0)
      yield found(
        atField(page.id, successUrl === '' ? 'cancelUrl' : 'successUrl'),
        `${quoted(page)} is embedded and returns as a hosted page does, found ${listed(given)}`,
        fixes,
      )
    else if (returnUrl === '')
      yield found(
        atField(page.id, 'returnUrl'),
        `${quoted(page)} is embedded and does not know where to return to, found no address`,
        fixes,
      )
  },
})
