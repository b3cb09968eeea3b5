import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const repeating = (more: Readonly<Record<string, unknown>>) =>
  single({
    blocks: { off: ['coupon', { percentOff: 10, duration: 'repeating', ...more }] },
    with: ['off.coupon -> plan.coupon'],
  })
/** A repeating coupon says for how long. */
export const couponMonths = blockRule({
  id: 'billing/coupon-months',
  severity: 'error',
  needs: 'graph',
  on: ['coupon'],
  docs: {
    title: 'A repeating coupon says for how long',
    why: 'Required, as a positive integer, when duration is repeating.',
    source: 'Stripe API reference: coupons.create duration_in_months',
  },
  valid: [{ name: 'three months', graph: repeating({ durationInMonths: 3 }) }],
  invalid: [
    {
      name: 'not said',
      graph: repeating({}),
      reports: [
        {
          message: '“off” repeats and does not say for how long, found no number of months',
          location: atField('off', 'durationInMonths'),
        },
      ],
    },
  ],
  *check(coupon) {
    const { duration, durationInMonths } = coupon.props
    if (duration !== 'repeating' || durationInMonths !== undefined) return
    yield found(
      atField(coupon.id, 'durationInMonths'),
      `${quoted(coupon)} repeats and does not say for how long, found no number of months`,
      [setProps('Set it to 3 months', coupon, { durationInMonths: 3 })],
    )
  },
})
