import { type ExampleBlock, flow } from '#shared/check/example.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { reached } from '#shared/check/handlers.ts'
import { atBlock } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { isInvoiced } from '#shared/flow/paid-charges.ts'

/** Events of which one, handled, is a path for a payment that fails; the first is what is usually missing. */
const INVOICE_FAILURES = ['invoice.payment_failed', 'invoice.payment_action_required'] as const
/** The same for payments that come without an invoice. */
const INTENT_FAILURES = [
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'charge.failed',
] as const

const hears = (event: string): Readonly<Record<string, ExampleBlock>> => ({
  wh: ['webhook-endpoint', { url: 'https://app.example/events', enabledEvents: [event] }],
  on: ['event-handler', { events: [event] }],
})

/** A payment has a path for failure. */
export const noFailureBranch = blockRule({
  id: 'structure/no-failure-branch',
  severity: 'warning',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A payment has a path for failure',
    why: 'Declines and authentication demands are normal outcomes.',
    source: 'Stripe API reference: Event payment_intent.payment_failed',
  },
  valid: [
    {
      name: 'a handler hears of it',
      graph: bundle({ set: { paid: { events: ['invoice.paid', 'invoice.payment_failed'] } } }),
    },
    {
      name: 'dunning',
      graph: single({ blocks: { dun: ['dunning'] }, with: ['dun.dunning -> plan.dunning'] }),
    },
    {
      name: 'a payment without an invoice fails by its own event',
      graph: flow(
        { form: ['payment-element'], pay: ['payment-intent'], ...hears('payment_intent.payment_failed') },
        'form.money-out -> pay.money-in',
        'pay.event-out -> wh.event-in',
        'wh.event-out -> on.event-in',
      ),
    },
  ],
  invalid: [
    {
      name: 'nobody hears of it',
      graph: single(),
      reports: [
        {
          message: '“plan” has no path for a payment that fails, found no handler of invoice.payment_failed',
          location: atBlock('plan'),
        },
      ],
    },
    {
      name: 'an invoice event says nothing of a payment without one',
      graph: flow(
        { form: ['payment-element'], pay: ['payment-intent'], ...hears('invoice.payment_failed') },
        'form.money-out -> pay.money-in',
        'pay.event-out -> wh.event-in',
        'wh.event-out -> on.event-in',
      ),
      reports: [
        {
          message:
            '“pay” has no path for a payment that fails, found no handler of payment_intent.payment_failed',
          location: atBlock('pay'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const failures = isInvoiced(payment, flow) ? INVOICE_FAILURES : INTENT_FAILURES
    if (sources(flow, payment, 'dunning').length > 0 || reached(flow, failures).length > 0) return
    yield {
      message: `${quoted(payment)} has no path for a payment that fails, found no handler of ${failures[0]}`,
      location: atBlock(payment.id),
      fixes: [handleEvents(flow, [failures[0]])],
    }
  },
})
