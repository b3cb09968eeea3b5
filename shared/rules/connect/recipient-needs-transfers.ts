import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { isPaidByPlatform } from '#shared/check/money-path.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

/** The capability's status as the API tells it; null when nobody asked. */
const inactive = (flow: GraphView, account: Block): string | null => {
  const status = flow.known?.capabilities?.[account.id]
  return status === undefined || status === 'active' ? null : status
}
/** An account that is paid may receive transfers. */
export const recipientNeedsTransfers = blockRule({
  id: 'connect/recipient-needs-transfers',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  stripeCodes: ['transfers_not_allowed', 'capability_not_active', 'insufficient_capabilities_for_transfer'],
  docs: {
    title: 'An account that is paid may receive transfers',
    why: 'That capability lets it receive /v1/transfers.',
    source: 'Stripe API reference: v2 accounts.create configuration.recipient',
  },
  valid: [{ name: 'a recipient', graph: bundle() }],
  invalid: [
    {
      name: 'a merchant only',
      graph: bundle({ set: { A: { role: 'merchant' } } }),
      reports: [
        {
          message: '“A” is paid by transfer and cannot receive any, found the role merchant',
          location: atField('A', 'role'),
        },
      ],
    },
    {
      name: 'a capability that is not active',
      graph: bundle(),
      known: { capabilities: { A: 'pending' } },
      reports: [
        {
          message: '“A” is paid by transfer and its capability is not active, found “pending”',
          location: atBlock('A'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (!isPaidByPlatform(flow, account)) return
    if (account.props.role === 'merchant')
      yield found(
        atField(account.id, 'role'),
        `${quoted(account)} is paid by transfer and cannot receive any, found the role merchant`,
        [setProps('Let it receive transfers', account, { role: 'both' })],
      )
    const status = inactive(flow, account)
    if (status !== null)
      yield found(
        atBlock(account.id),
        `${quoted(account)} is paid by transfer and its capability is not active, found “${status}”`,
      )
  },
})
