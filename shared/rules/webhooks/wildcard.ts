import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { startedBy } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** An endpoint names its events. */
export const wildcard = blockRule({
  id: 'webhooks/wildcard',
  severity: 'info',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'An endpoint names its events',
    why: 'Load, and some events still need naming.',
    source: 'Stripe API reference: webhook_endpoints.create enabled_events',
  },
  valid: [{ name: 'named events', graph: bundle() }],
  invalid: [
    {
      name: 'all events',
      graph: bundle({ set: { wh: { enabledEvents: ['*'] } } }),
      reports: [
        { message: '“wh” gets every event there is, found “*”', location: atField('wh', 'enabledEvents') },
      ],
    },
  ],
  *check(endpoint, flow) {
    const { enabledEvents } = endpoint.props
    if (!enabledEvents.includes('*')) return
    const used = [
      ...new Set([
        ...enabledEvents,
        ...startedBy(flow, endpoint).flatMap(block =>
          isKind(block, 'event-handler') ? block.props.events : [],
        ),
      ]),
    ].filter(event => event !== '*')
    yield found(
      atField(endpoint.id, 'enabledEvents'),
      `${quoted(endpoint)} gets every event there is, found “*”`,
      used.length > 0 ? [setProps('List what its handlers name', endpoint, { enabledEvents: used })] : [],
    )
  },
})
