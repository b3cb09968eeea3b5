import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalAmount, optionalPercent, toggle } from '#shared/flow/fields.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import { eventIn, eventOut, moneyIn, refOut } from '#shared/flow/ports.ts'

/** Money back to the customer. */
export const refund = defineBlock({
  kind: 'refund',
  title: 'Refund',
  summary: 'Gives money back to the customer.',
  icon: 'undo-2',
  docs: {
    body: 'A refund takes from the balance that was charged. On separate charges that is the platform’s: transfers stay where they are until they are reversed. The processing fee is not returned. A refund can be pending and can fail later, so its last word is an event. Refunds without named lines are allocated over the lines by what was paid for them. A scenario names the month whose payment is given back, and how many days after that payment: after the next one, too.',
    source: 'https://docs.stripe.com/refunds',
  },
  category: 'payments',
  personas: ['O', 'F'],
  keywords: ['money back', 'return', 'cancel an order', 'complaint'],
  events: ['refund.created', 'refund.updated', 'refund.failed', 'charge.refunded', 'credit_note.created'],
  size: 'standard',
  fields: {
    scope: choice({
      title: 'Gives back',
      help: 'Everything, an amount, a part, or named services.',
      initial: 'full',
      choices: [
        { value: 'full', label: 'Everything' },
        { value: 'amount', label: 'An amount' },
        { value: 'percent', label: 'A percentage' },
        { value: 'lines', label: 'Some services' },
      ],
    }),
    amount: optionalAmount({
      title: 'Amount',
      help: 'At most what was captured and not refunded.',
      parameter: 'amount',
      min: 1,
    }),
    percent: optionalPercent({ title: 'Percent', help: 'Of the payment.', min: 0, max: 100 }),
    reason: choice({
      title: 'Reason',
      help: '“Fraudulent” puts card and mail on block lists.',
      parameter: 'reason',
      initial: 'requested_by_customer',
      choices: [
        { value: 'requested_by_customer', label: 'Asked for by the customer' },
        { value: 'duplicate', label: 'Duplicate' },
        { value: 'fraudulent', label: 'Fraudulent' },
      ],
    }),
    via: choice({
      title: 'Booked as',
      help: 'A credit note corrects the invoice too.',
      initial: 'credit_note',
      choices: [
        { value: 'credit_note', label: 'Credit note' },
        { value: 'refund', label: 'Refund only' },
      ],
      advanced: true,
    }),
    borneBy: choice({
      title: 'Borne by',
      help: 'Providers give their share back, or the platform bears the refund alone.',
      initial: 'providers',
      choices: [
        { value: 'providers', label: 'Providers and platform' },
        { value: 'platform', label: 'Platform alone' },
      ],
      advanced: true,
    }),
    assumesFeeReturned: toggle({
      title: 'Counts on the fee',
      help: 'Your plan assumes that the processing fee comes back; it does not.',
      initial: false,
      advanced: true,
    }),
    reverseTransfer: toggle({
      title: 'Reverse the transfer',
      help: 'Destination charges only.',
      parameter: 'reverse_transfer',
      initial: false,
      advanced: true,
    }),
    refundApplicationFee: toggle({
      title: 'Return the application fee',
      help: 'Destination and direct charges only.',
      parameter: 'refund_application_fee',
      initial: false,
      advanced: true,
    }),
  },
  ports: [
    moneyIn(PAYMENTS, { required: true, label: 'Its payment' }),
    eventIn(),
    refOut('refund', 'Refund'),
    eventOut(),
  ],
  facts: block =>
    ({ full: 'Everything', amount: 'An amount', percent: 'A percentage', lines: 'Some services' })[
      block.props.scope
    ],
})
