import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { creditOf, creditOfWhole, taxSum } from '../tax/credit-tax.ts'

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
