import { attachPayment } from '../billing/attach-payment.ts'
import { cancelPayment } from '../billing/cancel-payment.ts'
import { methodFor, noMethod, payInvoice } from '../billing/collect.ts'
import { finalizeAsked } from '../billing/finalize-asked.ts'
import { createOneOff } from '../billing/one-off.ts'
import { previewInvoice } from '../billing/preview.ts'
import { settleInvoice } from '../billing/settle.ts'
import { voidInvoice } from '../billing/void-invoice.ts'
import { endpoint, previewEndpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { refusalError } from '../money/confirm.ts'
import { inState } from './invoice-lines.ts'
import { paymentMethodOf } from './payment-methods.ts'
import { updateInvoice } from './update-invoice.ts'

type Invoice = ApiObjects['invoice']

export const invoiceEndpoints = [
  previewEndpoint('POST /v1/invoices/create_preview', previewInvoice),
  endpoint('POST /v1/invoices', createOneOff),
  endpoint('GET /v1/invoices', (world, params) =>
    listOf(world, 'invoice', {
      url: '/v1/invoices',
      page: params,
      ...(params.subscription !== undefined
        ? { ids: world.store.linked('subscription.invoices', params.subscription) }
        : params.customer === undefined
          ? {}
          : { ids: world.store.linked('customer.invoices', params.customer) }),
      keep: invoice =>
        (params.status === undefined || invoice.status === params.status) &&
        (params.customer === undefined || invoice.customer === params.customer) &&
        (params.collection_method === undefined || invoice.collection_method === params.collection_method),
    }),
  ),
  endpoint('GET /v1/invoices/{id}', (world, _params, path) => world.get('invoice', path['id'] ?? '')),
  endpoint('POST /v1/invoices/{id}', (world, params, path) =>
    updateInvoice(world, world.get('invoice', path['id'] ?? ''), params),
  ),
  endpoint('DELETE /v1/invoices/{id}', (world, _params, path) => {
    const invoice = world.get('invoice', path['id'] ?? '')
    if (invoice.status !== 'draft' || invoice.parent !== null)
      throw invalidRequest('You can only delete draft invoices that are not part of a subscription.')
    world.store.remove('invoice', invoice.id)
    world.emit('invoice.deleted', invoice)
    return { id: invoice.id, object: 'invoice', deleted: true }
  }),
  endpoint('POST /v1/invoices/{id}/finalize', (world, params, path) => {
    const { id } = inState(world.get('invoice', path['id'] ?? ''), ['draft'], 'finalize')
    if (params.auto_advance !== undefined) world.change('invoice', id, { auto_advance: params.auto_advance })
    return finalizeAsked(world, id)
  }),
  endpoint('POST /v1/invoices/{id}/pay', (world, params, path) => {
    const found = world.get('invoice', path['id'] ?? '')
    if (found.status === 'paid')
      throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' })
    const invoice =
      found.status === 'draft'
        ? finalizeAsked(world, found.id)
        : inState(found, ['open', 'uncollectible'], 'pay')
    if (params.paid_out_of_band === true) cancelPayment(world, invoice.id)
    if (params.paid_out_of_band === true)
      return settleInvoice(world, invoice.id, { amount: invoice.amount_due, outOfBand: true })
    if (invoice.status !== 'paid') payNow(world, invoice, params)
    return world.get('invoice', invoice.id)
  }),
  endpoint('POST /v1/invoices/{id}/send', (world, _params, path) => {
    const found = inState(world.get('invoice', path['id'] ?? ''), ['draft', 'open'], 'send')
    const invoice = found.status === 'draft' ? finalizeAsked(world, found.id) : found
    world.emit('invoice.sent', invoice)
    return invoice
  }),
  endpoint('POST /v1/invoices/{id}/void', (world, _params, path) =>
    voidInvoice(world, inState(world.get('invoice', path['id'] ?? ''), ['open', 'uncollectible'], 'void').id),
  ),
  endpoint('POST /v1/invoices/{id}/mark_uncollectible', (world, _params, path) => {
    const before = inState(world.get('invoice', path['id'] ?? ''), ['open'], 'mark uncollectible')
    const after = world.change('invoice', before.id, {
      auto_advance: false,
      next_payment_attempt: null,
      status: 'uncollectible',
      status_transitions: {
        ...before.status_transitions,
        marked_uncollectible_at: world.timeOn(before.test_clock),
      },
    })
    world.unschedule(before.test_clock, before.id)
    world.emit('invoice.marked_uncollectible', after)
    return after
  }),
  endpoint('POST /v1/invoices/{id}/attach_payment', (world, params, path) => {
    const invoice = inState(world.get('invoice', path['id'] ?? ''), ['open'], 'attach a payment to')
    if (params.payment_intent === undefined) throw missingParam('payment_intent')
    const paid = attachPayment(
      world,
      invoice,
      world.get('payment_intent', params.payment_intent, 'payment_intent'),
    )
    if (paid.status === 'paid') cancelPayment(world, paid.id)
    return world.get('invoice', paid.id)
  }),
  endpoint('GET /v1/invoice_payments', (world, params) => {
    const intent = params.payment?.payment_intent
    const ids =
      params.invoice !== undefined
        ? world.store.linked('invoice.payments', params.invoice)
        : intent === undefined
          ? undefined
          : world.store
              .linked('intent.invoice', intent)
              .flatMap(invoice => world.store.linked('invoice.payments', invoice))
    return listOf(world, 'invoice_payment', {
      url: '/v1/invoice_payments',
      page: params,
      ...(ids === undefined ? {} : { ids }),
      keep: payment =>
        (params.status === undefined || payment.status === params.status) &&
        (params.payment === undefined || payment.payment.type === params.payment.type) &&
        (intent === undefined || payment.payment.payment_intent === intent),
    })
  }),
  endpoint('GET /v1/invoice_payments/{id}', (world, _params, path) =>
    world.get('invoice_payment', path['id'] ?? ''),
  ),
]

function payNow(world: World, invoice: Invoice, params: EndpointParams<'POST /v1/invoices/{id}/pay'>): void {
  const method =
    params.payment_method === undefined
      ? null
      : paymentMethodOf(world, params.payment_method, 'payment_method').id
  if (method === null && methodFor(world, invoice) === null) throw noMethod()
  const attempt = payInvoice(world, invoice.id, { method, offSession: params.off_session ?? true })
  if (attempt?.refusal !== undefined) throw refusalError(attempt.refusal)
  if (attempt?.intent.status === 'requires_action')
    throw refusalError({
      code: 'invoice_payment_intent_requires_action',
      message:
        'Payment for this invoice requires additional user action before it can be completed successfully.',
      payment_intent: attempt.intent,
    })
}
