import { feeFact } from '#shared/facts/fees.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { collectPayment } from '#shared/flow/collect-payment.ts'
import type { PropsOf } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { intentConnectParams } from '#shared/flow/intent-params.ts'
import { invoiceFields as fields } from '#shared/flow/invoice-fields.ts'
import { linesOfPayment, quantityOf } from '#shared/flow/invoice-lines.ts'
import { ENTRIES } from '#shared/flow/money-ports.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { hostedEntry, payerOf } from '#shared/flow/payment.ts'
import { eventOut, moneyIn, moneyOut, refIn, refOut } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'
import {
  accountParam,
  automaticTaxParam,
  customerParams,
  discountsParam,
  secondsOf,
  taxRatesParam,
} from '#shared/flow/subscription-params.ts'

type Props = PropsOf<typeof fields>

const createInvoice = (block: Block<string, Props>, context: CompileContext): Ref => {
  const { props } = block
  return context.call(
    'invoices.create',
    said({
      ...customerParams(payerOf(block, context.flow), context),
      collection_method: props.collectionMethod,
      days_until_due: props.collectionMethod === 'send_invoice' ? props.daysUntilDue : undefined,
      auto_advance: props.autoAdvance,
      pending_invoice_items_behavior: props.pendingItems,
      currency: props.currency || context.flow.platform.currency,
      custom_fields:
        props.customFields.length > 0
          ? props.customFields.map(({ name, value }) => ({ name, value }))
          : undefined,
      description: filled(props.description),
      footer: filled(props.footer),
      automatically_finalizes_at: secondsOf(props.finalizeAt),
      statement_descriptor: filled(props.statementDescriptor),
      discounts: discountsParam(block, context),
      automatic_tax: automaticTaxParam(block, context),
      default_tax_rates: taxRatesParam(block, context),
      ...intentConnectParams(block, context),
      on_behalf_of: accountParam(props.onBehalfOf, context),
    }),
    { after: context.after('money-in') },
  )
}

/** Puts the prices and the own lines on the draft; returns what has to be done before it is final. */
const addLines = (block: Block<string, Props>, invoice: Ref, context: CompileContext): readonly Ref[] => {
  const { props } = block
  const common = { ...customerParams(payerOf(block, context.flow), context), invoice }
  const add = (params: Record<string, Param>) =>
    context.call(
      'invoiceItems.create',
      { ...common, ...params },
      { name: 'line', title: `Write a line of “${block.label}”` },
    )
  return [
    ...context.refs('price').map(({ block: price, ref }) => {
      const quantity = quantityOf(props.items, price.id)
      return add(said({ pricing: { price: ref }, quantity: unless(quantity, 1) }))
    }),
    ...props.lines.map(({ description, amount }) =>
      add({ description, amount, currency: props.currency || context.flow.platform.currency }),
    ),
  ]
}

/** In a run nobody reads the mail: the invoice is paid with a test card. */
const payForTest = (block: Block, invoice: Ref, context: CompileContext): void => {
  const customer = payerOf(block, context.flow)
  const payer = customer && context.given(customer, 'customer')
  if (!payer) return
  const saved = context.ref('payment-method')
  const method =
    saved ?? context.call('paymentMethods.attach', { customer: payer }, { target: 'pm_card_visa' })
  context.call(
    'invoices.pay',
    { payment_method: method },
    { name: 'pay', target: invoice, title: `Pay “${block.label}”` },
  )
}

/** A bill. */
export const invoice = defineBlock({
  kind: 'invoice',
  title: 'Invoice',
  summary: 'A bill, paid within days or charged at once.',
  icon: 'file-text',
  docs: {
    body: 'An invoice is drafted, finalised and sent, or charged. Until it is final it can change; afterwards only a credit note corrects it. Grant what was bought on invoice.paid. Lines come from connected prices and from lines of its own. Unlike Stripe’s own defaults it goes on by itself and takes in what was noted for the customer before. Behind Checkout or a payment link the page writes the invoice once it is paid. In a run it is paid with a test card, and no mail is sent.',
    source: 'https://docs.stripe.com/invoicing/overview',
  },
  category: 'billing',
  personas: ['F', 'O'],
  keywords: ['bill', 'net 30', 'b2b', 'pay later', 'bank transfer'],
  events: [
    'invoice.created',
    'invoice.finalized',
    'invoice.finalization_failed',
    'invoice.sent',
    'invoice.overdue',
    'invoice.paid',
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice.voided',
    'invoice.marked_uncollectible',
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
  ],
  size: 'tall',
  fields,
  ports: [
    refIn('customer', 'Customer', { required: true }),
    refIn('price', 'Price', { many: true }),
    refIn('coupon', 'Coupon', { many: true, accepts: ['coupon', 'promotion-code'] }),
    refIn('tax', 'Tax'),
    refIn('payment-method', 'Payment method', { accepts: ['payment-method', 'setup-intent'] }),
    refIn('application-fee', 'Application fee'),
    moneyIn(ENTRIES),
    moneyOut({ label: 'What is paid' }),
    refOut('invoice', 'Invoice'),
    eventOut(),
  ],
  facts({ props }) {
    return props.collectionMethod === 'send_invoice' ? `due in ${props.daysUntilDue} days` : 'charged at once'
  },
  compile(block, context) {
    if (context.mode === 'attended' && hostedEntry(block, context.flow)) return
    const draft = createInvoice(block, context)
    const lines = addLines(block, draft, context)
    const final = context.call(
      'invoices.finalizeInvoice',
      {},
      { name: 'finalize', target: draft, after: lines, title: `Finalise “${block.label}”` },
    )
    context.give('invoice', final)
    context.give('money-out', final)
    if (context.mode === 'unattended') payForTest(block, final, context)
    else if (block.props.collectionMethod === 'send_invoice')
      context.call(
        'invoices.sendInvoice',
        {},
        { name: 'send', target: final, title: `Send “${block.label}”` },
      )
  },
  forecast(block, context) {
    const expected = linesOfPayment(context.flow, block, context)
    if (!expected || expected.lines.length === 0) return
    const bps = feeFact('invoicing_starter')?.percentBps ?? 0
    collectPayment(context, { ...expected, payment: block, billed: { bps, memo: 'Stripe Invoicing' } })
  },
})
