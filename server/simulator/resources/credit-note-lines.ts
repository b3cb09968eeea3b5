import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { creditOf, creditOfWhole, type Taxes, taxSum } from '../tax/credit-tax.ts'
import type { ShippingCost } from '../tax/shipping-tax.ts'

type Invoice = ApiObjects['invoice']
type Line = ApiObjects['credit_note_line_item']
type Create = EndpointParams<'POST /v1/credit_notes'>
type LineAsked = NonNullable<Create['lines']>[number]

type AskedAt = { readonly asked: LineAsked; readonly param: string }

/** A credit that is of no line. */
function customLine(world: World, invoice: Invoice, { asked, param }: AskedAt): Line {
  if (invoice.automatic_tax.enabled)
    throw invalidRequest(
      'You cannot use custom_line_item when the invoice was created with automatic tax enabled.',
      { param: `${param}[type]` },
    )
  const amount = asked.amount ?? (asked.unit_amount ?? 0) * (asked.quantity ?? 1)
  return world.draft('credit_note_line_item', {
    amount,
    description: asked.description,
    discount_amount: 0,
    metadata: mergeMetadata(null, asked.metadata),
    quantity: asked.quantity,
    type: 'custom_line_item',
    unit_amount: asked.unit_amount,
  })
}

/** The part of an invoice's line that is credited: by amount, or by quantity of what was billed. */
function creditedLine(world: World, invoice: Invoice, { asked, param }: AskedAt): Line {
  if (asked.type === 'custom_line_item') return customLine(world, invoice, { asked, param })
  const line = invoice.lines.data.find(one => one.id === asked.invoice_line_item)
  if (line === undefined)
    throw invalidRequest(`No such invoice line item: '${asked.invoice_line_item}'`, {
      code: 'resource_missing',
      param: `${param}[invoice_line_item]`,
    })
  const discount = (line.discount_amounts ?? []).reduce((sum, part) => sum + part.amount, 0)
  const net = line.amount - discount
  const billed = line.quantity ?? 1
  const exclusive = invoice.automatic_tax.enabled
  const most = exclusive ? net - taxSum(line.taxes, 'inclusive') : net
  const wanted = asked.amount ?? Math.round((most * (asked.quantity ?? billed)) / Math.max(1, billed))
  if (wanted > most)
    throw invalidRequest(
      `The credit note line amount (${shown(wanted, invoice.currency)}) exceeds what the invoice line billed (${shown(most, invoice.currency)}).`,
      { param: `${param}[amount]` },
    )
  return world.draft('credit_note_line_item', {
    ...creditOf(line, { asked: wanted, net, exclusive }),
    description: line.description,
    discount_amount: 0,
    invoice_line_item: line.id,
    metadata: mergeMetadata(null, asked.metadata),
    quantity: asked.quantity ?? billed,
    type: 'invoice_line_item',
    unit_amount: Math.round(line.amount / Math.max(1, billed)),
  })
}

/** The lines of a credit note: those that are asked for, or one over the whole amount. */
export function creditedLines(world: World, invoice: Invoice, params: Create): readonly Line[] {
  if (params.lines !== undefined)
    return params.lines.map((line, index) =>
      creditedLine(world, invoice, { asked: line, param: `lines[${index}]` }),
    )
  if (params.amount === undefined && params.shipping_cost !== undefined) return []
  if (params.amount === undefined) throw missingParam('amount')
  return [
    world.draft('credit_note_line_item', {
      ...creditOfWhole(invoice, params.amount),
      description: 'Credit',
      discount_amount: 0,
      metadata: {},
      quantity: 1,
      type: 'custom_line_item',
      unit_amount: params.amount,
    }),
  ]
}

/** The shipping that a credit note credits, minor units without the tax on top, and the taxes that go with it. */
export function creditedShipping(
  { shipping_cost: cost }: Invoice,
  { amount, shipping_cost: asked }: Create,
): { readonly amount: number; readonly cost: ShippingCost | null; readonly taxes: Taxes } {
  if (asked === undefined) return { amount: 0, cost: null, taxes: [] }
  if (amount !== undefined)
    throw invalidRequest('You may only specify one of these parameters: amount, shipping_cost.', {
      param: 'shipping_cost',
    })
  if (cost === null || cost.shipping_rate !== asked.shipping_rate)
    throw invalidRequest('The shipping rate is not the one of the invoice.', {
      param: 'shipping_cost[shipping_rate]',
    })
  const taxes = (cost.taxes ?? []).map(tax => ({
    amount: tax.amount,
    tax_behavior: tax.rate.inclusive ? ('inclusive' as const) : ('exclusive' as const),
    tax_rate_details: { tax_rate: tax.rate.id },
    taxability_reason: tax.taxability_reason ?? 'not_available',
    taxable_amount: tax.taxable_amount,
    type: 'tax_rate_details' as const,
  }))
  return { amount: cost.amount_subtotal, cost, taxes }
}
