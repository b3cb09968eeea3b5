import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { discountedBy, pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { currencyOfPrice } from '#shared/flow/invoice-lines.ts'

const amountOff = (currency: string) =>
  single({ blocks: { off: ['coupon', { amountOff: 500, currency }] }, with: ['off.coupon -> plan.coupon'] })
/** An amount off is in the currency of what is sold. */
export const couponCurrency = blockRule({
  id: 'billing/coupon-currency',
  severity: 'warning',
  needs: 'graph',
  on: ['coupon'],
  docs: {
    title: 'An amount off is in the currency of what is sold',
    why: 'Amount-off coupons in another currency are ignored on the invoice.',
    source: 'https://docs.stripe.com/invoicing/multi-currency-customers',
  },
  valid: [{ name: 'dollars off dollars', graph: amountOff('usd') }],
  invalid: [
    {
      name: 'euros off dollars',
      graph: amountOff('eur'),
      reports: [
        {
          message: '“off” takes eur off “plan”, where it is ignored, found prices in usd',
          location: atField('off', 'currency'),
        },
      ],
    },
  ],
  *check(coupon, flow) {
    const { amountOff: amount, currency } = coupon.props
    if (amount === undefined) return
    const own = currency || flow.platform.currency
    for (const payment of discountedBy(flow, coupon)) {
      const [price] = pricesOf(flow, payment)
      if (!price || currencyOfPrice(price, flow) === own) continue
      const other = currencyOfPrice(price, flow)
      yield found(
        atField(coupon.id, 'currency'),
        `${quoted(coupon)} takes ${own} off ${quoted(payment)}, where it is ignored, found prices in ${other}`,
        [setProps(`Take ${other} off`, coupon, { currency: other })],
      )
      return
    }
  },
})
