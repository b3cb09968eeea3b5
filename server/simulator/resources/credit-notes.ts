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
    const amount = asked.amount_refunded ?? refund.amount
    const left = refund.amount - creditedOf(world, invoice, refund.id)
    if (amount > left)
      throw invalidRequest(
        `The refund ${refund.id} has only ${shown(left, invoice.currency)} left to be credited.`,
        { param: `${param}[amount_refunded]` },
      )
    return { refund: refund.id, amount }
  })
}

/** How much of a refund the invoice's notes name already, minor units. */
function creditedOf(world: World, invoice: Invoice, refund: string): number {
  return world.store
    .linked('invoice.credit_notes', invoice.id)
    .flatMap(note => world.get('credit_note', note).refunds)
    .filter(one => one.refund === refund)
    .reduce((sum, one) => sum + one.amount_refunded, 0)
}

/** How much of a note lowers what is still to be paid, and how much was paid already, minor units. */
type Parts = { readonly pre: number; readonly post: number }

/**
 * Parts a note's total. What was paid already needs to be said where it goes: back to the card, onto the balance, or
 * handed over outside.
 */
function partsOf(
  invoice: Invoice,
  total: number,
  { params, linked }: { params: Create; linked: readonly Linked[] },
): Parts {
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
  const pre = Math.min(total, invoice.amount_remaining)
  const post = total - pre
  if (given !== post)
    throw invalidRequest(
      `The sum of refund_amount, credit_amount and out_of_band_amount (${shown(given, invoice.currency)}) must equal the post-payment amount of the credit note (${shown(post, invoice.currency)}).`,
      { param: 'refund_amount' },
    )
  return { pre, post }
}

const typeOf = ({ pre, post }: Parts): CreditNote['type'] =>
  post === 0 ? 'pre_payment' : pre === 0 ? 'post_payment' : 'mixed'

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
  const parts = partsOf(invoice, total, { params, linked })
  const id = world.newId('cn_1')
  const notes = world.store.linked('invoice.credit_notes', invoice.id).length
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
    post_payment_amount: parts.post,
    pre_payment_amount: parts.pre,
    reason: params.reason,
    shipping_cost: shipping.cost,
    status: 'issued',
    subtotal,
    subtotal_excluding_tax: subtotal - inside,
    total,
    total_excluding_tax: whole - taxSum(taxes, 'inclusive'),
    total_taxes: taxes,
    type: typeOf(parts),
  })
  world.store.link('invoice.credit_notes', invoice.id, id)
  if (parts.pre > 0) takeOff(world, invoice, parts.pre)
  const done = parts.post > 0 ? payBack(world, note, { params, linked }) : note
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
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + note.post_payment_amount,
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

/** A note on an open invoice lowers what is still to be paid; with nothing left, the invoice is paid. */
function takeOff(world: World, invoice: Invoice, amount: number): void {
  const after = lowerDue(world, invoice, amount)
  if (after.amount_remaining > 0) return
  cancelPayment(world, invoice.id)
  settleInvoice(world, invoice.id, { amount: after.amount_paid, outOfBand: true })
}

/** Lowers what is to be paid, or raises it again (a negative amount), and what its payment asks for. */
function lowerDue(world: World, invoice: Invoice, amount: number): Invoice {
  const left = invoice.amount_remaining - amount
  const payment = paymentOf(world, invoice.id)
  const intent = payment?.payment.payment_intent
  if (left > 0 && payment !== undefined && intent !== undefined) {
    world.change('payment_intent', intent, { amount: left })
    world.change('invoice_payment', payment.id, { amount_requested: left })
  }
  return world.change('invoice', invoice.id, {
    amount_due: invoice.amount_due - amount,
    amount_remaining: left,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
  })
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
    if (note.status === 'void') throw invalidRequest('This credit note has already been voided.')
    const invoice = world.get('invoice', note.invoice)
    if (note.type !== 'pre_payment' || invoice.status !== 'open')
      throw invalidRequest('You can only void a credit note of an open invoice.')
    lowerDue(world, invoice, -note.pre_payment_amount)
    const after = world.change('credit_note', note.id, {
      status: 'void',
      voided_at: world.timeOn(invoice.test_clock),
    })
    world.emit('credit_note.voided', after)
    return after
  }),
]
