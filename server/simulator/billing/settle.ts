import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { attach } from '../resources/payment-methods.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { goOn, waitsFor } from './go-on.ts'
import { applyHeld } from './pending-update.ts'

type Invoice = ApiObjects['invoice']
type Intent = ApiObjects['payment_intent']
type Payment = ApiObjects['invoice_payment']

/** The subscription that an invoice bills. */
export function subscriptionOf(world: World, invoice: Invoice): ApiObjects['subscription'] | undefined {
  const id = invoice.parent?.subscription_details?.subscription
  return id === undefined ? undefined : world.find('subscription', id)
}

/** The default payment of an invoice, when it has one. */
export function paymentOf(world: World, invoice: string): Payment | undefined {
  return paymentsOf(world, invoice).find(payment => payment.is_default)
}

function paymentsOf(world: World, invoice: string): readonly Payment[] {
  return world.store
    .linked('invoice.payments', invoice)
    .map(id => world.find('invoice_payment', id))
    .filter(payment => payment !== undefined)
}

/** How an invoice came to be paid: by its own payment, by payments made apart, or outside of Stripe. */
type How = { readonly amount: number; readonly outOfBand?: boolean; readonly apart?: boolean }

/** Marks an invoice paid and lets its subscription follow. */
export function settleInvoice(world: World, id: string, how: How): Invoice {
  const before = world.get('invoice', id)
  const now = world.timeOn(before.test_clock)
  const payment = paymentOf(world, id)
  if (payment !== undefined && how.outOfBand !== true && how.apart !== true)
    markPaid(world, payment, payment.amount_requested)
  world.unschedule(before.test_clock, id)
  const invoice = world.change('invoice', id, {
    amount_paid: how.amount,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...before.status_transitions, paid_at: now },
  })
  world.emit('invoice.paid', invoice)
  if (how.outOfBand !== true) world.emit('invoice.payment_succeeded', invoice)
  follow(world, invoice)
  return invoice
}

function markPaid(world: World, payment: Payment, amount: number): void {
  const paid_at = world.timeOn(world.get('invoice', payment.invoice).test_clock)
  const paid = world.change('invoice_payment', payment.id, {
    amount_paid: amount,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at },
  })
  world.emit('invoice_payment.paid', paid)
}

/** A payment made apart pays what it can; when nothing is left, the invoice is paid. */
function settleApart(world: World, invoice: Invoice, payment: Payment): void {
  const amount = Math.min(payment.amount_requested, invoice.amount_remaining)
  markPaid(world, payment, amount)
  const left = invoice.amount_remaining - amount
  const own = paymentOf(world, invoice.id)
  if (left === 0) {
    if (own !== undefined) world.change('invoice_payment', own.id, { status: 'canceled' })
    settleInvoice(world, invoice.id, { amount: invoice.amount_due, apart: true })
    return
  }
  const intent = own?.payment.payment_intent
  if (own !== undefined && intent !== undefined) {
    world.change('payment_intent', intent, { amount: left })
    world.change('invoice_payment', own.id, { amount_requested: left })
  }
  const after = world.change('invoice', invoice.id, {
    amount_paid: invoice.amount_paid + amount,
    amount_remaining: left,
  })
  world.emitChange('invoice.updated', invoice, after)
}

/** What a subscription does when an invoice of it is paid: it recovers, goes on, or takes an update that was kept back. */
function follow(world: World, invoice: Invoice): void {
  const subscription = subscriptionOf(world, invoice)
  if (subscription === undefined) return
  if (waitsFor(world, invoice.id)) goOn(world, subscription)
  if (!isLatest(subscription, invoice)) return
  if (subscription.pending_update !== null) applyHeld(world, subscription)
  if (!RECOVERABLE.has(subscription.status)) return
  world.unschedule(subscription.test_clock, subscription.id, 'subscription.expire')
  changeSubscription(world, subscription.id, { status: 'active' })
}

const RECOVERABLE = new Set(['incomplete', 'past_due', 'unpaid'])

function isLatest(subscription: ApiObjects['subscription'], invoice: Invoice): boolean {
  return subscription.latest_invoice === invoice.id
}

/** The invoice that an intent pays. */
export function invoiceOf(world: World, intent: Intent): Invoice | undefined {
  const [id] = world.store.linked('intent.invoice', intent.id)
  return id === undefined ? undefined : world.find('invoice', id)
}

/** After an intent of an invoice was paid, by whomever: the invoice is paid, and the card kept where asked. */
export function afterIntentPaid(world: World, intent: Intent): void {
  const [id] = world.store.linked('intent.invoice', intent.id)
  if (id === undefined || intent.status !== 'succeeded') return
  const invoice = world.get('invoice', id)
  if (invoice.status === 'paid') return
  const apart = paymentsOf(world, id).find(
    one => !one.is_default && one.payment.payment_intent === intent.id && one.status === 'open',
  )
  if (apart !== undefined) {
    settleApart(world, invoice, apart)
    return
  }
  const attempted = world.change('invoice', id, { attempt_count: invoice.attempt_count + 1 })
  const subscription = subscriptionOf(world, attempted)
  const saves = subscription?.payment_settings?.save_default_payment_method === 'on_subscription'
  if (
    saves &&
    intent.payment_method !== null &&
    intent.customer !== null &&
    subscription.default_payment_method !== intent.payment_method
  ) {
    attach(world, world.get('payment_method', intent.payment_method), intent.customer)
    world.change('subscription', subscription.id, { default_payment_method: intent.payment_method })
  }
  settleInvoice(world, id, { amount: attempted.amount_due })
}
