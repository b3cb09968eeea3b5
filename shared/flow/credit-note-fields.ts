import type { Conflict } from './block-definition.ts'
import { blockField, choice, optionalAmount, type PropsOf, rows, text } from './fields.ts'

/** Properties of a credit note: what it takes off the invoice, and where the money goes that was paid already. */
export const creditNoteFields = {
  lines: rows({
    title: 'Lines',
    help: 'The services that are credited, line by line. Everything when neither lines nor an amount are given.',
    parameter: 'lines',
    row: {
      price: blockField({
        title: 'Price',
        help: 'A price that the invoice bills.',
        parameter: 'invoice_line_item',
        kinds: ['price'],
      }),
      amount: optionalAmount({
        title: 'Amount',
        help: 'How much of the line, tax on top of it included; all that is left of it when empty.',
        parameter: 'amount',
        min: 1,
      }),
    },
    max: 250,
  }),
  amount: optionalAmount({
    title: 'Amount',
    help: 'By how much the invoice is lowered, instead of lines.',
    parameter: 'amount',
    min: 1,
  }),
  issued: choice({
    title: 'Written',
    help: 'A note on an open invoice lowers what is still to be paid; on a paid one it says where the money goes.',
    initial: 'paid',
    choices: [
      { value: 'paid', label: 'After the invoice is paid' },
      { value: 'open', label: 'Before it is paid' },
    ],
  }),
  refundAmount: optionalAmount({
    title: 'Paid back',
    help: 'What of it goes back to the card. Empty: whatever the others leave; 0: nothing.',
    parameter: 'refund_amount',
    min: 0,
  }),
  creditAmount: optionalAmount({
    title: 'Kept as credit',
    help: 'What of it lowers the next invoice. Empty: what is left where “Paid back” is filled in.',
    parameter: 'credit_amount',
    min: 0,
  }),
  outOfBandAmount: optionalAmount({
    title: 'Paid back elsewhere',
    help: 'What of it you give back outside of Stripe, by bank transfer or in cash.',
    parameter: 'out_of_band_amount',
    min: 0,
    advanced: true,
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
}

type Props = PropsOf<typeof creditNoteFields>

const linesConflict = ({ lines, amount }: Props): Conflict | null => {
  if (lines.length === 0) return null
  if (amount !== undefined)
    return { field: 'amount', message: 'is left out where lines are named: Stripe takes one of the two' }
  const named = lines.map(({ price }) => price)
  if (named.includes(undefined)) return { field: 'lines', message: 'needs a price in every row' }
  return new Set(named).size < named.length ? { field: 'lines', message: 'names a price twice' } : null
}

const PARTS = ['refundAmount', 'creditAmount', 'outOfBandAmount'] as const

/** Source: CreditNotes.create of the pinned version: refunds and credits make up what was paid already. */
const partsConflict = (props: Props): Conflict | null => {
  const field = PARTS.findLast(name => props[name] !== undefined)
  if (field === undefined) return null
  if (props.issued === 'open')
    return { field, message: 'is for invoices that are paid: before that there is nothing to give back' }
  const { amount } = props
  const sum = PARTS.reduce((total, name) => total + (props[name] ?? 0), 0)
  if (amount === undefined || sum === amount) return null
  const isWhole = props.refundAmount !== undefined && props.creditAmount !== undefined
  if (sum > amount || isWhole)
    return { field, message: `does not add up with its neighbours: they make ${sum} of ${amount}` }
  return null
}

/** One of lines and amount, and parts that make up the note. No rule of the catalogue names these. */
export const creditNoteConflict = (props: Props): Conflict | null =>
  linesConflict(props) ?? partsConflict(props)
