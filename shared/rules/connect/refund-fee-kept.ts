import { feesOf } from '#shared/check/application-fees.ts'
import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const WITH_FEE: Change = {
  blocks: { A: ['connected-account'], rf: ['refund', { reverseTransfer: true }] },
  set: { plan: { applicationFeePercent: 10, transferData: [{ destination: 'A' }] } },
  with: ['plan.money-out -> rf.money-in'],
}
/** A refund decides about the application fee. */
export const refundFeeKept = blockRule({
  id: 'connect/refund-fee-kept',
  severity: 'info',
  needs: 'graph',
  on: ['refund'],
  docs: {
    title: 'A refund decides about the application fee',
    why: 'Fee is not returned unless asked, then in proportion.',
    source: 'Stripe API reference: refunds.create refund_application_fee',
  },
  valid: [
    {
      name: 'it gives the fee back',
      graph: single({ ...WITH_FEE, set: { ...WITH_FEE.set, rf: { refundApplicationFee: true } } }),
    },
  ],
  invalid: [
    {
      name: 'it keeps the fee',
      graph: single(WITH_FEE),
      reports: [
        {
          message:
            '“rf” keeps the application fee of “plan” when it gives the customer everything, found refund_application_fee off',
          location: atField('rf', 'refundApplicationFee'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    if (refund.props.refundApplicationFee) return
    const payment = flow
      .into(refund, 'money-in')
      .find(
        block =>
          ['destination', 'direct'].includes(chargeTypeOf(flow, block)) &&
          feesOf(flow, block).some(({ value }) => value > 0),
      )
    if (!payment) return
    yield found(
      atField(refund.id, 'refundApplicationFee'),
      `${quoted(refund)} keeps the application fee of ${quoted(payment)} when it gives the customer everything, found refund_application_fee off`,
      [setProps('Give the fee back', refund, { refundApplicationFee: true })],
    )
  },
})
