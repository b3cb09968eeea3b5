import { cancelPayment } from '../billing/cancel-payment.ts'
import { changeBalance } from '../billing/customer-balance.ts'
import { paymentOf, settleInvoice } from '../billing/settle.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf, pageOf } from '../core/list.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { gatherTaxes, taxSum } from '../tax/credit-tax.ts'
import { creditedLines, creditedShipping } from './credit-note-lines.ts'
import { createRefund } from './refunds.ts'

type Invoice = ApiObjects['invoice']
type CreditNote = ApiObjects['credit_note']
type Create = EndpointParams<'POST /v1/credit_notes'>
type Linked = { readonly refund: string; readonly amount: number }

/** Refunds that were made before and belong to the note. */
function linkedRefunds(world: World, invoice: Invoice, { refunds = [] }: Create): readonly Linked[] {
  const intent = paymentOf(world, invoice.id)?.payment.payment_intent
  return refunds.map((asked, index) => {
    const param = `refunds[${index}]`
    if (asked.refund === undefined) throw missingParam(`${param}[refund]`)
    const refund = world.get('refund', asked.refund, `${param}[refund]`)
    if (refund.payment_intent !== intent)
      throw invalidRequest(`The refund ${refund.id} is not of a payment of the invoice ${invoice.id}.`, {
        param: `${param}[refund]`,
      })
    return { refund: refund.id, amount: asked.amount_refunded ?? refund.amount }
  })
}

/** A note on a paid invoice says where the money goes: back to the card, onto the balance, or handed over outside. */
function checkParts(
  invoice: Invoice,
  total: number,
  { params, linked }: { params: Create; linked: readonly Linked[] },
): void {
  const left =
    invoice.total - invoice.pre_payment_credit_notes_amount - invoice.post_payment_credit_notes_amount
  if (total <= 0 || total > left)
    throw invalidRequest(
      `The sum of credit amount and refund amount (${shown(total, invoice.currency)}) must be positive and must not exceed the creditable amount (${shown(left, invoice.currency)}).`,
      { param: 'amount' },
    )
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = params
  const before = linked.reduce((sum, { amount }) => sum + amount, 0)
  const given = refund_amount + credit_amount + out_of_band_amount + before
  if (invoice.status === 'paid' && given !== total)
    throw invalidRequest(
      `The sum of refund_amount, credit_amount and out_of_band_amount (${shown(given, invoice.currency)}) must equal the credit note amount (${shown(total, invoice.currency)}).`,
      { param: 'refund_amount' },
    )
}

function create(world: World, params: Create): CreditNote {
  const { email_type: _mail } = params
  const invoice = world.get('invoice', params.invoice, 'invoice')
  if (invoice.status !== 'paid' && invoice.status !== 'open')
    throw invalidRequest(
      `You can only create a credit note for an open or paid invoice. This invoice is ${invoice.status}.`,
      { param: 'invoice' },
    )
  const shipping = creditedShipping(invoice, params)
  const lines = creditedLines(world, invoice, params)
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const taxes = gatherTaxes([...lines, { taxes: shipping.taxes }])
  const whole = subtotal + shipping.amount
  const total = whole + taxSum(taxes, 'exclusive')
  const inside = taxSum(gatherTaxes(lines), 'inclusive')
  const linked = linkedRefunds(world, invoice, params)
  checkParts(invoice, total, { params, linked })
  const id = world.newId('cn_1')
  const notes = world.store.linked('invoice.credit_notes', invoice.id).length
  const paid = invoice.status === 'paid'
  const note = world.create('credit_note', {
    id,
    amount: total,
    amount_shipping: shipping.amount,
    created: world.timeOn(invoice.test_clock),
    currency: invoice.currency,
    customer: invoice.customer ?? undefined,
    discount_amount: 0,
    effective_at: params.effective_at ?? world.timeOn(invoice.test_clock),
    invoice: invoice.id,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    memo: params.memo,
    metadata: mergeMetadata(null, params.metadata),
    number: `${invoice.number ?? 'SIM'}-CN-${String(notes + 1).padStart(2, '0')}`,
    out_of_band_amount: params.out_of_band_amount,
    pdf: `https://simulator.invalid/credit_notes/${id}.pdf`,
    post_payment_amount: paid ? total : 0,
    pre_payment_amount: paid ? 0 : total,
    reason: params.reason,
    shipping_cost: shipping.cost,
    status: 'issued',
    subtotal,
    subtotal_excluding_tax: subtotal - inside,
    total,
    total_excluding_tax: whole - taxSum(taxes, 'inclusive'),
    total_taxes: taxes,
    type: paid ? 'post_payment' : 'pre_payment',
  })
  world.store.link('invoice.credit_notes', invoice.id, id)
  const done = paid ? payBack(world, note, { params, linked }) : takeOff(world, invoice, note)
  world.emit('credit_note.created', done)
  return done
}

