import { type Change, order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const PLAN: Change = { blocks: { rf: ['refund', { via: 'refund' }] }, with: ['pay.money-out -> rf.money-in'] }
/** A refund does not bring the fee back. */
export const refundFeeLost = blockRule({
  id: 'payments/refund-fee-lost',
  severity: 'info',
  needs: 'graph',
  on: ['refund'],
  docs: {
    title: 'A refund does not bring the fee back',
    why: 'Processing fees of the original payment are not returned on a refund.',
    source: 'practice',
  },
  valid: [{ name: 'the fee is spent', graph: order(PLAN) }],
  invalid: [
    {
      name: 'the plan counts on it',
      graph: order({ ...PLAN, set: { rf: { assumesFeeReturned: true } } }),
      reports: [
        {
          message: '“rf” counts on a processing fee that does not come back, found “Counts on the fee” on',
          location: atField('rf', 'assumesFeeReturned'),
        },
      ],
    },
  ],
  *check(refund) {
    if (!refund.props.assumesFeeReturned) return
    yield found(
      atField(refund.id, 'assumesFeeReturned'),
      `${quoted(refund)} counts on a processing fee that does not come back, found “Counts on the fee” on`,
      [setProps('Plan without it', refund, { assumesFeeReturned: false })],
    )
  },
})
