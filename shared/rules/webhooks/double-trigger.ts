import type { QuickFix } from '#shared/check/diagnostic.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { handlersOf } from '#shared/check/handlers.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

/** Events of which a single paid invoice fires several. */
const SAME_PAYMENT: readonly string[] = [
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
  'payment_intent.succeeded',
  'charge.succeeded',
]
/** The handlers that name others than the kept event lose those names, or their connection when no name is left. */
const keepOne = (
  flow: GraphView,
  split: Block,
  { kept, handlers }: { kept: string; handlers: readonly BlockOf<'event-handler'>[] },
): QuickFix => {
  const [keeper] = handlers.filter(({ props }) => props.events.includes(kept))
  return {
    ...drafted(flow, `Start it on ${kept} only`, draft => {
      for (const handler of handlers) {
        const events = handler.props.events.filter(
          event => (event === kept && handler === keeper) || !SAME_PAYMENT.includes(event),
        )
        if (events.length === handler.props.events.length) continue
        if (events.length > 0) draft.set(handler.id, { events })
        else
          for (const { id } of connectionsAt(flow, handler).outOf.filter(({ to }) => to.block === split.id))
            draft.push({ op: 'connection.remove', id })
      }
    }),
    preferred: true,
  }
}
/** One event starts a split. */
export const doubleTrigger = blockRule({
  id: 'webhooks/double-trigger',
  severity: 'error',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'One event starts a split',
    why: 'One paid invoice fires all of them.',
    source: 'Stripe API reference: Event',
  },
  valid: [{ name: 'one event', graph: bundle() }],
  invalid: [
    {
      name: 'two events of one payment',
      graph: bundle({
        set: {
          wh: { enabledEvents: ['invoice.paid', 'charge.succeeded'] },
          paid: { events: ['invoice.paid', 'charge.succeeded'] },
        },
      }),
      reports: [
        {
          message:
            '“spl” would share one payment twice, found invoice.paid and charge.succeeded as its start',
          location: atPort('spl', 'event-in'),
        },
      ],
    },
    {
      name: 'two handlers',
      graph: bundle({
        blocks: { again: ['event-handler', { events: ['payment_intent.succeeded'] }] },
        with: ['wh.event-out -> again.event-in', 'again.event-out -> spl.event-in'],
      }),
      reports: [
        {
          message:
            '“spl” would share one payment twice, found invoice.paid and payment_intent.succeeded as its start',
          location: atPort('spl', 'event-in'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const handlers = handlersOf(flow, split)
    const named = handlers.flatMap(({ props }) => props.events).filter(event => SAME_PAYMENT.includes(event))
    if (named.length < 2) return
    const kept = SAME_PAYMENT.find(event => named.includes(event)) ?? 'invoice.paid'
    yield {
      message: `${quoted(split)} would share one payment twice, found ${listed(SAME_PAYMENT.filter(event => named.includes(event)))} as its start`,
      location: atPort(split.id, 'event-in'),
      related: handlers.map(({ id }) => atField(id, 'events')),
      fixes: [keepOne(flow, split, { kept, handlers })],
    }
  },
})
