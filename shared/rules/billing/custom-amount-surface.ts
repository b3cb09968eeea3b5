import { shop, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const HOSTED = ['checkout-session', 'payment-link']
const OPEN = { unitAmount: undefined, customUnitAmount: [{ minimum: 500 }] }
/** Customers name an amount on Checkout and links only. */
export const customAmountSurface = blockRule({
  id: 'billing/custom-amount-surface',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'Customers name an amount on Checkout and links only',
    why: 'Only for Checkout and Payment Links.',
    source: 'Stripe API reference: prices.create custom_unit_amount',
  },
  valid: [{ name: "on a page of Stripe's", graph: shop({ set: { fee: OPEN } }) }],
  invalid: [
    {
      name: 'in a subscription',
      graph: single({ set: { fee: OPEN } }),
      reports: [
        {
          message:
            'The customer names the amount of “fee”, which is not possible on “plan”, found no Checkout page or link',
          location: atField('fee', 'customUnitAmount'),
        },
      ],
    },
  ],
  *check(price, flow) {
    const [row] = price.props.customUnitAmount
    const other = flow.outOf(price, 'price').find(({ kind }) => !HOSTED.includes(kind))
    if (!row || !other) return
    const unitAmount = row.preset ?? row.minimum ?? 1000
    yield found(
      atField(price.id, 'customUnitAmount'),
      `The customer names the amount of ${quoted(price)}, which is not possible on ${quoted(other)}, found no Checkout page or link`,
      [setProps('Fix the amount', price, { unitAmount, customUnitAmount: [] })],
    )
  },
})
