import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const percentOff = (percent: number) =>
  single({ blocks: { off: ['coupon', { percentOff: percent }] }, with: ['off.coupon -> plan.coupon'] })
/** A coupon takes off up to 100 percent. */
export const couponPercent = blockRule({
  id: 'billing/coupon-percent',
  severity: 'error',
  needs: 'graph',
  on: ['coupon'],
  limits: [{ kind: 'coupon', field: 'percentOff' }],
  docs: {
    title: 'A coupon takes off up to 100 percent',
    why: 'percent_off is above 0 and at most 100.',
    source: 'Stripe API reference: coupons.create percent_off',
  },
  valid: [{ name: 'everything', graph: percentOff(100) }],
  invalid: [
    {
      name: 'more than everything',
      graph: percentOff(120),
      reports: [
        {
          message: '“off” takes off more than 0 and at most 100 %, found 120',
          location: atField('off', 'percentOff'),
        },
      ],
    },
    {
      name: 'nothing',
      graph: percentOff(0),
      reports: [
        {
          message: '“off” takes off more than 0 and at most 100 %, found 0',
          location: atField('off', 'percentOff'),
        },
      ],
    },
  ],
  *check(coupon) {
    const { percentOff: percent } = coupon.props
    if (percent === undefined || (percent > 0 && percent <= 100)) return
    const fix =
      percent > 100
        ? [setProps('Set it to 100 %', coupon, { percentOff: 100 })]
        : [setProps('Set it to 10 %', coupon, { percentOff: 10 })]
    yield found(
      atField(coupon.id, 'percentOff'),
      `${quoted(coupon)} takes off more than 0 and at most 100 %, found ${percent}`,
      fix,
    )
  },
})
