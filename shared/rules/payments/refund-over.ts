import { type Change, order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { chargeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'
import { basisPoints } from '#shared/money/round.ts'

const BACK: Change = {
  blocks: { rf: ['refund', { scope: 'amount', amount: 2000, via: 'refund' }] },
  with: ['pay.money-out -> rf.money-in'],
}
/** What a refund gives back of a payment, minor units. */
const amountOf = ({ props }: BlockOf<'refund'>, gross: number): number => {
  if (props.scope === 'amount') return props.amount ?? 0
  if (props.scope === 'percent') return basisPoints(gross, Math.round((props.percent ?? 0) * 100))
  return 0
}
/** No more is refunded than was paid. */
export const refundOver = blockRule({
  id: 'payments/refund-over',
  severity: 'error',
  needs: 'amounts',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent', 'capture', 'charge'],
  stripeCodes: ['charge_already_refunded'],
  docs: {
    title: 'No more is refunded than was paid',
    why: 'Refunds add up to at most what was captured; more is an error.',
    source: 'Stripe API reference: refunds.create',
  },
  valid: [{ name: 'a part', graph: order(BACK) }],
  invalid: [
    {
      name: 'more than all',
      graph: order({ ...BACK, set: { rf: { amount: 6000 } } }),
      reports: [
        {
          message: '“rf” gives back more than “pay” brought, $50.00, found $60.00',
          location: atField('rf', 'amount'),
        },
      ],
    },
    {
      name: 'two that are too much together',
      graph: order({
        blocks: { ...BACK.blocks, again: ['refund', { scope: 'amount', amount: 4000, via: 'refund' }] },
        with: ['pay.money-out -> rf.money-in', 'pay.money-out -> again.money-in'],
      }),
      reports: [
        {
          message: '“rf” and “again” give back more than “pay” brought, $50.00, found $60.00',
          location: atField('again', 'amount'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const refunds = targets(flow, payment, 'refund')
    const charge = refunds.length > 0 ? chargeOf(flow, payment) : null
    if (!charge) return
    const total = refunds.reduce((sum, refund) => sum + amountOf(refund, charge.gross), 0)
    const last = refunds.at(-1)
    if (total <= charge.gross || !last) return
    const text = (amount: number) => formatMoney({ amount, currency: charge.currency })
    const left = amountOf(last, charge.gross) - (total - charge.gross)
    yield found(
      atField(last.id, 'amount'),
      `${named(refunds)} ${refunds.length === 1 ? 'gives' : 'give'} back more than ${quoted(payment)} brought, ${text(charge.gross)}, found ${text(total)}`,
      left > 0 && last.props.scope === 'amount'
        ? [setProps(`Give back ${text(left)}`, last, { amount: left })]
        : [],
    )
  },
})
