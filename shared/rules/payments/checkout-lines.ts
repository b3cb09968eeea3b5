import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const LISTS = [
  ['optionalItems', LIMITS.checkout.optionalItems, 'optional items'],
  ['shippingOptions', LIMITS.checkout.shippingOptions, 'shipping options'],
  ['customFields', LIMITS.checkout.customFields, 'fields of its own'],
] as const
/** Lists for which some modes have no place. */
const PLACELESS = [
  ['optionalItems', ['elements', 'form'], 'optional items'],
  ['customFields', ['elements'], 'fields of its own'],
] as const
const ELEMENTS = { uiMode: 'elements', successUrl: '', returnUrl: 'https://app.example/back' } as const
const options = (count: number) =>
  shop({
    set: {
      page: {
        shippingCountries: ['US'],
        shippingOptions: Array.from({ length: count }, (_, index) => ({
          name: `Way ${index + 1}`,
          amount: 500,
        })),
      },
    },
  })
/** A Checkout page has so many lines. */
export const checkoutLines = blockRule({
  id: 'payments/checkout-lines',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: 'A Checkout page has so many lines',
    why: 'Sessions are limited in line items by mode; elements have no fields of their own, elements and form no optional items.',
    source: 'Stripe API reference: checkout.sessions.create line_items',
  },
  valid: [{ name: 'five ways to ship', graph: options(5) }],
  invalid: [
    {
      name: 'six',
      graph: options(6),
      reports: [
        {
          message: '“page” has more than 5 shipping options, found 6',
          location: atField('page', 'shippingOptions'),
        },
      ],
    },
    {
      name: 'questions of its own between elements',
      graph: shop({
        set: { page: { ...ELEMENTS, customFields: [{ key: 'note', label: 'Note', type: 'text' }] } },
      }),
      reports: [
        {
          message: '“page” has fields of its own, for which its mode has no place, found elements',
          location: atField('page', 'customFields'),
        },
      ],
    },
  ],
  *check(page, flow) {
    for (const [field, modes, words] of PLACELESS)
      if (page.props[field].length > 0 && modes.some(mode => mode === page.props.uiMode))
        yield found(
          atField(page.id, field),
          `${quoted(page)} has ${words}, for which its mode has no place, found ${page.props.uiMode}`,
          [setProps(`Remove the ${words}`, page, { [field]: [] })],
        )
    for (const [field, most, words] of LISTS) {
      const list = page.props[field]
      if (list.length > most)
        yield found(
          atField(page.id, field),
          `${quoted(page)} has more than ${most} ${words}, found ${list.length}`,
          [setProps(`Keep the first ${most}`, page, { [field]: list.slice(0, most) })],
        )
    }
    const prices = sources(flow, page, 'price')
    const recurring = prices.filter(({ props }) => props.interval !== undefined).length
    const { paymentLines, recurringLines, oneTimeLines } = LIMITS.checkout
    const over =
      page.props.mode === 'subscription'
        ? recurring > recurringLines || prices.length - recurring > oneTimeLines
        : prices.length > paymentLines
    if (over)
      yield found(
        atPort(page.id, 'price'),
        `${quoted(page)} has more lines than its mode takes, found ${prices.length}`,
      )
  },
})
