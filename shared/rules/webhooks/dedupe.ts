import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** An event that comes twice acts once. */
export const dedupe = blockRule({
  id: 'webhooks/dedupe',
  severity: 'warning',
  needs: 'events',
  on: ['event-handler'],
  docs: {
    title: 'An event that comes twice acts once',
    why: 'The same event can be delivered more than once.',
    source: 'https://docs.stripe.com/webhooks',
  },
  valid: [{ name: 'by event and object', graph: bundle() }],
  invalid: [
    {
      name: 'by event alone',
      graph: bundle({ set: { paid: { idempotentBy: 'event.id' } } }),
      reports: [
        {
          message: '“paid” may act twice on one event, found “event.id” as what makes it act once',
          location: atField('paid', 'idempotentBy'),
        },
      ],
    },
  ],
  *check(handler) {
    const { idempotentBy } = handler.props
    if (idempotentBy.includes('event.id') && idempotentBy.includes('object')) return
    yield found(
      atField(handler.id, 'idempotentBy'),
      `${quoted(handler)} may act twice on one event, found ${idempotentBy === '' ? 'nothing' : `“${idempotentBy}”`} as what makes it act once`,
      [setProps('Act once per event and object', handler, { idempotentBy: 'event.id+object' })],
    )
  },
})
