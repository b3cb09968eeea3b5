import { removeItem } from '../billing/cancellation.ts'
import { changeInvoiceItem, createInvoiceItem, taxAsTold } from '../billing/invoice-item.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { addToDraft, rewriteItem } from './invoice-lines.ts'

export const invoiceItemEndpoints = [
  endpoint('POST /v1/invoiceitems', (world, params) => {
    if (params.customer === undefined) throw missingParam('customer')
    const item = createInvoiceItem(world, params, {
      customer: world.get('customer', params.customer, 'customer'),
      currency: params.currency,
      invoice: params.invoice,
      subscription:
        params.subscription === undefined
          ? undefined
          : world.get('subscription', params.subscription, 'subscription').id,
    })
    taxAsTold(world, item.id, params)
    if (params.invoice !== undefined) addToDraft(world, params.invoice, item)
    world.emit('invoiceitem.created', item)
    return item
  }),
  endpoint('GET /v1/invoiceitems', (world, params) =>
    listOf(world, 'invoiceitem', {
      url: '/v1/invoiceitems',
      page: params,
      keep: item =>
        (params.customer === undefined || item.customer === params.customer) &&
        (params.invoice === undefined || item.invoice === params.invoice) &&
        (params.pending === undefined || (item.invoice === null) === params.pending),
    }),
  ),
  endpoint('GET /v1/invoiceitems/{id}', (world, _params, path) => world.get('invoiceitem', path['id'] ?? '')),
  endpoint('POST /v1/invoiceitems/{id}', (world, params, path) => {
    const before = world.get('invoiceitem', path['id'] ?? '')
    const after = changeInvoiceItem(world, before.id, params)
    taxAsTold(world, after.id, params)
    if (before.invoice !== null) rewriteItem(world, before.invoice, after)
    return after
  }),
  endpoint('DELETE /v1/invoiceitems/{id}', (world, _params, path) => {
    const item = world.get('invoiceitem', path['id'] ?? '')
    if (item.invoice !== null)
      throw invalidRequest('This invoice item is already attached to an invoice and cannot be deleted.')
    removeItem(world, item)
    return { id: item.id, object: 'invoiceitem', deleted: true }
  }),
]
