import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { ApiObjects, Given } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { taxIdsOf } from '../resources/tax-ids.ts'
import { noLocation, taxInvoice } from '../tax/invoice-tax.ts'
import { balanceIn, changeBalance } from './customer-balance.ts'
import { discountLines, discountTotals, ownOff } from './discounts.ts'
import { moneyTermsOf } from './invoice-settings.ts'
import { planDue } from './notice-days.ts'
import { settleInvoice, subscriptionOf } from './settle.ts'
import { supersede } from './supersede.ts'

type Invoice = ApiObjects['invoice']
type Line = ApiObjects['line_item']
type Subscription = ApiObjects['subscription']

/** What a new invoice bills. */
export type Draft = {
  readonly customer: string
  readonly subscription: Subscription | null
  readonly lines: readonly Line[]
  /** Discounts taken off the lines, first to last. */
  readonly discounts?: readonly string[]
  readonly reason: NonNullable<Invoice['billing_reason']>
  readonly period: { readonly start: number; readonly end: number }
  readonly collection: Invoice['collection_method']
  readonly daysUntilDue?: number | null | undefined
  readonly currency: string
  readonly autoAdvance: boolean
  readonly more?: Given<Invoice>
}

/** Seconds for which a renewal's invoice stays a draft. */
export const DRAFT_SECONDS = 3600

