import { bundle, type Change } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const REVERSED: Change = {
  blocks: { rv: ['transfer-reversal'] },
  with: ['tA.transfer -> rv.transfer', 'rv.money-out -> plt.money-in'],
}
/** A reversal has a way out when the balance is gone. */
export const reversalNeedsBalance = blockRule({
  id: 'connect/reversal-needs-balance',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer-reversal'],
  docs: {
    title: 'A reversal has a way out when the balance is gone',
    why: 'Needs available balance on the account, or reserves.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'net of the next transfer', graph: bundle(REVERSED) }],
  invalid: [
    {
      name: 'it fails',
      graph: bundle({ ...REVERSED, set: { rv: { onInsufficient: 'fail' } } }),
      reports: [
        {
          message: '“rv” fails once the provider has been paid out, found “fail” without balance',
          location: atField('rv', 'onInsufficient'),
        },
      ],
    },
  ],
  *check(reversal) {
    if (reversal.props.onInsufficient !== 'fail') return
    yield found(
      atField(reversal.id, 'onInsufficient'),
      `${quoted(reversal)} fails once the provider has been paid out, found “fail” without balance`,
      [setProps('Net it from the next transfer', reversal, { onInsufficient: 'net_next' })],
    )
  },
})
