import type { QuickFix } from '#shared/check/diagnostic.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { drafted, handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { handlersOf } from '#shared/check/handlers.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atPort } from '#shared/check/locations.ts'
import { moneyBefore, sources } from '#shared/check/look.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const PAID = ['invoice.paid', 'invoice_payment.paid']
const INVOICED = ['subscription', 'subscription-schedule', 'invoice']
/** Payment events that the paid invoice takes the place of. */
const OTHERS = ['invoice.payment_succeeded', 'payment_intent.succeeded', 'charge.succeeded']
const startOnPaid = (
  flow: GraphView,
  split: Block,
  handler: BlockOf<'event-handler'> | undefined,
): QuickFix => {
  if (!handler)
    return handleEvents(flow, ['invoice.paid'], (draft, id) =>
      draft.connect({ block: id, port: 'event-out' }, { block: split.id, port: 'event-in' }),
    )
  return drafted(flow, 'Start it on invoice.paid', draft => {
    draft.set(handler.id, {
      events: [
        'invoice.paid',
        ...handler.props.events.filter(event => !OTHERS.includes(event) && event !== 'invoice.paid'),
      ],
    })
    const endpoint = sources(flow, handler, 'webhook-endpoint')[0]
    if (endpoint && !endpoint.props.enabledEvents.includes('invoice.paid'))
      draft.set(endpoint.id, { enabledEvents: [...endpoint.props.enabledEvents, 'invoice.paid'] })
  })
}
/** The split of an invoice starts when the invoice is paid. */
export const splitNeedsPaid = blockRule({
  id: 'webhooks/split-needs-paid',
  severity: 'error',
  needs: 'events',
  on: ['split'],
  docs: {
    title: 'The split of an invoice starts when the invoice is paid',
    why: 'Renewals are paid by Stripe, not by your request.',
    source: 'Stripe API reference: Event invoice.paid',
  },
  valid: [{ name: 'invoice.paid', graph: bundle() }],
  invalid: [
    {
      name: 'the intent of the first payment',
      graph: bundle({
        set: {
          wh: { enabledEvents: ['payment_intent.succeeded'] },
          paid: { events: ['payment_intent.succeeded'] },
        },
      }),
      reports: [
        {
          message:
            '“spl” shares invoices that Stripe renews by itself, found payment_intent.succeeded as its start instead of invoice.paid',
          location: atPort('spl', 'event-in'),
        },
      ],
    },
    {
      name: 'no event at all',
      graph: bundle({ without: ['paid.event-out -> spl.event-in'], set: { spl: { trigger: 'manual' } } }),
      reports: [
        {
          message:
            '“spl” shares invoices that Stripe renews by itself, found no event as its start instead of invoice.paid',
          location: atPort('spl', 'event-in'),
        },
      ],
    },
  ],
  *check(split, flow) {
    if (!moneyBefore(flow, split).some(({ kind }) => INVOICED.includes(kind))) return
    const handlers = handlersOf(flow, split)
    const events = handlers.length > 0 ? flow.eventsAt(split) : [split.props.trigger]
    if (events.some(event => PAID.includes(event))) return
    const start = events.filter(event => event !== 'manual')
    yield found(
      atPort(split.id, 'event-in'),
      `${quoted(split)} shares invoices that Stripe renews by itself, found ${start.length > 0 ? listed(start) : 'no event'} as its start instead of invoice.paid`,
      [{ ...startOnPaid(flow, split, handlers[0]), preferred: true }],
    )
  },
})
