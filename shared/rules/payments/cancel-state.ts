import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const AFTER = [
  'payment_intent.succeeded',
  'charge.succeeded',
  'invoice.paid',
  'charge.captured',
  'checkout.session.completed',
]
/** A payment that succeeded is refunded, not cancelled. */
export const cancelState = blockRule({
  id: 'payments/cancel-state',
  severity: 'error',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'A payment that succeeded is refunded, not cancelled',
    why: 'Only intents that have not succeeded can be cancelled.',
    source: 'Stripe API reference: payment_intents.cancel',
  },
  valid: [{ name: 'a refund', graph: order({ set: { ok: { calls: ['refunds.create'] } } }) }],
  invalid: [
    {
      name: 'a cancellation',
      graph: order({ set: { ok: { calls: ['paymentIntents.cancel'] } } }),
      reports: [
        {
          message:
            '“ok” cancels a payment that has succeeded, found paymentIntents.cancel after payment_intent.succeeded',
          location: atField('ok', 'calls'),
        },
      ],
    },
  ],
  *check(handler) {
    const { calls, events } = handler.props
    const after = events.find(event => AFTER.includes(event))
    if (after === undefined || !calls.includes('paymentIntents.cancel')) return
    yield found(
      atField(handler.id, 'calls'),
      `${quoted(handler)} cancels a payment that has succeeded, found paymentIntents.cancel after ${after}`,
      [
        setProps('Refund it', handler, {
          calls: [
            ...new Set(calls.map(call => (call === 'paymentIntents.cancel' ? 'refunds.create' : call))),
          ],
        }),
      ],
    )
  },
})
