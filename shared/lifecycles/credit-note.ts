import { derivedChargeType } from '#shared/flow/charge-type.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { filled, said } from '#shared/flow/said.ts'
import { legsTakenBack } from '#shared/flow/take-back.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import {
  bookedRefund,
  type CreditCase,
  type Crediting,
  creditNoteProps,
  creditRefusal,
  creditWish,
  drawnCase,
  filledIn,
  invoicedBy,
  isOpen,
  type Part,
  partOf,
  partsOf,
} from './credit-note-terms.ts'
import { hasClock } from './decline.ts'
import { findPayment, onAccountOf, subscriptionRef } from './find-payment.ts'
import type { IncidentBooks, PaidMonth } from './incident-books.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'
import { defineLifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { listOpen } from './pay-sent.ts'
import { bookReturn, wishOfBooks } from './refund-books.ts'
import { type Returning, returningOf, sentOnly, takeBack } from './returning.ts'

const TITLES: Readonly<Record<CreditCase, string>> = {
  refund: 'Credit note, paid back',
  credit: 'Credit note, kept as credit',
  open: 'Credit note before the invoice is paid',
}
const CASES = ['refund', 'credit', 'open'] as const

const wordsOf = (block: Block) => ({
  reason: filled(textOf(block, 'reason')),
  memo: filled(textOf(block, 'memo')),
})

const writeNote = (
  block: Block,
  { stage, found, part, wish }: Returning,
  { parts, after }: { parts: Readonly<Record<string, Param | undefined>>; after: readonly Ref[] },
): void => {
  const { invoice, onAccount } = found
  if (!invoice) return
  stage.call(
    'creditNotes.create',
    said({
      invoice,
      ...(wish.scope === 'lines' ? { lines: part('lines') } : { amount: part('amount') }),
      ...parts,
      ...wordsOf(block),
    }),
    { name: 'note', title: `Write “${block.label}”`, after, ...(onAccount ? { onAccount } : {}) },
  )
}

/** Writes the note for a refund that was made before, and is the latest of its payment. */
const bookRefund = (happening: Crediting, payment: Block, calls: IncidentCalls): void => {
  const { block, day } = happening
  const stage = calls.after(day)
  const found = findPayment(payment, calls, stage)
  if (!found?.invoice) return
  const { invoice, onAccount } = found
  const there = onAccountOf(stage, onAccount)
  const refunds = there.call(
    'refunds.list',
    { payment_intent: found.intent('id'), limit: 1 },
    { name: 'refunds', title: 'Find the refund' },
  )
  there.call(
    'creditNotes.create',
    said({
      invoice,
      amount: { ...refunds, path: 'data.0.amount' },
      refunds: [{ refund: { ...refunds, path: 'data.0.id' } }],
      ...wordsOf(block),
    }),
    { name: 'note', title: `Write “${block.label}”` },
  )
}

/** An invoice that is open: where it is read, and when the note is written. */
type OpenInvoice = { readonly invoice: Ref; readonly read: Ref; readonly stage: StageCalls }

/** What a subscription has sent, between its finalising and its payment. */
const sentInvoice = (payment: Block, calls: IncidentCalls): OpenInvoice | null => {
  const subscription = subscriptionRef(payment, calls)
  if (!subscription) return null
  const made = calls.made(payment, ['subscriptions.create', 'subscriptionSchedules.create'])
  const stage = onAccountOf(calls.whileSent('lower'), made?.onAccount)
  const open = listOpen(subscription, stage)
  return { invoice: { ...open, path: 'data.0.id' }, read: { ...open, path: 'data.0' }, stage }
}

/** The invoice of a block, whose payment, which a run makes with the set-up, waits for the note. */
const ownInvoice = (payment: Block, calls: IncidentCalls): OpenInvoice | null => {
  const made = calls.made(payment, ['invoices.create'])
  const pays = calls.made(payment, ['invoices.pay'])
  if (!made || !pays) return null
  calls.putOff(pays)
  const stage = onAccountOf(calls.before, made.onAccount)
  const invoice: Ref = { $ref: made.id, path: 'id' }
  const read = stage.call(
    'invoices.retrieve',
    {},
    { name: 'open', target: invoice, title: 'Read what is still to be paid' },
  )
  return { invoice, read: { ...read, path: '' }, stage }
}

/** Writes the note while the invoice is open. Source: CreditNote.pre_payment_amount of the pinned version. */
const writeOpen = (happening: Crediting, payment: Block, calls: IncidentCalls): void => {
  const open = payment.kind === 'invoice' ? ownInvoice(payment, calls) : sentInvoice(payment, calls)
  if (!open) return
  const { invoice, read, stage } = open
  const lines = stage.call(
    'invoices.listLineItems',
    { limit: 100 },
    { name: 'lines', target: invoice, title: 'Read the lines of the invoice' },
  )
  const found = {
    invoice,
    onAccount: undefined,
    lines: { ...lines, path: 'data' },
    charges: read,
    intent: (path: string): Ref => ({ ...read, path }),
  }
  const wish = creditWish(happening)
  const returning = returningOf({ payment, stage, found, wish, taking: null }, calls)
  writeNote(happening.block, returning, { parts: {}, after: [] })
}

/** Writes the note on a paid invoice, after the shares are taken back: that can fail, and a refund cannot be called back. */
const writePaid = (happening: Crediting, payment: Block, calls: IncidentCalls): void => {
  const { block, day } = happening
  const stage = calls.after(day)
  const found = findPayment(payment, calls, stage)
  if (!found) return
  const separate = derivedChargeType(payment, calls.flow) === 'separate'
  const taking = separate ? sentOnly(legsTakenBack(block, payment, calls.flow), day) : null
  const returning = returningOf({ payment, stage, found, wish: creditWish(happening), taking }, calls)
  const after = taking ? [takeBack(returning, taking.by)] : []
  const parts = partsOf(happening)
  const amountOf = (part: Part): Param | undefined => {
    if (part === 'rest') return returning.part('amount', filledIn(parts))
    return part > 0 ? part : undefined
  }
  writeNote(block, returning, {
    parts: {
      refund_amount: amountOf(parts.refund),
      credit_amount: amountOf(parts.credit),
      out_of_band_amount: amountOf(parts.outside),
    },
    after,
  })
}

/** Books where the money of a note on a paid invoice goes. */
const bookParts = (
  happening: Crediting,
  books: IncidentBooks,
  { paid, amount }: { paid: PaidMonth; amount: number },
): void => {
  const { block } = happening
  const { charged, payer, currency } = paid
  const parts = partsOf(happening)
  const pay = (from: Account, part: Part, memo: string): void =>
    books.post(block, { from, to: payer, money: money(partOf(part, parts, amount), currency), memo })
  pay(charged, parts.refund, `Credit note “${block.label}”`)
  const bank: Account = `bank:${charged.slice('balance:'.length)}`
  pay(bank, parts.outside, `Credit note “${block.label}”, paid back outside of Stripe`)
  books.credit(paid, partOf(parts.credit, parts, amount))
}

/**
 * An invoice turns out too high: a credit note lowers it while it is open, or gives back what was paid, as money or as
 * credit for the next invoice.
 */
export const creditNote = defineLifecycle<Crediting['props']>({
  kind: 'credit-note',
  title: 'Credit note',
  on: ['credit-note'],
  props: creditNoteProps,
  onAnyDay: true,
  refusal: creditRefusal,
  offers(block, flow) {
    const payment = invoicedBy(block, flow)
    if (!payment) return []
    const refund = bookedRefund(block, flow)
    if (refund) {
      const happens = ({ id, kind }: Block) => ({ kind, block: id, month: 1, props: {} })
      return [offer('credit-note', 'Refund with a credit note', [happens(refund), happens(block)])]
    }
    const drawn = drawnCase(block)
    const renews = payment.kind !== 'invoice' && hasClock(payment, flow)
    const happens = (id: string, title: string, props: Crediting['props']) => {
      const { scenario, ...named } = offer(id, title, [
        { kind: 'credit-note', block: block.id, month: 1, props },
      ])
      const keeps = (props.as ?? drawn) === 'credit' || (!props.as && drawn === null)
      return { ...named, scenario: { ...scenario, months: keeps && renews ? 2 : 1 } }
    }
    return [
      happens('credit-note', drawn === null ? 'Credit note, in several parts' : TITLES[drawn], {}),
      ...CASES.filter(one => one !== drawn).map(as => happens(`credit-note-${as}`, TITLES[as], { as })),
    ]
  },
  prepare(happening, ahead) {
    const payment = invoicedBy(happening.block, ahead.flow)
    if (payment && isOpen(happening)) ahead.lower(payment, wishOfBooks(creditWish(happening)))
  },
  compile(happening, calls) {
    const payment = invoicedBy(happening.block, calls.flow)
    if (!payment) return
    if (bookedRefund(happening.block, calls.flow)) bookRefund(happening, payment, calls)
    else if (isOpen(happening)) writeOpen(happening, payment, calls)
    else writePaid(happening, payment, calls)
  },
  forecast(happening, books) {
    const { block } = happening
    const payment = invoicedBy(block, books.flow)
    const paid = payment && books.paid(payment)
    // A refund that was made by itself has been booked with it.
    if (!payment || !paid || bookedRefund(block, books.flow)) return
    const open = isOpen(happening)
    const taking = open ? null : legsTakenBack(block, payment, books.flow)
    const { amount } = bookReturn(block, books, { paid, wish: creditWish(happening), taking })
    if (!open) bookParts(happening, books, { paid, amount })
  },
})
