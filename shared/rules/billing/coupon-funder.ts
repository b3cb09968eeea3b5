import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyAfter } from '#shared/check/look.ts'
import { discountedBy, sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const funded = (fundedBy: string, more: { readonly funder?: string } = {}) =>
  bundle({
    blocks: { off: ['coupon', { percentOff: 5, fundedBy, ...more }] },
    with: ['off.coupon -> plan.coupon'],
  })
/** It is decided who pays for a discount. */
export const couponFunder = blockRule({
  id: 'billing/coupon-funder',
  severity: 'warning',
  needs: 'graph',
  on: ['coupon'],
  docs: {
    title: 'It is decided who pays for a discount',
    why: 'Stripe lowers the line; who earns less is your decision.',
    source: 'practice',
  },
  valid: [
    { name: 'the platform', graph: funded('platform') },
    { name: 'one of the providers', graph: funded('provider', { funder: 'A' }) },
  ],
  invalid: [
    {
      name: 'nobody',
      graph: funded('none'),
      reports: [
        {
          message: '“off” lowers what “spl” shares, and nobody is named who earns less, found “Not decided”',
          location: atField('off', 'fundedBy'),
        },
      ],
    },
    {
      name: 'one provider, but which',
      graph: funded('provider'),
      reports: [
        {
          message: '“off” is paid for by one provider that “spl” gives a share, found none',
          location: atField('off', 'funder'),
        },
      ],
    },
    {
      name: 'a block that gets no share',
      graph: funded('provider', { funder: 'cus' }),
      reports: [
        {
          message: '“off” is paid for by one provider that “spl” gives a share, found “cus”',
          location: atField('off', 'funder'),
        },
      ],
    },
  ],
  *check(coupon, flow) {
    const { fundedBy, funder } = coupon.props
    if (fundedBy !== 'none' && fundedBy !== 'provider') return
    const split = discountedBy(flow, coupon).flatMap(payment => sharersOf(flow, payment))[0]
    if (!split) return
    if (fundedBy === 'provider') {
      if (
        funder &&
        moneyAfter(flow, split).some(({ id, kind }) => id === funder && kind === 'connected-account')
      )
        return
      const named = funder && (flow.block(funder)?.label ?? funder)
      yield found(
        atField(coupon.id, 'funder'),
        `${quoted(coupon)} is paid for by one provider that ${quoted(split)} gives a share, found ${named ? `“${named}”` : 'none'}`,
        [setProps('Let the platform pay for it', coupon, { fundedBy: 'platform' })],
      )
      return
    }
    yield found(
      atField(coupon.id, 'fundedBy'),
      `${quoted(coupon)} lowers what ${quoted(split)} shares, and nobody is named who earns less, found “Not decided”`,
      [setProps('Let the platform pay for it', coupon, { fundedBy: 'platform' })],
    )
  },
})
