import { feeFact } from '#shared/facts/fees.ts'
import { isMetered } from '#shared/flow/arrears.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { collectPayment } from '#shared/flow/collect-payment.ts'
import {
  blockField,
  choice,
  number,
  optionalNumber,
  type PropsOf,
  rows,
  text,
  toggle,
} from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment, quantityOf } from '#shared/flow/invoice-lines.ts'
import { itemMetadata, itemMetadataField } from '#shared/flow/item-metadata.ts'
import { ENTRIES } from '#shared/flow/money-ports.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { allowedMethods, hostedEntry, payerOf } from '#shared/flow/payment.ts'
import {
  automaticTaxFields,
  connectFields,
  legacyDiscountField,
  transferPercentField,
} from '#shared/flow/payment-fields.ts'
import { eventOut, moneyIn, moneyOut, refIn, refOut } from '#shared/flow/ports.ts'
import { said, unless } from '#shared/flow/said.ts'
import { invoicingFields, timingFields } from '#shared/flow/subscription-fields.ts'
import {
  automaticTaxParam,
  billingModeParam,
  clientSecrets,
  connectParams,
  customerParams,
  discountsParam,
  endParams,
  invoicingParams,
  startParams,
  taxRatesParam,
} from '#shared/flow/subscription-params.ts'
import { withTaxes } from '#shared/flow/taxes.ts'

const fields = {
  items: rows({
    title: 'Quantities',
    help: 'Every connected price is an item with quantity 1; name those with another quantity, or with metadata, here.',
    parameter: 'items',
    row: {
      price: blockField({ title: 'Price', help: 'A connected price.', kinds: ['price'] }),
      quantity: number({
        title: 'Quantity',
        help: 'How many the customer subscribes to.',
        parameter: 'quantity',
        min: 1,
        initial: 1,
      }),
      metadata: itemMetadataField,
    },
  }),
  addInvoiceItems: rows({
    title: 'Once, on the first invoice',
    help: 'One-time prices that are billed together with the first period; up to 20.',
    parameter: 'add_invoice_items',
    row: {
      price: blockField({ title: 'Price', help: 'A one-time price.', parameter: 'price', kinds: ['price'] }),
      quantity: number({
        title: 'Quantity',
        help: 'How many are billed.',
        parameter: 'quantity',
        min: 1,
        initial: 1,
      }),
    },
    advanced: true,
  }),
  collectionMethod: choice({
    title: 'Collection',
    help: 'Charge the saved method, or send an invoice to be paid.',
    parameter: 'collection_method',
    initial: 'charge_automatically',
    choices: [
      { value: 'charge_automatically', label: 'Charge automatically' },
      { value: 'send_invoice', label: 'Send invoice' },
    ],
  }),
  daysUntilDue: optionalNumber({
    title: 'Due within',
    help: 'Sent invoices only.',
    parameter: 'days_until_due',
    unit: 'days',
    min: 1,
  }),
  paymentBehavior: choice({
    title: 'First payment',
    help: 'Incomplete until paid is what a payment element needs.',
    parameter: 'payment_behavior',
    initial: 'default_incomplete',
    choices: [
      { value: 'default_incomplete', label: 'Incomplete until paid' },
      { value: 'allow_incomplete', label: 'Charge now, keep if it fails' },
      { value: 'error_if_incomplete', label: 'Charge now, refuse if it fails' },
      { value: 'pending_if_incomplete', label: 'Hold changes until paid' },
    ],
  }),
  savePaymentMethod: choice({
    title: 'Save the method',
    help: 'Renewals need a saved method; Stripe’s own default is off.',
    parameter: 'payment_settings.save_default_payment_method',
    initial: 'on_subscription',
    choices: [
      { value: 'on_subscription', label: 'On the subscription' },
      { value: 'off', label: 'Off' },
    ],
  }),
  billingMode: choice({
    title: 'Billing mode',
    help: 'Flexible is the default; mixed intervals need it, and there is no way back.',
    parameter: 'billing_mode.type',
    initial: 'flexible',
    choices: [
      { value: 'flexible', label: 'Flexible' },
      { value: 'classic', label: 'Classic' },
    ],
    advanced: true,
  }),
  prorationBehavior: choice({
    title: 'Changes in mid-cycle',
    help: 'How a change of items is billed.',
    parameter: 'proration_behavior',
    initial: 'create_prorations',
    choices: [
      { value: 'create_prorations', label: 'Prorate on the next invoice' },
      { value: 'always_invoice', label: 'Prorate and invoice now' },
      { value: 'none', label: 'Do not prorate' },
    ],
    advanced: true,
  }),
  ...timingFields,
  ...invoicingFields,
  transferData: transferPercentField,
  ...connectFields,
  ...automaticTaxFields,
  offSession: toggle({
    title: 'Customer not present',
    help: 'The first payment happens without the customer.',
    parameter: 'off_session',
    initial: false,
    advanced: true,
  }),
  description: text({
    title: 'Description',
    help: 'Shown to the customer on invoices.',
    parameter: 'description',
    maxLength: 500,
    advanced: true,
  }),
  legacyDiscount: legacyDiscountField,
}

type Props = PropsOf<typeof fields>

