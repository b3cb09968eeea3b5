import { bundle } from '#shared/check/example-flows.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { raiseCommission } from '#shared/check/money-fixes.ts'
import { chargeInto } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { percentText, quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

/** The platform earns on each payment. */
export const negativeMargin = blockRule({
  id: 'money/negative-margin',
  severity: 'warning',
  needs: 'amounts',
  on: ['split'],
  docs: {
    title: 'The platform earns on each payment',
    why: 'Every payment would cost the platform more than it keeps.',
    source: 'https://stripe.com/pricing',
  },
  valid: [{ name: 'ten percent', graph: bundle() }],
  invalid: [
    {
      name: 'one percent',
      graph: bundle({ set: { spl: { commissionBps: 100 } } }),
      reports: [
        {
          message:
            '“spl” keeps $1.28 of each payment and Stripe takes $9.73 ($4.01 processing, $5.72 billed apart), found −$8.45; break-even is 7.61 % commission',
          location: atField('spl', 'commissionBps'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const { payment, charge } = chargeInto(flow, split) ?? {}
    if (!payment || !charge || charge.shares === 0) return
    const kept = charge.gross - charge.shares
    const margin = kept - charge.fee - charge.billed
    if (margin >= 0) return
    const text = (amount: number) => formatMoney({ amount, currency: charge.currency })
    const costs = charge.fee + charge.billed
    const evenBps = Math.ceil((costs * 10_000) / charge.gross)
    yield {
      message: `${quoted(split)} keeps ${text(kept)} of each payment and Stripe takes ${text(costs)} (${text(charge.fee)} processing, ${text(charge.billed)} billed apart), found ${text(margin)}; break-even is ${percentText(evenBps)} commission`,
      location: atField(split.id, 'commissionBps'),
      related: [atBlock(payment.id)],
      fixes: raiseCommission(split, evenBps),
    }
  },
})
