import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const back = (reason: string) =>
  order({ blocks: { rf: ['refund', { reason }] }, with: ['pay.money-out -> rf.money-in'] })
/** “Fraudulent” is no ordinary reason. */
export const fraudRefundReason = blockRule({
  id: 'risk/fraud-refund-reason',
  severity: 'info',
  needs: 'events',
  on: ['refund'],
  docs: {
    title: '“Fraudulent” is no ordinary reason',
    why: 'That reason puts the card and mail on block lists.',
    source: 'Stripe API reference: refunds.create reason',
  },
  valid: [{ name: 'asked for', graph: back('requested_by_customer') }],
  invalid: [
    {
      name: 'fraud as a rule',
      graph: back('fraudulent'),
      reports: [
        {
          message: "“rf” puts every customer's card and mail on block lists, found the reason fraudulent",
          location: atField('rf', 'reason'),
        },
      ],
    },
  ],
  *check(refund) {
    if (refund.props.reason !== 'fraudulent') return
    yield found(
      atField(refund.id, 'reason'),
      `${quoted(refund)} puts every customer's card and mail on block lists, found the reason fraudulent`,
      [setProps('Say that the customer asked', refund, { reason: 'requested_by_customer' })],
    )
  },
})
