import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { moveEvents } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Events of the v2 API come as thin events. */
export const thinV2 = blockRule({
  id: 'webhooks/thin-v2',
  severity: 'warning',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'Events of the v2 API come as thin events',
    why: 'V2 events are thin, use an event destination and parseEventNotification.',
    source: 'stripe-node CHANGELOG 19.0.0',
  },
  valid: [
    {
      name: 'a thin endpoint',
      graph: bundle({
        blocks: {
          thin: [
            'webhook-endpoint',
            {
              url: 'https://app.example/thin',
              payload: 'thin',
              enabledEvents: ['v2.core.account[requirements].updated'],
            },
          ],
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'a snapshot endpoint',
      graph: bundle({
        set: { wh: { enabledEvents: ['invoice.paid', 'v2.core.account[requirements].updated'] } },
      }),
      reports: [
        {
          message: '“wh” gets snapshots and v2 events are thin, found v2.core.account[requirements].updated',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  *check(endpoint, flow) {
    if (endpoint.props.payload === 'thin') return
    const events = endpoint.props.enabledEvents.filter(event => event.startsWith('v2.'))
    if (events.length === 0) return
    yield found(
      atField(endpoint.id, 'enabledEvents'),
      `${quoted(endpoint)} gets snapshots and v2 events are thin, found ${listed(events)}`,
      [
        events.length === endpoint.props.enabledEvents.length
          ? setProps('Make it a thin endpoint', endpoint, { payload: 'thin' })
          : moveEvents(flow, endpoint, {
              events,
              title: 'Move them to a thin endpoint',
              props: { payload: 'thin' },
            }),
      ],
    )
  },
})
