import { bundle, type Change } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { isPayment } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const DIRECT: Change = {
  drop: ['spl', 'tB'],
  blocks: { plan: ['subscription', {}, { onAccount: 'B' }] },
  with: ['plan.money-out -> tA.money-in', 'paid.event-out -> tA.event-in'],
}
/** What is transferred or held lies with the platform. */
export const sourceIsDirectCharge = blockRule({
  id: 'connect/source-is-direct-charge',
  severity: 'error',
  needs: 'graph',
  on: ['transfer', 'hold'],
  docs: {
    title: "A transfer's source is a charge of the platform",
    why: 'Source must be a charge of the account making the transfer, and a transfer takes from the balance of the platform alone: what was charged on a connected account is not there, neither to be sent nor to be held.',
    source: 'practice',
  },
  valid: [{ name: "the platform's charge", graph: bundle() }],
  invalid: [
    {
      name: 'a charge on a connected account',
      graph: bundle(DIRECT),
      reports: [
        {
          message: "“tA” is tied to a charge that is not the platform's, found “plan” on “B”",
          location: atField('tA', 'sourceTransaction'),
        },
      ],
    },
    {
      name: 'the same without the tie',
      graph: bundle({ ...DIRECT, set: { tA: { sourceTransaction: false } } }),
      reports: [
        {
          message: "“tA” moves the platform's money, found “plan” on “B” before it",
          location: atBlock('tA'),
        },
      ],
    },
    {
      name: 'money held that the platform does not have',
      graph: bundle({
        ...DIRECT,
        drop: ['spl', 'tA', 'tB'],
        blocks: { ...DIRECT.blocks, wait: ['hold'] },
        with: ['plan.money-out -> wait.money-in', 'wait.money-out -> plt.money-in'],
      }),
      reports: [
        {
          message: "“wait” holds the platform's money, found “plan” on “B” before it",
          location: atBlock('wait'),
        },
      ],
    },
  ],
  *check(block, flow) {
    const before = moneyBefore(flow, block)
    if (before.some(({ kind }) => kind === 'split' || kind === 'hold')) return
    const payment = before.find(other => isPayment(other) && other.onAccount !== undefined)
    const account = payment?.onAccount && flow.block(payment.onAccount)
    if (!account) return
    const place = `${quoted(payment)} on ${quoted(account)}`
    if (block.kind === 'transfer' && block.props.sourceTransaction)
      yield found(
        atField(block.id, 'sourceTransaction'),
        `${quoted(block)} is tied to a charge that is not the platform's, found ${place}`,
      )
    else
      yield found(
        atBlock(block.id),
        `${quoted(block)} ${block.kind === 'hold' ? 'holds' : 'moves'} the platform's money, found ${place} before it`,
      )
  },
})
