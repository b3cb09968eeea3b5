import { changedLine, lineOf, takeOff, writeLines } from '../billing/edit-lines.ts'
import { createInvoiceItem } from '../billing/invoice-item.ts'
import { invoiceItemLine } from '../billing/lines.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'

type Invoice = ApiObjects['invoice']
type InvoiceItem = ApiObjects['invoiceitem']

/** The invoice, when it is in one of these states. */
export function inState(invoice: Invoice, states: readonly string[], what: string): Invoice {
  if (!states.includes(invoice.status ?? ''))
    throw invalidRequest(
      `You can only ${what} an invoice that is ${states.join(' or ')}. This invoice is ${invoice.status}.`,
      { code: 'invoice_not_editable' },
    )
  return invoice
}

/** Puts an invoice item onto its draft invoice. */
export function addToDraft(world: World, id: string, item: InvoiceItem): void {
  const invoice = inState(world.get('invoice', id, 'invoice'), ['draft'], 'add items to')
  writeLines(world, invoice, [invoiceItemLine(world, item), ...invoice.lines.data])
}

/** Writes an item's line anew, after the item has changed. */
export function rewriteItem(world: World, id: string, item: InvoiceItem): void {
  const invoice = inState(world.get('invoice', id), ['draft'], 'change items of')
  const lines = invoice.lines.data.map(line =>
    line.parent?.invoice_item_details?.invoice_item === item.id
      ? { ...invoiceItemLine(world, item), id: line.id }
      : line,
  )
  writeLines(world, invoice, lines)
}

type Metadata = EndpointParams<'POST /v1/invoices/{id}/add_lines'>['invoice_metadata']

/** Does something with a draft's lines, and tells about it. */
function editDraft(
  world: World,
  id: string | undefined,
  { metadata, edit }: { readonly metadata?: Metadata | undefined; readonly edit: (invoice: Invoice) => void },
): Invoice {
  const before = inState(world.get('invoice', id ?? ''), ['draft'], 'edit lines of')
  edit(before)
  const after = world.change('invoice', before.id, { metadata: mergeMetadata(before.metadata, metadata) })
  world.emitChange('invoice.updated', before, after)
  return after
}

type Added = EndpointParams<'POST /v1/invoices/{id}/add_lines'>['lines'][number]

function addLine(world: World, invoice: Invoice, line: Added): void {
  if (line.invoice_item === undefined) {
    const customer = world.get('customer', invoice.customer ?? '')
    const item = createInvoiceItem(world, line, { customer, currency: invoice.currency, invoice: invoice.id })
    world.emit('invoiceitem.created', item)
    addToDraft(world, invoice.id, item)
    return
  }
  const item = world.get('invoiceitem', line.invoice_item, 'lines[invoice_item]')
  if (item.invoice !== null || item.customer !== invoice.customer)
    throw invalidRequest('The invoice item is on an invoice already, or of another customer.', {
      param: 'lines[invoice_item]',
    })
  addToDraft(world, invoice.id, world.change('invoiceitem', item.id, { invoice: invoice.id }))
}

export const invoiceLineEndpoints = [
  endpoint('GET /v1/invoices/{id}/lines', (world, params, path) => {
    const invoice = world.get('invoice', path['id'] ?? '')
    return pageOf(invoice.lines.data, params, `/v1/invoices/${invoice.id}/lines`)
  }),
  endpoint('POST /v1/invoices/{id}/add_lines', (world, params, path) =>
    editDraft(world, path['id'], {
      metadata: params.invoice_metadata,
      edit: invoice => {
        for (const line of params.lines) addLine(world, invoice, line)
      },
    }),
  ),
  endpoint('POST /v1/invoices/{id}/update_lines', (world, params, path) =>
    editDraft(world, path['id'], {
      metadata: params.invoice_metadata,
      edit: invoice => {
        const lines = [...invoice.lines.data]
        for (const [index, change] of params.lines.entries()) {
          const line = lineOf(invoice, change.id, `lines[${index}][id]`)
          lines[invoice.lines.data.indexOf(line)] = changedLine(world, invoice, { line, change })
        }
        writeLines(world, invoice, lines)
      },
    }),
  ),
  endpoint('POST /v1/invoices/{id}/remove_lines', (world, params, path) =>
    editDraft(world, path['id'], {
      metadata: params.invoice_metadata,
      edit: invoice => {
        const gone = params.lines.map(({ id, behavior }, index) => {
          takeOff(world, lineOf(invoice, id, `lines[${index}][id]`), behavior)
          return id
        })
        writeLines(
          world,
          invoice,
          invoice.lines.data.filter(line => !gone.includes(line.id)),
        )
      },
    }),
  ),
  endpoint('POST /v1/invoices/{invoiceId}/lines/{id}', (world, params, path) => {
    const invoice = editDraft(world, path['invoiceId'], {
      edit: before => {
        const changed = lineOf(before, path['id'] ?? '')
        const lines = before.lines.data.map(line =>
          line === changed ? changedLine(world, before, { line, change: params }) : line,
        )
        writeLines(world, before, lines)
      },
    })
    return lineOf(invoice, path['id'] ?? '')
  }),
]
