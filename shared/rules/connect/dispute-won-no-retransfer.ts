import { bundle, type Change } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const WON: Change = {
  blocks: { dp: ['dispute', { recover: 'reverse_transfers' }] },
  with: ['plan.money-out -> dp.money-in'],
}
/** A won dispute pays the providers again. */
export const disputeWonNoRetransfer = blockRule({
  id: 'connect/dispute-won-no-retransfer',
  severity: 'warning',
  needs: 'graph',
  on: ['dispute'],
  docs: {
    title: 'A won dispute pays the providers again',
    why: 'On a win the platform gets the money back and the provider, reversed before, gets nothing.',
    source: 'practice',
  },
  valid: [{ name: 'it pays again', graph: bundle(WON) }],
  invalid: [
    {
      name: 'it does not',
      graph: bundle({ ...WON, set: { dp: { onWon: false } } }),
      reports: [
        {
          message:
            '“dp” takes the shares back and leaves them with the platform when it is won, found no second transfer',
          location: atField('dp', 'onWon'),
        },
      ],
    },
  ],
  *check(dispute) {
    if (dispute.props.recover !== 'reverse_transfers' || dispute.props.onWon) return
    yield found(
      atField(dispute.id, 'onWon'),
      `${quoted(dispute)} takes the shares back and leaves them with the platform when it is won, found no second transfer`,
      [setProps('Pay again when won', dispute, { onWon: true })],
    )
  },
})
