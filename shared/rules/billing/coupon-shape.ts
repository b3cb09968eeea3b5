import { single } from '#shared/check/example-flows.ts'
import { clearProps, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const couponed = (props: Readonly<Record<string, unknown>>) =>
  single({ blocks: { off: ['coupon', props] }, with: ['off.coupon -> plan.coupon'] })
/** A coupon takes off a percentage or an amount. */
export const couponShape = blockRule({
  id: 'billing/coupon-shape',
  severity: 'error',
  needs: 'graph',
  on: ['coupon'],
  docs: {
    title: 'A coupon takes off a percentage or an amount',
    why: 'A coupon has either percent_off or amount_off, the latter with a currency.',
    source: 'Stripe API reference: coupons.create',
  },
  valid: [
    { name: 'a percentage', graph: couponed({ percentOff: 10 }) },
    { name: 'an amount', graph: couponed({ amountOff: 500 }) },
  ],
  invalid: [
    {
      name: 'neither',
      graph: couponed({}),
      reports: [
        {
          message: '“off” takes nothing off, found neither a percentage nor an amount',
          location: atField('off', 'percentOff'),
        },
      ],
    },
    {
      name: 'both',
      graph: couponed({ percentOff: 10, amountOff: 500 }),
      reports: [
        {
          message: '“off” takes off a percentage and an amount, found both',
          location: atField('off', 'amountOff'),
        },
      ],
    },
  ],
  *check(coupon) {
    const { percentOff, amountOff } = coupon.props
    if (percentOff === undefined && amountOff === undefined)
      yield found(
        atField(coupon.id, 'percentOff'),
        `${quoted(coupon)} takes nothing off, found neither a percentage nor an amount`,
        [setProps('Take 10 % off', coupon, { percentOff: 10 })],
      )
    if (percentOff !== undefined && amountOff !== undefined)
      yield found(
        atField(coupon.id, 'amountOff'),
        `${quoted(coupon)} takes off a percentage and an amount, found both`,
        [clearProps('Keep the percentage', coupon, 'amountOff')],
      )
  },
})
