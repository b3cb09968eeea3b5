import {
  conditionBehind,
  eventsCausedBy,
  eventsOfCall,
  startedWithoutCondition,
} from '#shared/check/caused-events.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A handler does not cause the event that it handles. */
export const eventLoop = blockRule({
  id: 'structure/event-loop',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'A handler does not cause the event that it handles',
    why: 'Handler would trigger itself without end.',
    source: 'practice',
  },
  valid: [{ name: 'a reversal after a refund', graph: bundle() }],
  invalid: [
    {
      name: 'a transfer on every transfer',
      graph: bundle({
        set: { wh: { enabledEvents: ['transfer.created'] }, paid: { events: ['transfer.created'] } },
      }),
      reports: [
        {
          message: '“paid” starts “tA”, which causes the event that “paid” handles, found transfer.created',
          location: atField('paid', 'events'),
        },
      ],
    },
    {
      name: 'its own call',
      graph: single({
        blocks: {
          wh: ['webhook-endpoint', { url: 'https://app.example/e', enabledEvents: ['customer.updated'] }],
          sync: ['event-handler', { events: ['customer.updated'], calls: ['customers.update'] }],
        },
        with: ['wh.event-out -> sync.event-in'],
      }),
      reports: [
        {
          message: '“sync” causes the event that it handles by a call of its own, found customer.updated',
          location: atField('sync', 'events'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    const named = new Set(handler.props.events)
    const own = handler.props.calls.flatMap(eventsOfCall).find(event => named.has(event))
    if (own !== undefined)
      yield {
        message: `${quoted(handler)} causes the event that it handles by a call of its own, found ${own}`,
        location: atField(handler.id, 'events'),
      }
    for (const block of startedWithoutCondition(flow, handler)) {
      const caused = eventsCausedBy(block.kind).find(event => named.has(event))
      if (caused === undefined) continue
      yield {
        message: `${quoted(handler)} starts ${quoted(block)}, which causes the event that ${quoted(handler)} handles, found ${caused}`,
        location: atField(handler.id, 'events'),
        related: [atBlock(block.id)],
        fixes: conditionBehind(flow, handler),
      }
      return
    }
  },
})
