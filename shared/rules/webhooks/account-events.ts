import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { heard } from '#shared/check/handlers.ts'
import { hearOfAccounts } from '#shared/check/hearing.ts'
import { atBlock } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { flowRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const statusOf = (configuration: 'recipient' | 'merchant') =>
  `v2.core.account[configuration.${configuration}].capability_status_updated`
/** Events that tell when a v2 account of a role loses what it can do. */
const BY_ROLE = {
  recipient: [statusOf('recipient')],
  merchant: [statusOf('merchant')],
  both: [statusOf('recipient'), statusOf('merchant')],
} as const
const V1 = ['account.updated', 'capability.updated']
/** Changes of accounts are heard. */
export const accountEvents = flowRule({
  id: 'webhooks/account-events',
  severity: 'warning',
  needs: 'events',
  docs: {
    title: 'Changes of accounts are heard',
    why: 'Capability can go inactive any day.',
    source: 'Stripe API reference: Event',
  },
  valid: [
    {
      name: 'a thin endpoint for v2 accounts',
      graph: bundle({
        blocks: {
          thin: [
            'webhook-endpoint',
            {
              url: 'https://app.example/thin',
              payload: 'thin',
              enabledEvents: ['v2.core.account[configuration.recipient].capability_status_updated'],
            },
          ],
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'v2 accounts and no thin endpoint',
      graph: bundle(),
      reports: [
        {
          message:
            '“A” can lose its capability any day, found no endpoint that asks for v2.core.account[configuration.recipient].capability_status_updated',
          location: atBlock('A'),
        },
      ],
    },
    {
      name: 'a merchant of which only what recipients do is heard',
      graph: bundle({
        set: { B: { role: 'merchant' } },
        blocks: {
          thin: [
            'webhook-endpoint',
            {
              url: 'https://app.example/thin',
              payload: 'thin',
              enabledEvents: ['v2.core.account[configuration.recipient].capability_status_updated'],
            },
          ],
        },
      }),
      reports: [
        {
          message:
            '“B” can lose its capability any day, found no endpoint that asks for v2.core.account[configuration.merchant].capability_status_updated',
          location: atBlock('B'),
        },
      ],
    },
    {
      name: 'v1 accounts',
      graph: bundle({ set: { A: { api: 'v1' }, B: { api: 'v1' } } }),
      reports: [
        {
          message:
            '“A” can lose its capability any day, found no endpoint that asks for account.updated and capability.updated',
          location: atBlock('A'),
        },
      ],
    },
  ],
  *check(flow) {
    const accounts = allOf(flow, 'connected-account')
    const { connected, thin } = heard(flow)
    const [v1] = accounts.filter(({ props }) => props.api === 'v1')
    const lost = accounts.flatMap(account =>
      account.props.api === 'v2'
        ? BY_ROLE[account.props.role]
            .filter(event => !thin.has(event) && !thin.has('*'))
            .map(event => ({ account, event }))
        : [],
    )
    const events = [...new Set(lost.map(({ event }) => event))]
    const v2 = lost[0]?.account
    const missing = V1.filter(event => !connected.has(event) && !connected.has('*'))
    const start = (account: Block) =>
      `${quoted(account)} can lose its capability any day, found no endpoint that asks for`
    if (v1 && missing.length > 0)
      yield found(atBlock(v1.id), `${start(v1)} ${listed(missing)}`, [
        hearOfAccounts(flow, 'connected', missing),
      ])
    if (v2)
      yield found(atBlock(v2.id), `${start(v2)} ${listed(events)}`, [hearOfAccounts(flow, 'thin', events)])
  },
})
