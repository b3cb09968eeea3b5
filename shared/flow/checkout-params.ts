import { isMetered } from './arrears.ts'
import type { CompileContext } from './block-definition.ts'
import type { Block } from './graph.ts'
import { blockId } from './ids.ts'
import { intentConnectParams } from './intent-params.ts'
import { quantityOf } from './invoice-lines.ts'
import { itemMetadata } from './item-metadata.ts'
import type { Param } from './parameters.ts'
import { destinationOf, refsOfPayment } from './payment.ts'
import { blockIdOf, numberOf, rowsOf, textOf } from './read-props.ts'
import { filled, said, unless } from './said.ts'
import {
  accountParam,
  connectParams,
  discountsParam,
  metadataParam,
  taxRatesParam,
} from './subscription-params.ts'

/** Quantities that an entry names for its prices. */
const quantitiesOf = (entry: Block) =>
  rowsOf(entry, 'items').map(({ price, quantity }) => ({
    price: typeof price === 'string' ? blockId(price) : undefined,
    quantity: typeof quantity === 'number' ? quantity : 1,
  }))

/** Prices that an entry sells: its own, else those of the payment behind it. */
export const pricesOfEntry = (
  entry: Block,
  payment: Block | undefined,
  { flow }: CompileContext,
): readonly Block[] => {
  const own = flow.into(entry, 'price')
  return own.length > 0 || !payment ? own : refsOfPayment(payment, 'price', flow)
}

/** Lines of an invoice's own, without a price. */
const ownLines = (payment: Block | undefined, context: CompileContext): Param[] =>
  rowsOf(payment, 'lines').flatMap(({ description, amount }) =>
    payment && typeof amount === 'number'
      ? [adHocLine(payment, { name: String(description), amount }, context)]
      : [],
  )

const adHocLine = (
  payment: Block,
  { name, amount }: { readonly name: string; readonly amount: number },
  { flow }: CompileContext,
): Param => ({
  price_data: {
    currency: textOf(payment, 'currency') || flow.platform.currency,
    unit_amount: amount,
    product_data: { name },
  },
  quantity: 1,
})

/** A payment without prices and lines is a line of its own: its amount under its label. */
const wholeLine = (payment: Block, context: CompileContext): Param =>
  adHocLine(payment, { name: payment.label, amount: numberOf(payment, 'amount') ?? 0 }, context)

/** What a subscription bills once: a page sells it beside the rest, so that it stands on the first invoice only. */
const onceLines = (payment: Block | undefined, context: CompileContext): Param[] =>
  rowsOf(payment, 'addInvoiceItems').flatMap(({ price, quantity }) => {
    const block = typeof price === 'string' ? context.flow.block(blockId(price)) : undefined
    const ref = block && context.given(block, 'price')
    return ref ? [{ price: ref, quantity: typeof quantity === 'number' ? quantity : 1 }] : []
  })

/** Lines of a page. Those of a link have a price and a quantity only; in Checkout a metered price has no quantity. */
export const lineItems = (entry: Block, payment: Block | undefined, context: CompileContext): Param[] => {
  const prices = pricesOfEntry(entry, payment, context)
  const besides = [...ownLines(payment, context), ...onceLines(payment, context)]
  if (prices.length === 0 && besides.length === 0) return payment ? [wholeLine(payment, context)] : []
  const own = quantitiesOf(entry)
  const quantities = own.length > 0 || !payment ? own : quantitiesOf(payment)
  const sellers = payment ? [entry, payment] : [entry]
  const taxRates = payment ? taxRatesParam(payment, context) : undefined
  const sold = prices.flatMap(price => {
    const ref = context.given(price, 'price')
    if (!ref) return []
    const quantity = quantityOf(quantities, price.id)
    if (entry.kind === 'payment-link') return [{ price: ref, quantity }]
    return [
      said({
        price: ref,
        quantity: isMetered(price) ? undefined : quantity,
        tax_rates: taxRates,
        metadata: itemMetadata(sellers, price.id),
      }),
    ]
  })
  return [...sold, ...besides]
}

/** `discounts` of an entry: coupons connected to it or to the payment behind it. */
export const entryDiscounts = (
  entry: Block,
  payment: Block | undefined,
  context: CompileContext,
): Param | undefined =>
  discountsParam(entry, context) ?? (payment ? discountsParam(payment, context) : undefined)

/** What a payment block adds to the intent of a page, whichever page it is. */
const intentData = (payment: Block, entry: Block): Record<string, Param> => {
  const capture = textOf(entry, 'captureMethod') || textOf(payment, 'captureMethod')
  return said({
    capture_method: capture === '' ? undefined : unless(capture, 'automatic_async'),
    setup_future_usage: filled(textOf(entry, 'setupFutureUsage') || textOf(payment, 'setupFutureUsage')),
    transfer_group: filled(textOf(entry, 'transferGroup') || textOf(payment, 'transferGroup')),
    metadata: metadataParam(payment),
    statement_descriptor: filled(textOf(payment, 'statementDescriptor')),
    statement_descriptor_suffix: filled(textOf(payment, 'statementDescriptorSuffix')),
  })
}

/** What a payment block adds to the intent that a Checkout session creates: `payment_intent_data`. */
export const paymentIntentData = (
  payment: Block,
  entry: Block,
  context: CompileContext,
): Record<string, Param> =>
  said({
    ...intentData(payment, entry),
    ...intentConnectParams(payment, context),
    on_behalf_of: accountParam(blockIdOf(payment, 'onBehalfOf'), context),
    receipt_email: filled(textOf(payment, 'receiptEmail')),
  })

/** The same of a payment link, which says elsewhere whom it pays. Undefined when nothing is added. */
export const linkIntentData = (payment: Block, entry: Block): Param | undefined => {
  const data = intentData(payment, entry)
  return Object.keys(data).length > 0 ? data : undefined
}

/** `invoice_creation` of a page that is paid for an invoice: it writes one of its own, which says the same. */
export const invoiceCreation = (payment: Block): Param | undefined => {
  if (payment.kind !== 'invoice') return undefined
  const questions = rowsOf(payment, 'customFields').map(({ name, value }) => ({
    name: String(name),
    value: String(value),
  }))
  return {
    enabled: true,
    invoice_data: said({
      custom_fields: questions.length > 0 ? questions : undefined,
      description: filled(textOf(payment, 'description')),
      footer: filled(textOf(payment, 'footer')),
      metadata: metadataParam(payment),
    }),
  }
}

/** How the subscription behind an entry shares with a connected account; `transfer_data` wants a destination. */
export const entryConnectParams = (payment: Block, context: CompileContext): Record<string, Param> =>
  destinationOf(payment) ||
  textOf(payment, 'onBehalfOf') !== '' ||
  numberOf(payment, 'applicationFeePercent') !== undefined
    ? connectParams(payment, context)
    : {}
