import { bundle, type Change } from '#shared/check/example-flows.ts'
import { deleteBlock, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { connectionsAt, sources, targets } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import { formatMoney } from '#shared/money/format.ts'

const BACK: Change = {
  blocks: { rv: ['transfer-reversal', { proportional: false, amount: 4000 }] },
  with: ['tA.transfer -> rv.transfer', 'rv.money-out -> plt.money-in'],
}
/** What fixed reversals of a transfer before this one take back, minor units. */
const earlierReversals = (flow: GraphView, transfer: Block, reversal: Block): number => {
  const all = targets(flow, transfer, 'transfer-reversal')
  return all
    .slice(
      0,
      all.findIndex(({ id }) => id === reversal.id),
    )
    .reduce((sum, { props }) => sum + (props.proportional ? 0 : (props.amount ?? 0)), 0)
}
/** No more is reversed than was transferred. */
export const reversalOverTransfer = blockRule({
  id: 'connect/reversal-over-transfer',
  severity: 'error',
  needs: 'amounts',
  on: ['transfer-reversal'],
  docs: {
    title: 'No more is reversed than was transferred',
    why: 'Only the unreversed remainder can be reversed.',
    source: 'Stripe API reference: transfers.createReversal amount',
  },
  valid: [{ name: 'less than the transfer', graph: bundle(BACK) }],
  invalid: [
    {
      name: 'more than the transfer',
      graph: bundle({ ...BACK, set: { rv: { amount: 5000 } } }),
      reports: [
        {
          message: '“rv” takes back more than “tA” sent, $44.10, found $50.00',
          location: atField('rv', 'amount'),
        },
      ],
    },
    {
      name: 'two that are too much together',
      graph: bundle({
        ...BACK,
        blocks: { ...BACK.blocks, rv2: ['transfer-reversal', { proportional: false, amount: 1000 }] },
        with: [...(BACK.with ?? []), 'tA.transfer -> rv2.transfer', 'rv2.money-out -> plt.money-in'],
      }),
      reports: [
        {
          message: '“rv2” takes back more than “tA” sent, $44.10, found $50.00 together with the others',
          location: atField('rv2', 'amount'),
        },
      ],
    },
  ],
  *check(reversal, flow) {
    const { amount, proportional } = reversal.props
    if (amount === undefined || proportional) return
    for (const transfer of sources(flow, reversal, 'transfer')) {
      const sent = connectionsAt(flow, transfer).outOf.flatMap(
        connection => flow.amountOn(connection) ?? [],
      )[0]
      if (!sent) continue
      const before = earlierReversals(flow, transfer, reversal)
      const left = sent.amount - before
      if (amount <= left) continue
      yield found(
        atField(reversal.id, 'amount'),
        `${quoted(reversal)} takes back more than ${quoted(transfer)} sent, ${formatMoney(sent)}, found ${formatMoney({ ...sent, amount: before + amount })}${before > 0 ? ' together with the others' : ''}`,
        left > 0
          ? [setProps(`Take back ${formatMoney({ ...sent, amount: left })}`, reversal, { amount: left })]
          : [deleteBlock(reversal)],
      )
      return
    }
  },
})
