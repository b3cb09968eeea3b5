import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Calls that are gone, and what takes their place. */
const GONE: Readonly<Record<string, string>> = {
  'subscriptionItems.createUsageRecord': 'billing.meterEvents.create',
  'subscriptionItems.listUsageRecordSummaries': 'billing.meters.listEventSummaries',
  'invoices.retrieveUpcoming': 'invoices.createPreview',
  'invoices.listUpcomingLines': 'invoices.createPreview',
  'orders.create': 'checkout.sessions.create',
  'skus.create': 'prices.create',
}
/** Code calls what there is. */
export const removedCalls = blockRule({
  id: 'lifecycle/removed-calls',
  severity: 'error',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'Code calls what there is',
    why: 'These resources and methods no longer exist in the SDK.',
    source: 'stripe-node CHANGELOG 18.0.0',
  },
  valid: [{ name: "today's call", graph: bundle({ set: { paid: { calls: ['invoices.createPreview'] } } }) }],
  invalid: [
    {
      name: 'a call that is gone',
      graph: bundle({ set: { paid: { calls: ['invoices.retrieveUpcoming'] } } }),
      reports: [
        {
          message: '“paid” makes calls that no longer exist, found invoices.retrieveUpcoming',
          location: atField('paid', 'calls'),
        },
      ],
    },
  ],
  *check(handler) {
    const gone = handler.props.calls.filter(call => call in GONE || /^(orders|skus)\./.test(call))
    if (gone.length === 0) return
    const calls = handler.props.calls.flatMap(call => (gone.includes(call) ? (GONE[call] ?? []) : call))
    yield found(
      atField(handler.id, 'calls'),
      `${quoted(handler)} makes calls that no longer exist, found ${listed(gone)}`,
      [setProps('Call what took their place', handler, { calls: [...new Set(calls)] })],
    )
  },
})
