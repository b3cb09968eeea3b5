import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { discountedBy, sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'
import { basisPoints } from '#shared/money/round.ts'

const discounted = (percent: number) =>
  bundle({ blocks: { off: ['coupon', { percentOff: percent }] }, with: ['off.coupon -> plan.coupon'] })
/** A discount costs less than the commission brings. */
export const couponOverCommission = blockRule({
  id: 'billing/coupon-over-commission',
  severity: 'warning',
  needs: 'amounts',
  on: ['coupon'],
  docs: {
    title: 'A discount costs less than the commission brings',
    why: 'Providers are paid in full, so the platform pays for each sale.',
    source: 'practice',
  },
  valid: [{ name: 'five percent', graph: discounted(5) }],
  invalid: [
    {
      name: 'thirty percent',
      graph: discounted(30),
      reports: [
        {
          message:
            '“off” takes $38.40 off “plan”, of which the platform keeps $12.80, found $25.60 more than it earns',
          location: atField('off', 'percentOff'),
        },
      ],
    },
  ],
  *check(coupon, flow) {
    if (coupon.props.fundedBy !== 'platform') return
    for (const payment of discountedBy(flow, coupon)) {
      const [split] = sharersOf(flow, payment).filter(block => isKind(block, 'split'))
      const expected = linesOfPayment(flow, payment, FIRST_PAYMENT)
      if (!split || !expected || split.props.mode !== 'by_line_item') continue
      const total = expected.lines.reduce((sum, { amount }) => sum + amount, 0)
      const discount = expected.lines.reduce((sum, line) => sum + line.discount, 0)
      const commission = basisPoints(total, split.props.commissionBps)
      if (discount <= commission) continue
      const text = (amount: number) => formatMoney({ amount, currency: expected.currency })
      const field = coupon.props.percentOff === undefined ? 'amountOff' : 'percentOff'
      const value = field === 'percentOff' ? split.props.commissionBps / 100 : commission
      yield found(
        atField(coupon.id, field),
        `${quoted(coupon)} takes ${text(discount)} off ${quoted(payment)}, of which the platform keeps ${text(commission)}, found ${text(discount - commission)} more than it earns`,
        value > 0 ? [setProps('Lower it to the commission', coupon, { [field]: value })] : [],
      )
      return
    }
  },
})
