import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { inState } from '../resources/invoice-lines.ts'
import { createInvoice } from './invoicing.ts'
import { invoiceItemLine } from './lines.ts'

type Invoice = ApiObjects['invoice']
type InvoiceItem = ApiObjects['invoiceitem']

/**
 * Copies a finalised invoice into a draft that is to take its place: all its lines, no credit notes, nothing that waits
 * for the customer, and the customer's data as they are now. Source: docs.stripe.com/invoicing/invoice-edits.
 */
export function reviseInvoice(
  world: World,
  { action, invoice: id }: NonNullable<EndpointParams<'POST /v1/invoices'>['from_invoice']>,
): Invoice {
  const param = 'from_invoice[invoice]'
  const original = inState(world.get('invoice', id, param), ['open', 'uncollectible'], 'revise')
  if (original.parent !== null || original.customer === null)
    throw invalidRequest('You cannot revise an invoice that is attached to a subscription.', { param })
  const items = original.lines.data.map(line =>
    copied(world, line.parent?.invoice_item_details?.invoice_item ?? ''),
  )
  const draft = createInvoice(world, {
    customer: original.customer,
    subscription: null,
    lines: items.map(item => invoiceItemLine(world, item)),
    reason: 'manual',
    period: { start: original.period_start, end: original.period_end },
    collection: original.collection_method,
    currency: original.currency,
    discounts: original.discounts.map(String),
    autoAdvance: false,
    more: { ...keptBy(original), from_invoice: { action, invoice: id } },
  })
  const terms = world.find('hidden.invoice_money', id)
  if (terms !== undefined) world.hide('hidden.invoice_money', { ...terms, id: draft.id })
  for (const item of items) {
    const billed = world.change('invoiceitem', item.id, { invoice: draft.id })
    world.emit('invoiceitem.created', billed)
  }
  return draft
}

/** What a revision says as its original does. */
function keptBy({ automatic_tax, ...original }: Invoice) {
  const { account_tax_ids, custom_fields, default_payment_method, default_tax_rates, description } = original
  const { due_date, footer, issuer, metadata, on_behalf_of, payment_settings, rendering } = original
  const { shipping_cost, shipping_details, statement_descriptor } = original
  return {
    account_tax_ids,
    automatic_tax: { ...automatic_tax, status: null },
    custom_fields,
    default_payment_method,
    default_tax_rates,
    description,
    due_date,
    footer,
    issuer,
    metadata,
    on_behalf_of,
    payment_settings,
    rendering,
    shipping_cost,
    shipping_details,
    statement_descriptor,
  }
}

/** Bills the same once more, not yet on any invoice. */
function copied(world: World, id: string): InvoiceItem {
  const { id: _other, ...item } = world.get('invoiceitem', id)
  const copy = world.create('invoiceitem', { ...item, id: world.newId('ii_1'), invoice: null })
  world.store.link('customer.invoiceitems', item.customer, copy.id)
  const off = world.find('hidden.item_discounts', id)
  if (off !== undefined) world.hide('hidden.item_discounts', { ...off, id: copy.id })
  const tax = world.find('hidden.line_tax', id)
  if (tax !== undefined) world.hide('hidden.line_tax', { ...tax, id: copy.id })
  return copy
}
