import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const CREATED = { events: ['invoice.created'] }
/** invoice.created is answered at once. */
export const invoiceCreatedReply = blockRule({
  id: 'billing/invoice-created-reply',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'invoice.created is answered at once',
    why: 'Failed delivery delays finalization up to 72 h for all.',
    source: 'https://docs.stripe.com/billing/subscriptions/webhooks',
  },
  valid: [{ name: 'answered first', graph: bundle({ set: { paid: CREATED } }) }],
  invalid: [
    {
      name: 'answered after the work',
      graph: bundle({ set: { paid: { ...CREATED, ackFirst: false } } }),
      reports: [
        {
          message:
            '“paid” holds up every invoice while it works, up to 72 hours, found invoice.created answered last',
          location: atField('paid', 'ackFirst'),
        },
      ],
    },
  ],
  *check(handler) {
    if (handler.props.ackFirst || !handler.props.events.includes('invoice.created')) return
    yield found(
      atField(handler.id, 'ackFirst'),
      `${quoted(handler)} holds up every invoice while it works, up to 72 hours, found invoice.created answered last`,
      [setProps('Answer first', handler, { ackFirst: true })],
    )
  },
})
