import { defineBlock } from '#shared/flow/block-definition.ts'
import { collectPayment } from '#shared/flow/collect-payment.ts'
import { amount, text } from '#shared/flow/fields.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { eventOut, moneyIn, moneyOut, refIn } from '#shared/flow/ports.ts'

/** A charge made directly, in designs that are imported. */
export const charge = defineBlock({
  kind: 'charge',
  title: 'Charge (old)',
  summary: 'The Charges API of old designs; payments replaced it.',
  icon: 'box',
  docs: {
    body: 'A charge made directly, as designs before 2019 do it. It cannot ask for authentication and is not for new work: a payment intent makes the charge today. It is kept so that old designs can be read and are told so; it compiles to no call.',
    source: 'https://docs.stripe.com/payments/payment-intents/migration/charges',
  },
  category: 'payments',
  personas: ['D'],
  keywords: [],
  events: ['charge.succeeded', 'charge.failed', 'charge.refunded'],
  size: 'standard',
  legacy: true,
  fields: {
    amount: amount({ title: 'Amount', help: 'What is charged.', parameter: 'amount', min: 0, initial: 5000 }),
    currency: text({
      title: 'Currency',
      help: 'The platform’s when empty.',
      parameter: 'currency',
      maxLength: 3,
    }),
  },
  ports: [
    refIn('customer', 'Customer'),
    refIn('source', 'Source', { accepts: ['source', 'token'] }),
    moneyIn(['card-element', 'condition']),
    moneyOut(),
    eventOut(),
  ],
  forecast(block, context) {
    const expected = linesOfPayment(context.flow, block, context)
    if (expected) collectPayment(context, { ...expected, payment: block })
  },
})
