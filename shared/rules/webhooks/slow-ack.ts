import { eventsCausedBy, eventsOfCall, startedWithoutCondition } from '#shared/check/caused-events.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** A handler answers before it works. */
export const slowAck = blockRule({
  id: 'webhooks/slow-ack',
  severity: 'warning',
  needs: 'events',
  on: ['event-handler'],
  docs: {
    title: 'A handler answers before it works',
    why: 'Late reply = retry; 3 days live, 3 tries sandbox.',
    source: 'https://docs.stripe.com/webhooks',
  },
  valid: [{ name: 'it answers first', graph: bundle() }],
  invalid: [
    {
      name: 'it transfers first',
      graph: bundle({ set: { paid: { ackFirst: false } } }),
      reports: [
        {
          message: '“paid” answers Stripe only after its work, found “tA” and “tB” before the answer',
          location: atField('paid', 'ackFirst'),
        },
      ],
    },
    {
      name: 'its own code transfers first',
      graph: bundle({
        without: ['paid.event-out -> spl.event-in'],
        set: { paid: { ackFirst: false, calls: ['transfers.create'], reads: ['invoice.amount_paid'] } },
      }),
      reports: [
        {
          message: '“paid” answers Stripe only after its work, found transfers.create before the answer',
          location: atField('paid', 'ackFirst'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    if (handler.props.ackFirst) return
    const calls = startedWithoutCondition(flow, handler).filter(({ kind }) => eventsCausedBy(kind).length > 0)
    const own = handler.props.calls.filter(call => eventsOfCall(call).length > 0)
    if (calls.length + own.length === 0) return
    yield found(
      atField(handler.id, 'ackFirst'),
      `${quoted(handler)} answers Stripe only after its work, found ${listed([...calls.map(quoted), ...own])} before the answer`,
      [setProps('Answer first', handler, { ackFirst: true })],
    )
  },
})
