import { invalidRequest, noSuch } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { removeItem } from './cancellation.ts'
import { createDiscounts, discountLines } from './discounts.ts'
import { changeInvoiceItem } from './invoice-item.ts'
import { recount } from './invoicing.ts'
import { invoiceItemLine } from './lines.ts'

type Invoice = ApiObjects['invoice']
type Line = ApiObjects['line_item']
/** What a request changes of a line. */
export type LineChange = Omit<EndpointParams<'POST /v1/invoices/{id}/update_lines'>['lines'][number], 'id'>

/** Writes a draft's lines anew: discounts are shared out again, and everything is added up. */
export function writeLines(world: World, invoice: Invoice, lines: readonly Line[]): Invoice {
  const plain = lines.map(line => ({
    ...line,
    invoice: invoice.id,
    discount_amounts: alreadyOff(world, line),
  }))
  const data = discountLines(world, plain, invoice.discounts)
  return recount(world, world.change('invoice', invoice.id, { lines: { ...invoice.lines, data } }))
}

/** What was taken off when a line came to be, and is not worked out anew. */
const alreadyOff = (world: World, line: Line): NonNullable<Line['discount_amounts']> =>
  world.find('hidden.item_discounts', itemOf(line) ?? '')?.amounts ?? []

/** The line of an invoice that a request names. */
export function lineOf(invoice: Invoice, id: string, param?: string): Line {
  const line = invoice.lines.data.find(one => one.id === id)
  if (line === undefined) throw noSuch('invoice line item', id, param)
  return line
}

const itemOf = (line: Line): string | undefined => line.parent?.invoice_item_details?.invoice_item

type Asked = { readonly line: Line; readonly change: LineChange }

/** A line after a change; what an invoice item billed changes with its item, a subscription's line only in words. */
export function changedLine(world: World, invoice: Invoice, asked: Asked): Line {
  const { line, change } = asked
  const { description, discounts, metadata, period } = change
  const item = itemOf(line)
  if (item === undefined) {
    const { amount, pricing, price_data: data, quantity } = change
    if ([amount, pricing, data, quantity].some(value => value !== undefined))
      throw invalidRequest('Only the words of a line that bills a subscription can be changed.', {
        param: 'amount',
      })
    const { id: invoiceItem, currency, amount: subtotal } = line
    const { customer, test_clock: clock } = invoice
    const start = world.timeOn(clock)
    const own =
      discounts === undefined
        ? line.discounts
        : createDiscounts(world, discounts ?? [], {
            customer,
            invoiceItem,
            start,
            currency,
            bought: { subtotal, currency },
          })
    return {
      ...line,
      ...present({ description, period }),
      discounts: own,
      metadata: mergeMetadata(line.metadata, metadata),
    }
  }
  return { ...invoiceItemLine(world, changeInvoiceItem(world, item, change)), id: line.id }
}

/** Takes a line off a draft: what it billed is deleted, or waits again for an invoice. */
export function takeOff(world: World, line: Line, behavior: string): void {
  const id = itemOf(line)
  if (id === undefined) {
    if (behavior === 'unassign')
      throw invalidRequest('A line that bills a subscription cannot be unassigned.', { param: 'lines' })
    return
  }
  const item = world.get('invoiceitem', id)
  if (behavior === 'unassign') {
    world.change('invoiceitem', id, { invoice: null })
    return
  }
  removeItem(world, item)
}
