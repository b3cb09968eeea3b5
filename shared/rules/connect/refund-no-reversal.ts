import { bundle, type Change } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { atBlock, atPort } from '#shared/check/locations.ts'
import { moneyAfter, only } from '#shared/check/look.ts'
import { reversalsAfter, reverseTransfers } from '#shared/check/money-fixes.ts'
import { chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

const REFUND: Change = {
  blocks: { rf: ['refund', { scope: 'lines' }], rv: ['transfer-reversal'] },
  with: [
    'plan.money-out -> rf.money-in',
    'tA.transfer -> rv.transfer',
    'tB.transfer -> rv.transfer',
    'rv.money-out -> plt.money-in',
  ],
}
/** A refund of shared money takes the shares back. */
export const refundNoReversal = blockRule({
  id: 'connect/refund-no-reversal',
  severity: 'warning',
  needs: 'graph',
  on: ['refund'],
  docs: {
    title: 'A refund of shared money takes the shares back',
    why: 'Refunding has no effect on transfers.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [
    {
      name: 'a reversal follows',
      graph: bundle({ ...REFUND, with: [...(REFUND.with ?? []), 'rf.event-out -> rv.event-in'] }),
    },
    { name: 'the platform bears it', graph: bundle({ ...REFUND, set: { rf: { borneBy: 'platform' } } }) },
  ],
  invalid: [
    {
      name: 'the shares stay',
      graph: bundle(REFUND),
      reports: [
        {
          message:
            '“rf” gives the customer money that “tA” and “tB” sent on, found no transfer reversal behind it',
          location: atPort('rf', 'event-out'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    if (refund.props.borneBy === 'platform') return
    const payments = flow
      .into(refund, 'money-in')
      .filter(payment => chargeTypeOf(flow, payment) === 'separate')
    const transfers = payments.flatMap(payment => only(moneyAfter(flow, payment), 'transfer'))
    if (transfers.length === 0 || reversalsAfter(flow, refund).length > 0) return
    yield {
      message: `${quoted(refund)} gives the customer money that ${named(transfers)} sent on, found no transfer reversal behind it`,
      location: atPort(refund.id, 'event-out'),
      related: transfers.map(({ id }) => atBlock(id)),
      fixes: [
        reverseTransfers(flow, refund, transfers),
        setProps('Let the platform bear it', refund, { borneBy: 'platform' }),
      ],
    }
  },
})
