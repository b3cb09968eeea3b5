import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const TO_A: Change = {
  blocks: { A: ['connected-account'], rf: ['refund', { reverseTransfer: true }] },
  set: { plan: { transferData: [{ destination: 'A' }] } },
  with: ['plan.money-out -> rf.money-in'],
}
/** A refund of a destination charge takes the money back. */
export const destinationRefundNoReverse = blockRule({
  id: 'connect/destination-refund-no-reverse',
  severity: 'warning',
  needs: 'graph',
  on: ['refund'],
  docs: {
    title: 'A refund of a destination charge takes the money back',
    why: 'Default false: provider keeps the money.',
    source: 'Stripe API reference: refunds.create reverse_transfer',
  },
  valid: [{ name: 'it takes it back', graph: single(TO_A) }],
  invalid: [
    {
      name: 'the provider keeps it',
      graph: single({ ...TO_A, set: { ...TO_A.set, rf: { reverseTransfer: false } } }),
      reports: [
        {
          message: '“rf” refunds “plan” while its destination keeps the money, found reverse_transfer off',
          location: atField('rf', 'reverseTransfer'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    if (refund.props.reverseTransfer || refund.props.borneBy === 'platform') return
    const payment = flow.into(refund, 'money-in').find(block => chargeTypeOf(flow, block) === 'destination')
    if (!payment) return
    yield found(
      atField(refund.id, 'reverseTransfer'),
      `${quoted(refund)} refunds ${quoted(payment)} while its destination keeps the money, found reverse_transfer off`,
      [setProps('Reverse the transfer', refund, { reverseTransfer: true })],
    )
  },
})
