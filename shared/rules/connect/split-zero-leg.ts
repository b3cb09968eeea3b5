import { bundle } from '#shared/check/example-flows.ts'
import { deleteBlock } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atBlock } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { chargeInto } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { formatMoney } from '#shared/money/format.ts'

/** Every share is worth something. */
export const splitZeroLeg = blockRule({
  id: 'connect/split-zero-leg',
  severity: 'error',
  needs: 'amounts',
  on: ['split'],
  docs: {
    title: 'Every share is worth something',
    why: 'Transfer amount is a positive integer.',
    source: 'Stripe API reference: transfers.create amount',
  },
  valid: [{ name: 'two shares', graph: bundle() }],
  invalid: [
    {
      name: 'a share without lines',
      graph: bundle({ without: ['B.account -> pB.account'], set: { pB: { provider: 'platform' } } }),
      reports: [
        {
          message: '“spl” gives “tB” nothing, and a transfer of nothing is refused, found $0.00',
          location: atBlock('tB'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const { charge } = chargeInto(flow, split) ?? {}
    if (!charge || charge.shares === 0) return
    for (const connection of connectionsAt(flow, split).outOf) {
      const leg = flow.block(connection.to.block)
      if (!leg || !isKind(leg, 'transfer') || flow.amountOn(connection) !== null) continue
      yield found(
        atBlock(leg.id),
        `${quoted(split)} gives ${quoted(leg)} nothing, and a transfer of nothing is refused, found ${formatMoney({ amount: 0, currency: charge.currency })}`,
        [deleteBlock(leg)],
      )
    }
  },
})
