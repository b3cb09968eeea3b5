import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW, STEP } from './grid.ts'
import { catalogue, customer, EVENTS, HANDLER, join, kept, onceScenarios, webhooks } from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue([
    { id: 'audit', name: 'Security audit', label: 'Audit, fixed price', price: { unitAmount: 240_000 } },
    {
      id: 'train',
      name: 'Training day',
      label: 'Per day',
      product: { unitLabel: 'day' },
      price: { unitAmount: 90_000 },
    },
  ]),
  customer('Harbor Logistics Inc.', { props: { email: 'ap@harbor.example', country: 'US', business: true } }),
  {
    blocks: {
      bank: {
        kind: 'payment-method',
        label: 'Bank transfer or debit',
        at: [COLUMN[1], ROW + 16],
        props: { types: ['customer_balance', 'us_bank_account'] },
      },
      inv: {
        kind: 'invoice',
        label: 'Invoice, net 30',
        at: [COLUMN[2], ROW - 8],
        props: {
          items: [{ price: 'trainPrice', quantity: 2 }],
          customFields: [{ name: 'Purchase order', value: 'PO-4711' }],
          footer: 'Thank you for your order.',
        },
      },
      credit: {
        kind: 'credit-note',
        label: 'Corrected afterwards',
        at: [COLUMN[3], ABOVE - STEP.card],
        props: { amount: 90_000, creditAmount: 90_000 },
      },
      led: { kind: 'ledger', label: 'Receivables', at: [COLUMN[4], ABOVE + 8] },
      month: {
        kind: 'report',
        label: 'Month’s end',
        at: [COLUMN[5], ABOVE + 24],
        props: { content: 'balance' },
      },
    },
    connections: [
      'cus.customer > bank.customer',
      'cus.customer > inv.customer',
      'bank.payment-method > inv.payment-method',
      'auditPrice.price > inv.price',
      'trainPrice.price > inv.price',
      'inv.invoice > credit.invoice',
      'inv.money-out > led.money-in',
      'led.ledger > month.ledger',
      'due.event-out > led.event-in',
    ],
  },
  kept(['inv'], [COLUMN[3], ROW], 'Own revenue'),
  webhooks(
    'inv',
    [
      'invoice.finalized',
      'invoice.finalization_failed',
      'invoice.sent',
      'invoice.overdue',
      'invoice.paid',
      'invoice.payment_failed',
      'invoice.payment_action_required',
      'invoice.voided',
      'invoice.marked_uncollectible',
      ...EVENTS.dispute,
    ],
    [
      { id: 'start', label: 'Start work', events: ['invoice.paid'], props: { grants: 'invoice_paid' } },
      { id: 'due', label: 'Overdue', events: ['invoice.overdue', 'invoice.marked_uncollectible'] },
      {
        id: 'failed',
        label: 'Not paid',
        events: ['invoice.payment_failed', 'invoice.payment_action_required', 'invoice.finalization_failed'],
      },
      HANDLER.disputed,
    ],
  ),
)

/** Bills between businesses. */
export const b2bNet30: Template = {
  id: 'b2b-net-30',
  title: 'Invoices between businesses, net 30',
  summary: 'Invoice, bank transfer, credit note',
  story:
    'A security firm bills an audit and two training days, $4,200.00 in all, due in 30 days, with the customer’s order number on the invoice. It is paid by bank transfer or debit; work starts when it is paid, a reminder goes out when it is overdue, and a day that falls away is credited.',
  assumptions: [
    'Audit $2,400.00, two days at $900.00',
    'Invoicing fee 0.4 %, billed apart',
    'The forecast takes the fee of a US card; bank debits cost less',
  ],
  document: buildDocument({
    name: 'Invoices between businesses, net 30',
    ...part,
    groups: {
      catalog: { title: 'Catalog', blocks: ['audit', 'auditPrice', 'train', 'trainPrice'].map(blockId) },
    },
    scenarios: onceScenarios,
  }),
}
