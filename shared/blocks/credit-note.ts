import { defineBlock } from '#shared/flow/block-definition.ts'
import { creditNoteConflict, creditNoteFields } from '#shared/flow/credit-note-fields.ts'
import { eventOut, refIn } from '#shared/flow/ports.ts'

/** Corrects an invoice that is final. */
export const creditNote = defineBlock({
  kind: 'credit-note',
  title: 'Credit note',
  summary: 'Lowers an invoice that is already final.',
  icon: 'file-minus',
  docs: {
    body: 'A final invoice cannot be changed; a credit note lowers it, by lines or by an amount. While the invoice is open, less is to be paid. Once it is paid, the money goes back to the card, or stays as credit and lowers the next invoice, or is given back outside of Stripe. A refund connected to the note was made by itself: the note then books it and moves no money. Shares stay where they are until a transfer reversal behind the note takes them back. A payment that a credit has made smaller is divided as the invoice’s lines say, but never beyond what was charged: what is missing after the platform’s part is missing to the providers. Like a refund it happens when a scenario says so, not in every run; each way in which it can happen is offered as a scenario.',
    source: 'https://docs.stripe.com/invoicing/dashboard/credit-notes',
  },
  category: 'billing',
  personas: ['F'],
  keywords: ['correct an invoice', 'credit', 'invoice too high', 'goodwill on the next invoice'],
  events: ['credit_note.created', 'credit_note.updated', 'credit_note.voided'],
  size: 'standard',
  fields: creditNoteFields,
  ports: [
    refIn('invoice', 'Invoice', {
      required: true,
      accepts: ['invoice', 'subscription', 'subscription-schedule'],
    }),
    refIn('refund', 'Refund that it books'),
    eventOut(),
  ],
  conflict: creditNoteConflict,
  facts({ props }) {
    if (props.issued === 'open') return 'before the invoice is paid'
    const { amount, refundAmount: back, creditAmount: kept = 0 } = props
    if (back === 0 || (kept > 0 && kept === amount)) return 'kept as credit'
    return kept === 0 && (back === undefined || back === amount) ? 'paid back' : 'in several parts'
  },
})
