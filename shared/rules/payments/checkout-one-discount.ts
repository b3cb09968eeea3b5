import { type Change, shop } from '#shared/check/example-flows.ts'
import { disconnect, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

const OFF: Change = {
  blocks: { off: ['coupon', { percentOff: 10 }], more: ['coupon', { percentOff: 5 }] },
  with: ['off.coupon -> page.coupon'],
}
/** A Checkout page takes one discount. */
export const checkoutOneDiscount = blockRule({
  id: 'payments/checkout-one-discount',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: 'A Checkout page takes one discount',
    why: 'A session takes one coupon or promotion code.',
    source: 'Stripe API reference: checkout.sessions.create discounts',
  },
  valid: [{ name: 'one', graph: shop(OFF) }],
  invalid: [
    {
      name: 'two',
      graph: shop({ ...OFF, with: ['off.coupon -> page.coupon', 'more.coupon -> page.coupon'] }),
      reports: [
        {
          message: '“page” takes one coupon or code, found “off” and “more”',
          location: atPort('page', 'coupon'),
        },
      ],
    },
    {
      name: 'one and any code',
      graph: shop({ ...OFF, set: { page: { allowPromotionCodes: true } } }),
      reports: [
        {
          message: '“page” gives a discount and asks for codes too, found “off”',
          location: atField('page', 'allowPromotionCodes'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const coupons = flow.into(page, 'coupon')
    const wires = connectionsAt(flow, page).into.filter(({ to }) => to.port === 'coupon')
    if (coupons.length > 1)
      yield found(
        atPort(page.id, 'coupon'),
        `${quoted(page)} takes one coupon or code, found ${named(coupons)}`,
        [disconnect('Keep the first', ...wires.slice(1))],
      )
    if (coupons.length > 0 && page.props.allowPromotionCodes)
      yield found(
        atField(page.id, 'allowPromotionCodes'),
        `${quoted(page)} gives a discount and asks for codes too, found ${named(coupons)}`,
        [setProps('Do not ask for codes', page, { allowPromotionCodes: false })],
      )
  },
})
