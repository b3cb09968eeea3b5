import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const FLAGS = /charges_enabled|payouts_enabled/
/** A v2 account is judged by its capabilities. */
export const v1EnabledFlags = blockRule({
  id: 'connect/v1-enabled-flags',
  severity: 'info',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'A v2 account is judged by its capabilities',
    why: 'Stripe counts those flags as v1; a v2 account is judged by capability status.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [
    {
      name: "the capability's status",
      graph: bundle({ set: { paid: { reads: ['configuration.recipient.capabilities'] } } }),
    },
  ],
  invalid: [
    {
      name: 'a flag of v1',
      graph: bundle({ set: { paid: { reads: ['account.charges_enabled'] } } }),
      reports: [
        {
          message: '“paid” judges v2 accounts by a flag of v1, found account.charges_enabled',
          location: atField('paid', 'reads'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    const reads = handler.props.reads.filter(name => FLAGS.test(name))
    if (reads.length === 0 || !allOf(flow, 'connected-account').some(({ props }) => props.api === 'v2'))
      return
    const mended = [
      ...new Set([
        ...handler.props.reads.filter(name => !FLAGS.test(name)),
        'configuration.recipient.capabilities.stripe_balance.stripe_transfers.status',
      ]),
    ]
    yield found(
      atField(handler.id, 'reads'),
      `${quoted(handler)} judges v2 accounts by a flag of v1, found ${listed(reads)}`,
      [setProps('Read the capability instead', handler, { reads: mended })],
    )
  },
})
