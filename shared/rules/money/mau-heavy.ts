import { bundle } from '#shared/check/example-flows.ts'
import { atBlock } from '#shared/check/locations.ts'
import { accountsPaidBy, chargeInto } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { feeFact } from '#shared/facts/fees.ts'
import { formatMoney } from '#shared/money/format.ts'

/** Above this part of the commission the fee for active accounts weighs. */
const HEAVY_PERCENT = 20
/** Monthly account fees stay small beside the commission. */
export const mauHeavy = blockRule({
  id: 'money/mau-heavy',
  severity: 'info',
  needs: 'amounts',
  on: ['split'],
  docs: {
    title: 'Monthly account fees stay small beside the commission',
    why: '$2 per active account weighs on small payouts.',
    source: 'https://stripe.com/pricing',
  },
  valid: [
    {
      name: 'one large provider',
      graph: bundle({ drop: ['B', 'pB', 'qB', 'tB'], set: { qA: { unitAmount: 49_000 } } }),
    },
  ],
  invalid: [
    {
      name: 'two small ones',
      graph: bundle(),
      reports: [
        {
          message:
            'Two dollars a month for each account paid take 31 % of what “spl” keeps, found $4.00 of $12.80',
          location: atBlock('spl'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const { payment, charge } = chargeInto(flow, split) ?? {}
    if (!payment || !charge || charge.shares === 0) return
    const fee = feeFact('connect_active_account')?.fixed ?? 0
    const accounts = accountsPaidBy(flow, split).filter(account => flow.amountsInto(account).length > 0)
    const fees = fee * accounts.length
    const commission = charge.gross - charge.shares
    if (accounts.length === 0 || fees * 100 <= commission * HEAVY_PERCENT) return
    const text = (amount: number) => formatMoney({ amount, currency: charge.currency })
    const part = commission > 0 ? `${Math.round((fees * 100) / commission)} %` : 'more than all'
    yield {
      message: `Two dollars a month for each account paid take ${part} of what ${quoted(split)} keeps, found ${text(fees)} of ${text(commission)}`,
      location: atBlock(split.id),
      related: accounts.map(({ id }) => atBlock(id)),
    }
  },
})
