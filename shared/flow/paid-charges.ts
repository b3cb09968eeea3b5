import type { ReactionArrival } from './arrival.ts'
import type { CompileContext, FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import type { ReactionDraft, Ref } from './parameters.ts'
import { paymentBehind } from './payment.ts'

/** What is looked up about a payment before money is moved. */
type LookedUp = {
  readonly trigger: Ref
  /** Invoice, or payment intent where there is none: what tells one payment from the next. */
  readonly invoice: Ref
  /** The invoice's lines, or the payment intent itself. */
  readonly lines: Ref
  /** Payment intents with `latest_charge.balance_transaction`. */
  readonly charges: Ref
}

/** What a reaction to a payment looks up before it moves money, and the block that was paid. */
export type PaidSources = LookedUp & { readonly payment: BlockId }

const INVOICED = ['subscription', 'subscription-schedule', 'invoice']

/** True for payments that come with an invoice, whose paid lines say what was bought. */
export const isInvoiced = (payment: Block, flow: FlowIndex): boolean =>
  INVOICED.includes(paymentBehind(payment, flow).kind)

/** The event that says that a payment of this kind has succeeded. */
export const successEvent = (payment: Block, flow: FlowIndex): string =>
  isInvoiced(payment, flow) ? 'invoice.paid' : 'payment_intent.succeeded'

const invoiceDraft = (events: readonly string[]): ReactionDraft =>
  events.every(event => event.startsWith('invoice_payment.'))
    ? { events, fetch: 'invoicePayments', when: [{ path: 'status', equals: 'paid' }] }
    : {
        events,
        fetch: 'invoices',
        when: [
          { path: 'status', equals: 'paid' },
          { path: 'amount_paid', above: 0 },
        ],
      }

/** The look-ups of a paid invoice: its payments, their charges with the booked fee, its lines. */
export const lookUpInvoice = (
  trigger: Ref,
  path: string,
  context: Pick<CompileContext, 'call'>,
): LookedUp => {
  const invoice: Ref = { ...trigger, path }
  const paid = context.call(
    'invoicePayments.list',
    { invoice, status: 'paid' },
    { name: 'payments', title: 'Find the payments of the invoice' },
  )
  const charges = context.call(
    'paymentIntents.retrieve',
    { expand: ['latest_charge.balance_transaction'] },
    {
      name: 'charges',
      each: { ...paid, path: 'data' },
      target: { $ref: 'each', path: 'payment.payment_intent' },
      title: 'Read charge, fee and currency',
    },
  )
  const lines = context.call(
    'invoices.listLineItems',
    { limit: 100 },
    { name: 'lines', target: invoice, title: 'Read the lines that were paid' },
  )
  return { trigger, invoice, charges: { ...charges, path: '' }, lines: { ...lines, path: 'data' } }
}

/** A payment that has no invoice is its own and only line. */
export const lookUpPayment = (
  trigger: Ref,
  path: string,
  context: Pick<CompileContext, 'call'>,
): LookedUp => {
  const id: Ref = { ...trigger, path }
  const charges = context.call(
    'paymentIntents.retrieve',
    { expand: ['latest_charge.balance_transaction'] },
    { name: 'charges', target: id, title: 'Read charge, fee and currency' },
  )
  return { trigger, invoice: id, charges: { ...charges, path: '' }, lines: { ...charges, path: '' } }
}

const intentDraft = (events: readonly string[]): ReactionDraft => ({
  events,
  fetch: events.every(event => event.startsWith('charge.')) ? 'charges' : 'paymentIntents',
  when: [{ path: 'status', equals: 'succeeded' }],
})

/** Fetched again: the object that says a payment has succeeded. */
export const successOf = (payment: Block, flow: FlowIndex): ReactionDraft => {
  const events = [successEvent(payment, flow)]
  return isInvoiced(payment, flow) ? invoiceDraft(events) : intentDraft(events)
}

/**
 * Reacts to the success of a payment: fetches it again, looks up its charges and lines once, and does the rest.
 * `events` are those of the payment's kind; a reaction goes on only when the fetched object is paid.
 */
export const onPaid = (
  context: CompileContext,
  { payment, events }: { readonly payment: Block; readonly events: readonly string[] },
  react: (sources: PaidSources) => void,
): void => {
  const { id } = paymentBehind(payment, context.flow)
  if (isInvoiced(payment, context.flow)) {
    const draft = invoiceDraft(events)
    const path = draft.fetch === 'invoices' ? 'id' : 'invoice'
    context.on(draft, trigger => react({ ...lookUpInvoice(trigger, path, context), payment: id }))
    return
  }
  const draft = intentDraft(events)
  const path = draft.fetch === 'charges' ? 'payment_intent' : 'id'
  context.on(draft, trigger => react({ ...lookUpPayment(trigger, path, context), payment: id }))
}

/** The whole charge of a payment as an arrival: what goes on where nothing divides it. */
export const wholeCharge = ({ trigger, payment, invoice, lines, charges }: PaidSources): ReactionArrival => ({
  trigger,
  payment,
  lines,
  amount: { $ref: 'each', path: 'latest_charge.amount' },
  currency: { $ref: 'each', path: 'latest_charge.balance_transaction.currency' },
  charge: { $ref: 'each', path: 'latest_charge.id' },
  each: charges,
  metadata: { invoice },
  keyValues: { invoice },
})
