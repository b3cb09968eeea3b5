import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { chargeInto } from '#shared/check/money-path.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'
import { allocate } from '#shared/money/allocate.ts'
import { formatMoney } from '#shared/money/format.ts'
import { basisPoints } from '#shared/money/round.ts'

const LEGS = {
  mode: 'legs',
  legs: [
    { account: 'A', fixed: 9000 },
    { account: 'B', fixed: 3000 },
  ],
}
/** Whether any of a split's transfers takes its money from the charge itself. */
const isTied = (flow: GraphView, split: Block): boolean => {
  const transfers = targets(flow, split, 'transfer')
  return transfers.length === 0 || transfers.some(({ props }) => props.sourceTransaction)
}
/** Shares do not exceed their charge. */
export const splitOverCharge = blockRule({
  id: 'connect/split-over-charge',
  severity: 'error',
  needs: 'amounts',
  on: ['split'],
  docs: {
    title: 'Shares do not exceed their charge',
    why: 'Sum of transfers on one source charge may not exceed it.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'shares that fit', graph: bundle({ set: { spl: { ...LEGS, commissionBps: 0 } } }) }],
  invalid: [
    {
      name: 'fixed shares and percentages that are too much together',
      graph: bundle({
        set: {
          spl: {
            mode: 'legs',
            legs: [
              { account: 'A', fixed: 9000 },
              { account: 'B', percentBps: 5000 },
            ],
          },
        },
      }),
      reports: [
        {
          message: '“spl” promises more than its charge of $128.00 brings, found shares of $154.00',
          location: atField('spl', 'legs'),
        },
      ],
    },
    {
      name: 'fixed shares larger than the payment',
      graph: bundle({
        set: {
          spl: {
            mode: 'legs',
            legs: [
              { account: 'A', fixed: 9000 },
              { account: 'B', fixed: 6000 },
            ],
          },
        },
      }),
      reports: [
        {
          message: '“spl” promises more than its charge of $128.00 brings, found shares of $150.00',
          location: atField('spl', 'legs'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const { charge } = chargeInto(flow, split) ?? {}
    if (!charge || split.props.mode !== 'legs') return
    const fixed = split.props.legs.map(leg => leg.fixed ?? 0)
    const percent = split.props.legs.reduce((sum, leg) => sum + (leg.percentBps ?? 0), 0)
    const promised = fixed.reduce((sum, amount) => sum + amount, 0)
    const inPercent = percent > 10_000 ? 0 : basisPoints(charge.gross, percent)
    const all = promised + inPercent
    if (all <= charge.gross || promised === 0 || !isTied(flow, split)) return
    const text = (amount: number) => formatMoney({ amount, currency: charge.currency })
    const left = Math.min(charge.gross - inPercent, promised)
    const scaled = allocate(left, fixed)
    const legs = split.props.legs.map((leg, index) =>
      leg.fixed === undefined ? leg : { ...leg, fixed: scaled[index] },
    )
    yield found(
      atField(split.id, 'legs'),
      `${quoted(split)} promises more than its charge of ${text(charge.gross)} brings, found shares of ${text(all)}`,
      left >= fixed.length ? [setProps('Scale the fixed shares down', split, { legs })] : [],
    )
  },
})
