import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalAmount, text } from '#shared/flow/fields.ts'
import { refIn } from '#shared/flow/ports.ts'

/** Corrects an invoice that is final. */
export const creditNote = defineBlock({
  kind: 'credit-note',
  title: 'Credit note',
  summary: 'Lowers an invoice that is already final.',
  icon: 'file-minus',
  docs: {
    body: 'A final invoice cannot be changed; a credit note lowers it, line by line or by an amount. What was paid already goes back as a refund or stays as credit for the next invoice. It moves no shares: reverse the transfers of what is given back. Like a refund it happens in a scenario, not in the first run of a flow.',
    source: 'https://docs.stripe.com/invoicing/dashboard/credit-notes',
  },
  category: 'billing',
  personas: ['F'],
  keywords: ['correct an invoice', 'credit', 'invoice too high'],
  events: ['credit_note.created', 'credit_note.updated', 'credit_note.voided'],
  size: 'standard',
  fields: {
    amount: optionalAmount({
      title: 'Amount',
      help: 'By how much the invoice is lowered; all of it when empty.',
      parameter: 'amount',
      min: 1,
    }),
    refundAmount: optionalAmount({
      title: 'Paid back',
      help: 'What of it goes back to the card.',
      parameter: 'refund_amount',
      min: 0,
    }),
    creditAmount: optionalAmount({
      title: 'Kept as credit',
      help: 'What of it lowers the next invoice.',
      parameter: 'credit_amount',
      min: 0,
    }),
    reason: choice({
      title: 'Reason',
      help: 'Printed on the credit note.',
      parameter: 'reason',
      initial: 'order_change',
      choices: [
        { value: 'order_change', label: 'Order changed' },
        { value: 'product_unsatisfactory', label: 'Not satisfied' },
        { value: 'duplicate', label: 'Duplicate' },
        { value: 'fraudulent', label: 'Fraudulent' },
      ],
    }),
    memo: text({
      title: 'Note',
      help: 'Printed for the customer.',
      parameter: 'memo',
      maxLength: 500,
      advanced: true,
    }),
  },
  ports: [
    refIn('invoice', 'Invoice', {
      required: true,
      accepts: ['invoice', 'subscription', 'subscription-schedule'],
    }),
    refIn('refund', 'Refund'),
  ],
  facts: ({ props }) => (props.refundAmount === undefined ? 'lowers the invoice' : 'with a refund'),
})
