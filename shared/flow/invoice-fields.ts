import { quantitiesField } from './checkout-fields.ts'
import { amount, blockField, choice, date, number, optionalAmount, rows, text, toggle } from './fields.ts'
import { automaticTaxFields } from './payment-fields.ts'

/** The fields of a one-off invoice. */
export const invoiceFields = {
  collectionMethod: choice({
    title: 'Collection',
    help: 'Send it to be paid, or charge the saved method.',
    parameter: 'collection_method',
    initial: 'send_invoice',
    choices: [
      { value: 'send_invoice', label: 'Send invoice' },
      { value: 'charge_automatically', label: 'Charge automatically' },
    ],
  }),
  daysUntilDue: number({
    title: 'Due within',
    help: 'Sent invoices only.',
    parameter: 'days_until_due',
    unit: 'days',
    min: 0,
    initial: 30,
  }),
  items: { ...quantitiesField, parameter: 'quantity' },
  lines: rows({
    title: 'Own lines',
    help: 'What no price stands for.',
    row: {
      description: text({
        title: 'Text',
        help: 'What is billed.',
        parameter: 'description',
        maxLength: 500,
        initial: 'Work',
      }),
      amount: amount({ title: 'Amount', help: 'Of the whole line.', parameter: 'amount', initial: 10_000 }),
    },
  }),
  currency: text({
    title: 'Currency',
    help: 'Of its own lines; the platform’s when empty.',
    parameter: 'currency',
    maxLength: 3,
    advanced: true,
  }),
  autoAdvance: toggle({
    title: 'Goes on by itself',
    help: 'Finalised, sent and followed up without your calls; Stripe’s own default is off.',
    parameter: 'auto_advance',
    initial: true,
    advanced: true,
  }),
  pendingItems: choice({
    title: 'Earlier items',
    help: 'What was noted for the customer before; Stripe’s own default leaves it out.',
    parameter: 'pending_invoice_items_behavior',
    initial: 'include',
    choices: [
      { value: 'include', label: 'Take them in' },
      { value: 'exclude', label: 'Leave them out' },
    ],
    advanced: true,
  }),
  customFields: rows({
    title: 'Printed fields',
    help: 'Up to four: order number, cost centre.',
    parameter: 'custom_fields',
    row: {
      name: text({
        title: 'Name',
        help: 'Up to 40 characters.',
        parameter: 'name',
        maxLength: 40,
        initial: 'Order',
      }),
      value: text({
        title: 'Value',
        help: 'Up to 140 characters.',
        parameter: 'value',
        maxLength: 140,
        initial: '1',
      }),
    },
    advanced: true,
  }),
  description: text({
    title: 'Description',
    help: 'Printed above the lines.',
    parameter: 'description',
    maxLength: 500,
    advanced: true,
  }),
  footer: text({
    title: 'Footer',
    help: 'Printed below the lines.',
    parameter: 'footer',
    maxLength: 5000,
    advanced: true,
  }),
  finalizeAt: date({
    title: 'Final at',
    help: 'A time up to five years ahead.',
    parameter: 'automatically_finalizes_at',
    advanced: true,
  }),
  statementDescriptor: text({
    title: 'On the statement',
    help: 'With at least one letter.',
    parameter: 'statement_descriptor',
    maxLength: 22,
    advanced: true,
  }),
  transferData: rows({
    title: 'Destination',
    help: 'One row: the account that is paid, and how much.',
    parameter: 'transfer_data',
    row: {
      destination: blockField({
        title: 'Account',
        help: 'The provider that gets it.',
        parameter: 'destination',
        kinds: ['connected-account'],
      }),
      amount: optionalAmount({ title: 'Amount', help: 'All of it when empty.', parameter: 'amount', min: 1 }),
    },
    advanced: true,
  }),
  applicationFeeAmount: optionalAmount({
    title: 'Application fee',
    help: 'For invoices on a connected account.',
    parameter: 'application_fee_amount',
    min: 0,
    advanced: true,
  }),
  onBehalfOf: blockField({
    title: 'On behalf of',
    help: 'Makes this account the settlement merchant.',
    parameter: 'on_behalf_of',
    kinds: ['connected-account'],
    advanced: true,
  }),
  ...automaticTaxFields,
}
