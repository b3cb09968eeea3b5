import { bundle } from '#shared/check/example-flows.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { raiseCommission } from '#shared/check/money-fixes.ts'
import { billedFor, chargeInto } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

/** Shares and fees fit into the charge. */
export const splitOverNet = blockRule({
  id: 'connect/split-over-net',
  severity: 'warning',
  needs: 'amounts',
  on: ['split'],
  docs: {
    title: 'Shares and fees fit into the charge',
    why: 'Fees are taken from the platform, its balance goes negative.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'ten percent', graph: bundle() }],
  invalid: [
    {
      name: 'one percent',
      graph: bundle({ set: { spl: { commissionBps: 100 } } }),
      reports: [
        {
          message: '“spl” hands on $126.72 and Stripe takes $4.91 of $128.00, found $3.63 more than there is',
          location: atField('spl', 'commissionBps'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const { payment, charge } = chargeInto(flow, split) ?? {}
    if (!payment || !charge || charge.shares === 0) return
    const billing = billedFor(flow, payment)
    const over = charge.shares + charge.fee + billing - charge.gross
    if (over <= 0) return
    const text = (amount: number) => formatMoney({ amount, currency: charge.currency })
    const enough = Math.ceil(((charge.fee + billing) * 10_000) / charge.gross)
    yield {
      message: `${quoted(split)} hands on ${text(charge.shares)} and Stripe takes ${text(charge.fee + billing)} of ${text(charge.gross)}, found ${text(over)} more than there is`,
      location: atField(split.id, 'commissionBps'),
      related: [atBlock(payment.id)],
      fixes: raiseCommission(split, enough),
    }
  },
})
