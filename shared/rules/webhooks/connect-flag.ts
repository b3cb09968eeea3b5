import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { moveEvents } from '#shared/check/hearing.ts'
import { atField } from '#shared/check/locations.ts'
import { hasKind } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Events that only connected accounts give rise to. */
const OF_ACCOUNTS = [
  'account.updated',
  'account.application.deauthorized',
  'account.external_account.created',
  'account.external_account.updated',
  'account.external_account.deleted',
  'capability.updated',
  'person.created',
  'person.updated',
  'person.deleted',
]
/** Events of connected accounts come to an endpoint for them. */
export const connectFlag = blockRule({
  id: 'webhooks/connect-flag',
  severity: 'warning',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'Events of connected accounts come to an endpoint for them',
    why: "Connect=false delivers only the platform account's own events.",
    source: 'Stripe API reference: webhook_endpoints.create connect',
  },
  valid: [
    {
      name: 'an endpoint for connected accounts',
      graph: bundle({
        blocks: {
          whc: [
            'webhook-endpoint',
            { url: 'https://app.example/c', connect: true, enabledEvents: ['account.updated'] },
          ],
        },
      }),
    },
  ],
  invalid: [
    {
      name: "the platform's endpoint",
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.paid', 'account.updated'] } } }),
      reports: [
        {
          message:
            "“wh” hears the platform's own events only, found account.updated of connected accounts among them",
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  *check(endpoint, flow) {
    if (endpoint.props.connect || endpoint.props.payload === 'thin' || !hasKind(flow, 'connected-account'))
      return
    const events = endpoint.props.enabledEvents.filter(event => OF_ACCOUNTS.includes(event))
    if (events.length === 0) return
    yield found(
      atField(endpoint.id, 'enabledEvents'),
      `${quoted(endpoint)} hears the platform's own events only, found ${listed(events)} of connected accounts among them`,
      [
        moveEvents(flow, endpoint, {
          events,
          title: 'Move them to an endpoint for connected accounts',
          props: { connect: true },
        }),
      ],
    )
  },
})
