import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** What was just written is not searched. */
export const searchReadAfterWrite = blockRule({
  id: 'lifecycle/search-read-after-write',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'What was just written is not searched',
    why: 'Search lags by up to a minute, in outages an hour.',
    source: 'Stripe API reference: subscriptions.search',
  },
  valid: [
    { name: 'retrieved by id', graph: bundle({ set: { paid: { calls: ['subscriptions.retrieve'] } } }) },
  ],
  invalid: [
    {
      name: 'searched',
      graph: bundle({ set: { paid: { calls: ['subscriptions.search'] } } }),
      reports: [
        {
          message:
            '“paid” searches for what an event has just told it of, and search lags by a minute, found subscriptions.search',
          location: atField('paid', 'calls'),
        },
      ],
    },
  ],
  *check(handler) {
    const searches = handler.props.calls.filter(call => call.endsWith('.search'))
    if (searches.length === 0) return
    yield found(
      atField(handler.id, 'calls'),
      `${quoted(handler)} searches for what an event has just told it of, and search lags by a minute, found ${listed(searches)}`,
      [
        setProps('Retrieve it by its id', handler, {
          calls: [...new Set(handler.props.calls.map(call => call.replace(/\.search$/, '.retrieve')))],
        }),
      ],
    )
  },
})