/** Makes a draft invoice. */
export function createInvoice(world: World, draft: Draft): Invoice {
  const customer = world.get('customer', draft.customer)
  const { subscription, discounts = [] } = draft
  const now = world.timeOn(customer.test_clock ?? null)
  const id = world.newId('in_1')
  const invoice = world.create('invoice', {
    id,
    ...sellerOf(world),
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    attempt_count: 0,
    auto_advance: draft.autoAdvance,
    automatic_tax: taxedBy(subscription),
    billing_reason: draft.reason,
    collection_method: draft.collection,
    created: now,
    currency: draft.currency,
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: taxIdsOf(world, customer.id).map(({ type, value }) => ({ type, value })),
    ...wordsFor(customer, subscription),
    default_tax_rates: subscription?.default_tax_rates ?? [],
    discounts,
    due_date: draft.daysUntilDue && now + draft.daysUntilDue * 86_400,
    lines: {
      object: 'list',
      data: discountLines(world, draft.lines, discounts).map(line => ({ ...line, invoice: id })),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    metadata: {},
    parent: subscription && parentOf(subscription),
    payment_settings: {},
    period_end: draft.period.end,
    period_start: draft.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    status: 'draft',
    subtotal: 0,
    test_clock: customer.test_clock,
    total: 0,
    total_discount_amounts: [],
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: world.listenersTo('invoice.created').length > 0 ? null : now,
    ...draft.more,
  })
  if (subscription !== null) {
    world.store.link('subscription.invoices', subscription.id, id)
    world.change('subscription', subscription.id, { latest_invoice: id })
  }
  world.store.link('customer.invoices', customer.id, id)
  const summed = recount(world, invoice)
  const deliveries = world.emit('invoice.created', summed)
  for (const delivery of deliveries) world.store.link('invoice.deliveries', id, delivery)
  return summed
}

/** What is written on an invoice unless it says otherwise itself: the subscription's words, else the customer's. */
function wordsFor(customer: ApiObjects['customer'], subscription: Subscription | null): Given<Invoice> {
  const { custom_fields, footer } = customer.invoice_settings
  const own = subscription?.invoice_settings
  return {
    account_tax_ids: own?.account_tax_ids,
    custom_fields: own?.custom_fields ?? custom_fields,
    description: own?.description,
    footer: own?.footer ?? footer,
    issuer: own?.issuer ?? { type: 'self' },
    on_behalf_of: subscription?.on_behalf_of,
  }
}

function sellerOf(world: World): Given<Invoice> {
  const account = world.store.get('account', world.account)?.row
  return { account_country: account?.country ?? 'US', account_name: account?.business_profile?.name }
}

function parentOf(subscription: Subscription): Given<NonNullable<Invoice['parent']>> {
  return {
    type: 'subscription_details',
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
  }
}

/** Whether and how the table works the taxes of a subscription's invoices out. */
function taxedBy(subscription: Subscription | null): Given<Invoice['automatic_tax']> {
  const { enabled = false, liability } = subscription?.automatic_tax ?? {}
  return { enabled, liability, provider: enabled ? 'stripe' : null }
}

/** Adds the lines up and taxes them, with what the customer's balance would do. */
export function recount(world: World, invoice: Invoice): Invoice {
  const { data: lines } = invoice.lines
  const whole = lines.reduce((sum, line) => sum + line.amount, 0)
  const subtotal = whole - lines.reduce((sum, line) => sum + ownOff(line), 0)
  const customer = invoice.customer === null ? undefined : world.find('customer', invoice.customer)
  const taxed = taxInvoice(world, invoice)
  const off = discountTotals(lines)
  const shipping = taxed.shipping?.amount_subtotal ?? 0
  const total = whole - off.reduce((sum, part) => sum + part.amount, 0) + shipping + taxed.onTop
  const balance = customer === undefined ? 0 : balanceIn(world, customer, invoice.currency)
  const { due } = applyBalance(total, balance, invoice.currency)
  return world.change('invoice', invoice.id, {
    amount_due: due,
    amount_remaining: due,
    amount_shipping: shipping,
    automatic_tax: taxed.automatic_tax,
    lines: { ...invoice.lines, data: taxed.lines },
    shipping_cost: taxed.shipping,
    subtotal,
    subtotal_excluding_tax: subtotal - taxed.insideBefore,
    total,
    total_discount_amounts: off,
    total_excluding_tax: total - taxed.onTop - taxed.inside,
    total_taxes: taxed.total_taxes,
    starting_balance: balance,
  })
}

/**
 * What is charged, and what stays on the customer's balance (positive: owed, negative: credit). An amount below
 * the currency's minimum charge is not charged but owed on the next invoice.
 */
function applyBalance(
  total: number,
  balance: number,
  currency: string,
): { readonly due: number; readonly ending: number } {
  const due = total + balance
  if (due <= 0) return { due: 0, ending: due }
  const minimum = CURRENCIES.get(currency)?.minimumCharge ?? 0
  return due < minimum ? { due: 0, ending: due } : { due, ending: 0 }
}

/**
 * Opens a draft: it gets its number, takes the customer's balance in, and a payment intent to be paid with; where an
 * intent has paid it already, that one, and the balance stays.
 */
export function finalizeInvoice(world: World, id: string, paidBy?: string): Invoice {
  const draft = recount(world, world.get('invoice', id))
  if (draft.automatic_tax.status === 'requires_location_inputs') throw noLocation()
  supersede(world, draft)
  const customer = world.get('customer', draft.customer ?? '')
  const now = world.timeOn(draft.test_clock)
  const balance = balanceIn(world, customer, draft.currency)
  const { due, ending } =
    paidBy === undefined
      ? applyBalance(draft.total, balance, draft.currency)
      : { due: draft.total, ending: balance }
  const sequence = customer.next_invoice_sequence ?? 1
  world.change('customer', customer.id, { next_invoice_sequence: sequence + 1 })
  changeBalance(world, customer.id, {
    amount: ending - balance,
    currency: draft.currency,
    type: ending > balance && balance >= 0 ? 'invoice_too_small' : 'applied_to_invoice',
    invoice: id,
  })
  world.unschedule(draft.test_clock, id, 'invoice.finalize')
  const open = world.change('invoice', id, {
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    effective_at: draft.effective_at ?? now,
    ending_balance: ending,
    last_finalization_error: null,
    number: draft.number ?? `${customer.invoice_prefix ?? 'SIM'}-${String(sequence).padStart(4, '0')}`,
    starting_balance: balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  })
  world.emit('invoice.finalized', open)
  planDue(world, open)
  if (paidBy !== undefined) return tiePayment(world, open, paidBy)
  return due > 0 ? openPayment(world, open) : settleInvoice(world, id, { amount: 0 })
}

/** The intent that pays an invoice, and the payment that ties both. */
function openPayment(world: World, invoice: Invoice): Invoice {
  const subscription = subscriptionOf(world, invoice)
  const id = world.newId('pi_3')
  const intent = world.create('payment_intent', {
    id,
    amount: invoice.amount_due,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${world.shared.random.text(25)}`,
    confirmation_method: 'automatic',
    created: world.now,
    currency: invoice.currency,
    ...moneyTermsOf(world, invoice, subscription),
    customer: invoice.customer,
    description: DESCRIPTIONS[invoice.billing_reason ?? ''] ?? `Payment for Invoice ${invoice.number ?? ''}`,
    metadata: {},
    payment_method_types: typesOf(invoice, subscription),
    setup_future_usage:
      subscription === undefined ||
      subscription.payment_settings?.save_default_payment_method !== 'on_subscription'
        ? null
        : 'off_session',
    status: 'requires_payment_method',
  })
  world.emit('payment_intent.created', intent)
  return tiePayment(world, invoice, intent.id)
}

/** The payment that ties an invoice and its intent. */
function tiePayment(world: World, invoice: Invoice, intent: string): Invoice {
  const payment = world.create('invoice_payment', {
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: world.timeOn(invoice.test_clock),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    payment: { type: 'payment_intent', payment_intent: intent },
    status: 'open',
  })
  world.store.link('invoice.payments', invoice.id, payment.id)
  world.store.link('intent.invoice', intent, invoice.id)
  return world.get('invoice', invoice.id)
}

/** The ways to pay that an invoice names, else its subscription, else cards. */
const typesOf = (invoice: Invoice, subscription: Subscription | undefined): readonly string[] =>
  invoice.payment_settings.payment_method_types ??
  subscription?.payment_settings?.payment_method_types ?? ['card']

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
  subscription_update: 'Subscription update',
}
