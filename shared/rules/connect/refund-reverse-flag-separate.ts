import { bundle, type Change } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const REFUNDED: Change = {
  blocks: { rf: ['refund', { borneBy: 'platform' }] },
  with: ['plan.money-out -> rf.money-in'],
}
/** Transfers of separate charges are reversed one by one. */
export const refundReverseFlagSeparate = blockRule({
  id: 'connect/refund-reverse-flag-separate',
  severity: 'error',
  needs: 'graph',
  on: ['refund'],
  docs: {
    title: 'Transfers of separate charges are reversed one by one',
    why: 'Only applies to charges with a destination.',
    source: 'Stripe API reference: Refund.transfer_reversal',
  },
  valid: [{ name: 'without the flag', graph: bundle(REFUNDED) }],
  invalid: [
    {
      name: 'with the flag',
      graph: bundle({ ...REFUNDED, set: { rf: { reverseTransfer: true } } }),
      reports: [
        {
          message:
            '“rf” asks to reverse the transfer of “plan”, which has no destination, found reverse_transfer on a separate charge',
          location: atField('rf', 'reverseTransfer'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    if (!refund.props.reverseTransfer) return
    const payment = flow.into(refund, 'money-in').find(block => chargeTypeOf(flow, block) === 'separate')
    if (!payment) return
    yield found(
      atField(refund.id, 'reverseTransfer'),
      `${quoted(refund)} asks to reverse the transfer of ${quoted(payment)}, which has no destination, found reverse_transfer on a separate charge`,
      [clearProps('Leave it to a transfer reversal', refund, 'reverseTransfer')],
    )
  },
})