const collection = (block: Block<string, Props>, { flow, mode }: CompileContext): Record<string, Param> => {
  const { collectionMethod, paymentBehavior, paymentMethodTypes, savePaymentMethod } = block.props
  if (collectionMethod === 'send_invoice') return { collection_method: collectionMethod }
  const unattended = mode === 'unattended'
  const offered = unattended ? undefined : allowedMethods(block, flow)
  return {
    payment_behavior: unattended ? 'error_if_incomplete' : paymentBehavior,
    payment_settings: said({
      save_default_payment_method: savePaymentMethod,
      payment_method_types: paymentMethodTypes.length > 0 ? paymentMethodTypes : offered,
    }),
  }
}

const firstInvoiceItems = (props: Props, context: CompileContext): Param | undefined => {
  const added = props.addInvoiceItems.flatMap(({ price, quantity }) => {
    const block = price && context.flow.block(price)
    const ref = block && context.given(block, 'price')
    return ref ? [said({ price: ref, quantity: unless(quantity, 1) })] : []
  })
  return added.length > 0 ? added : undefined
}

const items = (block: Block<string, Props>, context: CompileContext): Param[] =>
  context.refs('price').map(({ block: price, ref }) =>
    said({
      price: ref,
      quantity: isMetered(price) ? undefined : unless(quantityOf(block.props.items, price.id), 1),
      metadata: itemMetadata([block], price.id),
    }),
  )

/** Recurring payment for one or several services, collected as one. */
export const subscription = defineBlock({
  kind: 'subscription',
  title: 'Subscription',
  summary: 'Bills its prices again and again, as one payment.',
  icon: 'repeat',
  docs: {
    body: 'A subscription bills up to 20 prices of one currency in one invoice and one payment. Stripe renews it: no call of yours starts a renewal, so whatever follows a payment must hang on invoice.paid. With several providers it is charged on the platform and split afterwards; transfer_data knows a single destination. Amounts below the minimum charge are not collected but carried to the customer’s balance. In a run sent invoices are paid with a test card as they come.',
    source: 'https://docs.stripe.com/billing/subscriptions/overview',
  },
  category: 'billing',
  personas: ['A', 'P', 'F'],
  keywords: [
    'recurring payment',
    'bundle',
    'membership',
    'monthly billing',
    'several services in one payment',
  ],
  events: [
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.subscription.trial_will_end',
    'customer.subscription.paused',
    'customer.subscription.resumed',
    'invoice.upcoming',
    'invoice.created',
    'invoice.finalized',
    'invoice.finalization_failed',
    'invoice.paid',
    'invoice.payment_succeeded',
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
  ],
  size: 'tall',
  fields,
  ports: [
    refIn('customer', 'Customer', { required: true }),
    refIn('price', 'Price', { required: true, many: true, accepts: ['price', 'plan'] }),
    refIn('coupon', 'Coupon', { many: true, accepts: ['coupon', 'promotion-code'] }),
    refIn('tax', 'Tax'),
    refIn('trial', 'Trial'),
    refIn('dunning', 'Dunning'),
    refIn('payment-method', 'Payment method', { accepts: ['payment-method', 'setup-intent'] }),
    moneyIn(ENTRIES),
    moneyOut({ label: 'Each paid invoice' }),
    refOut('subscription', 'Subscription'),
    eventOut(),
  ],
  facts(block, flow) {
    const prices = flow.into(block, 'price')
    const intervals = new Set(prices.map(price => String(price.props['interval'])))
    const often = intervals.size === 1 ? `one payment a ${[...intervals].join()}` : 'several intervals'
    return `${prices.length} ${prices.length === 1 ? 'item' : 'items'}, ${often}`
  },
  compile(block, context) {
    const { props } = block
    const unattended = context.mode === 'unattended'
    if (!unattended && hostedEntry(block, context.flow)) return
    const method = context.ref('payment-method')
    const created = context.call(
      'subscriptions.create',
      said({
        ...customerParams(payerOf(block, context.flow), context),
        items: items(block, context),
        add_invoice_items: firstInvoiceItems(props, context),
        billing_mode: billingModeParam(props.billingMode, props.prorationDiscounts),
        ...collection(block, context),
        default_payment_method: method ?? undefined,
        days_until_due: props.daysUntilDue,
        discounts: discountsParam(block, context),
        automatic_tax: automaticTaxParam(block, context),
        default_tax_rates: taxRatesParam(block, context),
        proration_behavior: unless(props.prorationBehavior, 'create_prorations'),
        ...startParams(block, context),
        ...endParams(block),
        ...invoicingParams(props),
        ...connectParams(block, context),
        off_session: unless(unattended || props.offSession, false),
        description: props.description || undefined,
        expand: unattended ? ['latest_invoice'] : clientSecrets(block, context.flow),
      }),
      { after: [...context.after('money-in'), ...context.after('payment-method')] },
    )
    context.give('subscription', created)
  },
  forecast(block, context) {
    const invoice = linesOfPayment(context.flow, block, context)
    if (!invoice || !payerOf(block, context.flow)) return
    const bps = feeFact('billing_payg')?.percentBps ?? 0
    const { currency } = invoice
    const carried = withTaxes(context.carried, block, { flow: context.flow, currency })
    const lines = [...invoice.lines, ...carried]
    collectPayment(context, { ...invoice, lines, payment: block, billed: { bps, memo: 'Stripe Billing' } })
  },
})
