import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A handler does not trust the order of events. */
export const ordering = blockRule({
  id: 'webhooks/ordering',
  severity: 'warning',
  needs: 'events',
  on: ['event-handler'],
  docs: {
    title: 'A handler does not trust the order of events',
    why: 'Delivery order is not guaranteed.',
    source: 'https://docs.stripe.com/webhooks',
  },
  valid: [{ name: 'it fetches again', graph: bundle() }],
  invalid: [
    {
      name: 'it trusts the payload',
      graph: bundle({ set: { paid: { refetch: false } } }),
      reports: [
        {
          message: '“paid” trusts that events come in order, found that it does not fetch the object again',
          location: atField('paid', 'refetch'),
        },
      ],
    },
  ],
  *check(handler) {
    if (handler.props.refetch) return
    yield found(
      atField(handler.id, 'refetch'),
      `${quoted(handler)} trusts that events come in order, found that it does not fetch the object again`,
      [setProps('Fetch the object again', handler, { refetch: true })],
    )
  },
})