function payBack(
  world: World,
  note: CreditNote,
  { params, linked }: { params: Create; linked: readonly Linked[] },
): CreditNote {
  const invoice = world.get('invoice', note.invoice)
  world.change('invoice', invoice.id, {
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + note.amount,
  })
  const intent = paymentOf(world, invoice.id)?.payment.payment_intent
  const { refund_amount: back = 0, credit_amount: credit = 0 } = params
  if (back > 0 && intent === undefined)
    throw invalidRequest('The invoice was not paid through Stripe, so nothing can be refunded.', {
      param: 'refund_amount',
    })
  const refund =
    back > 0 && intent !== undefined
      ? createRefund(world, { payment_intent: intent, amount: back })
      : undefined
  const credited =
    credit > 0
      ? changeBalance(world, note.customer, {
          amount: -credit,
          currency: note.currency,
          type: 'credit_note',
          creditNote: note.id,
          invoice: invoice.id,
        })
      : undefined
  return world.change('credit_note', note.id, {
    customer_balance_transaction: credited?.id,
    refunds: [...(refund === undefined ? [] : [{ refund: refund.id, amount: back }]), ...linked].map(
      ({ refund: id, amount }) => ({
        amount_refunded: amount,
        payment_record_refund: null,
        refund: id,
        type: 'refund',
      }),
    ),
  })
}

/** A note on an open invoice lowers what is still to be paid. */
function takeOff(world: World, invoice: Invoice, note: CreditNote): CreditNote {
  const due = Math.max(0, invoice.amount_due - note.amount)
  world.change('invoice', invoice.id, {
    amount_due: due,
    amount_remaining: due,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + note.amount,
  })
  if (due === 0) {
    cancelPayment(world, invoice.id)
    settleInvoice(world, invoice.id, { amount: 0, outOfBand: true })
    return note
  }
  const payment = paymentOf(world, invoice.id)
  if (payment?.payment.payment_intent !== undefined) {
    world.change('payment_intent', payment.payment.payment_intent, { amount: due })
    world.change('invoice_payment', payment.id, { amount_requested: due })
  }
  return note
}

/** The note that would be made; nobody is written to, whether or not that is asked for. */
const preview = (world: World, params: EndpointParams<'GET /v1/credit_notes/preview'>): CreditNote => {
  const { invoice, amount, lines, memo, metadata, reason, effective_at, email_type } = params
  const { credit_amount, out_of_band_amount, refund_amount, refunds, shipping_cost } = params
  const given = { amount, lines, memo, metadata, reason, effective_at, email_type, shipping_cost }
  return create(world, {
    invoice,
    ...present({ ...given, credit_amount, out_of_band_amount, refund_amount, refunds }),
  })
}

export const creditNoteEndpoints = [
  endpoint('GET /v1/credit_notes/preview', preview),
  endpoint('GET /v1/credit_notes/preview/lines', (world, params) => {
    const { invoice, amount, lines, memo, metadata, reason, effective_at, email_type } = params
    const { credit_amount, out_of_band_amount, refund_amount, refunds, shipping_cost } = params
    const given = { amount, lines, memo, metadata, reason, effective_at, email_type, shipping_cost }
    const note = preview(world, {
      invoice,
      ...present({ ...given, credit_amount, out_of_band_amount, refund_amount, refunds }),
    })
    return pageOf(note.lines.data, params, '/v1/credit_notes/preview/lines')
  }),
  endpoint('POST /v1/credit_notes', create),
  endpoint('GET /v1/credit_notes', (world, params) =>
    listOf(world, 'credit_note', {
      url: '/v1/credit_notes',
      page: params,
      keep: note =>
        (params.invoice === undefined || note.invoice === params.invoice) &&
        (params.customer === undefined || note.customer === params.customer),
    }),
  ),
  endpoint('GET /v1/credit_notes/{id}', (world, _params, path) => world.get('credit_note', path['id'] ?? '')),
  endpoint('POST /v1/credit_notes/{id}', (world, params, path) => {
    const before = world.get('credit_note', path['id'] ?? '')
    const after = world.change('credit_note', before.id, {
      memo: params.memo,
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    world.emitChange('credit_note.updated', before, after)
    return after
  }),
  endpoint('GET /v1/credit_notes/{id}/lines', (world, params, path) => {
    const note = world.get('credit_note', path['id'] ?? '')
    return pageOf(note.lines.data, params, `/v1/credit_notes/${note.id}/lines`)
  }),
  endpoint('POST /v1/credit_notes/{id}/void', (world, _params, path) => {
    const note = world.get('credit_note', path['id'] ?? '')
    if (note.type !== 'pre_payment')
      throw invalidRequest('You can only void a credit note of an open invoice.')
    const invoice = world.get('invoice', note.invoice)
    const due = invoice.amount_due + note.amount
    world.change('invoice', invoice.id, {
      amount_due: due,
      amount_remaining: due,
      pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount - note.amount,
    })
    const after = world.change('credit_note', note.id, {
      status: 'void',
      voided_at: world.timeOn(invoice.test_clock),
    })
    world.emit('credit_note.voided', after)
    return after
  }),
]
