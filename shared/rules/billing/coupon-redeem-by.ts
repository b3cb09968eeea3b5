import { daysAhead } from '#shared/check/dates.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Days in five years, leap days included. */
const FIVE_YEARS = 1826
/** The same day five years on; the last of February where a leap day has none. */
const inFiveYears = (today: string): string => {
  const day = today.slice(4, 10) === '-02-29' ? '-02-28' : today.slice(4, 10)
  return `${Number(today.slice(0, 4)) + 5}${day}T00:00:00Z`
}
const coded = (until: string, code = '') =>
  single({
    blocks: {
      off: ['coupon', { percentOff: 10, redeemBy: until }],
      code: ['promotion-code', { code: 'HELLO', expiresAt: code }],
    },
    with: ['off.coupon -> code.coupon', 'code.promotion-code -> plan.coupon'],
  })
/** Coupons and their codes end in time. */
export const couponRedeemBy = blockRule({
  id: 'billing/coupon-redeem-by',
  severity: 'error',
  needs: 'graph',
  on: ['coupon', 'promotion-code'],
  docs: {
    title: 'Coupons and their codes end in time',
    why: 'redeem_by is at most 5 years ahead and bounds the promotion code.',
    source: 'Stripe API reference: coupons.create redeem_by',
  },
  valid: [{ name: 'a year ahead', graph: coded('2027-11-23T00:00:00Z', '2027-01-01T00:00:00Z') }],
  invalid: [
    {
      name: 'ten years ahead',
      graph: coded('2036-11-23T00:00:00Z'),
      reports: [
        {
          message: '“off” can be redeemed for more than five years, found 2036-11-23',
          location: atField('off', 'redeemBy'),
        },
      ],
    },
    {
      name: 'a code that outlives it',
      graph: coded('2027-01-01T00:00:00Z', '2027-06-01T00:00:00Z'),
      reports: [
        {
          message: '“code” outlives its coupon “off”, which ends 2027-01-01, found 2027-06-01',
          location: atField('code', 'expiresAt'),
        },
      ],
    },
  ],
  *check(block, flow) {
    if (
      isKind(block, 'coupon') &&
      block.props.redeemBy !== '' &&
      daysAhead(flow.today, block.props.redeemBy) > FIVE_YEARS
    )
      yield found(
        atField(block.id, 'redeemBy'),
        `${quoted(block)} can be redeemed for more than five years, found ${block.props.redeemBy.slice(0, 10)}`,
        [setProps('End it in five years', block, { redeemBy: inFiveYears(flow.today) })],
      )
    if (!isKind(block, 'promotion-code') || block.props.expiresAt === '') return
    const coupon = sources(flow, block, 'coupon').find(
      ({ props }) => props.redeemBy !== '' && props.redeemBy < block.props.expiresAt,
    )
    if (!coupon) return
    yield found(
      atField(block.id, 'expiresAt'),
      `${quoted(block)} outlives its coupon ${quoted(coupon)}, which ends ${coupon.props.redeemBy.slice(0, 10)}, found ${block.props.expiresAt.slice(0, 10)}`,
      [setProps('End with the coupon', block, { expiresAt: coupon.props.redeemBy })],
    )
  },
})
