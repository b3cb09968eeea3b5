import { single } from '#shared/check/example-flows.ts'
import { disconnect } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt, sources } from '#shared/check/look.ts'
import { discountedBy, pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

const only = (product: string) =>
  single({
    blocks: { off: ['coupon', { percentOff: 10 }], extra: ['product', { provider: 'platform' }] },
    with: ['off.coupon -> plan.coupon', `${product}.product -> off.product`],
  })
/** A coupon applies to something that is sold. */
export const couponAppliesNothing = blockRule({
  id: 'billing/coupon-applies-nothing',
  severity: 'warning',
  needs: 'graph',
  on: ['coupon'],
  docs: {
    title: 'A coupon applies to something that is sold',
    why: 'The discount reaches only the listed products, so it would change nothing.',
    source: 'Stripe API reference: coupons.create applies_to',
  },
  valid: [{ name: 'a product of the subscription', graph: only('app') }],
  invalid: [
    {
      name: 'another product',
      graph: only('extra'),
      reports: [
        {
          message: '“off” applies to products that “plan” does not sell, found “extra”',
          location: atPort('off', 'product'),
        },
      ],
    },
  ],
  *check(coupon, flow) {
    const products = sources(flow, coupon, 'product')
    if (products.length === 0) return
    for (const payment of discountedBy(flow, coupon)) {
      const sold = pricesOf(flow, payment).flatMap(price => sources(flow, price, 'product'))
      if (sold.length === 0 || sold.some(product => products.includes(product))) continue
      const wires = connectionsAt(flow, coupon).into.filter(({ to }) => to.port === 'product')
      yield found(
        atPort(coupon.id, 'product'),
        `${quoted(coupon)} applies to products that ${quoted(payment)} does not sell, found ${named(products)}`,
        [disconnect('Apply it to everything', ...wires)],
      )
      return
    }
  },
})
