import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkCurrency } from '../resources/price-amounts.ts'
import { invoiceTaxes, methodOf } from '../resources/update-invoice.ts'
import { checkDaysUntilDue, onlySent } from './days-until-due.ts'
import { createDiscounts } from './discounts.ts'
import { customFields, keepMoneyTerms, settingsOf } from './invoice-settings.ts'
import { createInvoice, DRAFT_SECONDS } from './invoicing.ts'
import { invoiceItemLine } from './lines.ts'
import { pendingItems } from './renewal.ts'
import { reviseInvoice } from './revise.ts'
import { shippingCostOf } from './shipping.ts'

type Invoice = ApiObjects['invoice']
type Customer = ApiObjects['customer']
type Create = EndpointParams<'POST /v1/invoices'>

/** Makes an invoice that no period of a subscription asks for: of what waits for the customer, or for a subscription. */
export function createOneOff(world: World, params: Create): Invoice {
  if (params.from_invoice !== undefined) return reviseInvoice(world, params.from_invoice)
  const { customer, subscription } = billedBy(world, params)
  const clock = customer.test_clock ?? null
  const currency = subscription?.currency ?? currencyFor(world, params, customer)
  const pending = pendingFor(world, params, { customer, subscription, currency })
  const lines = pending.map(item => invoiceItemLine(world, item))
  checkDue(params)
  const now = world.timeOn(clock)
  const finalizes = finalizesAt(params, now)
  const invoice = createInvoice(world, {
    customer: customer.id,
    subscription,
    lines,
    reason: 'manual',
    period: { start: now, end: now },
    collection: params.collection_method ?? 'charge_automatically',
    daysUntilDue: params.days_until_due,
    currency,
    discounts: createDiscounts(world, params.discounts ?? [], {
      customer: customer.id,
      start: now,
      currency,
      bought: { subtotal: lines.reduce((sum, line) => sum + line.amount, 0), currency },
    }),
    autoAdvance: params.auto_advance ?? false,
    more: {
      ...wordsOf(params),
      ...invoiceTaxes(world, params),
      ...settingsOf(world, params),
      default_payment_method: methodOf(world, params.default_payment_method),
      shipping_cost: shippingCostOf(world, params.shipping_cost, currency),
      automatically_finalizes_at: finalizes,
    },
  })
  keepMoneyTerms(world, invoice.id, params)
  for (const item of pending) world.change('invoiceitem', item.id, { invoice: invoice.id })
  if (finalizes !== null)
    world.schedule({ at: finalizes, clock, action: 'invoice.finalize', target: invoice.id })
  return invoice
}

type Billed = { readonly customer: Customer; readonly subscription: ApiObjects['subscription'] | null }

function billedBy(world: World, params: Create): Billed {
  const subscription =
    params.subscription === undefined ? null : world.get('subscription', params.subscription, 'subscription')
  const id = params.customer ?? subscription?.customer
  if (id === undefined) throw missingParam('customer')
  const customer = world.get('customer', id, 'customer')
  if (subscription !== null && subscription.customer !== customer.id)
    throw invalidRequest('The subscription belongs to another customer.', { param: 'subscription' })
  return { customer, subscription }
}

/** What waits: for the subscription, which is what its invoice is for, or for the customer, when that is asked for. */
function pendingFor(
  world: World,
  { pending_invoice_items_behavior: behavior }: Create,
  { customer, subscription, currency }: Billed & { readonly currency: string },
): readonly ApiObjects['invoiceitem'][] {
  if (subscription !== null) {
    const pending = behavior === 'exclude' ? [] : pendingItems(world, subscription)
    if (pending.length > 0) return pending
    throw invalidRequest('Nothing to invoice for subscription', {
      code: 'invoice_no_subscription_line_items',
    })
  }
  if (behavior !== 'include') return []
  return world.store
    .linked('customer.invoiceitems', customer.id)
    .map(id => world.find('invoiceitem', id))
    .filter(item => item !== undefined)
    .filter(item => item.invoice === null && item.currency === currency)
}

function checkDue({ collection_method: how, days_until_due: days, due_date: date }: Create): void {
  if (how !== 'send_invoice' && date !== undefined) throw onlySent('due_date')
  checkDaysUntilDue(how ?? 'charge_automatically', days, date)
}

/** When a draft opens by itself: at the time that is asked for, else an hour later where it goes on by itself. */
function finalizesAt({ auto_advance: advances, automatically_finalizes_at: at }: Create, now: number) {
  if (at === undefined) return advances === true ? now + DRAFT_SECONDS : null
  if (at <= now || at > now + LIMITS.invoice.finalizeYears * YEAR_SECONDS)
    throw invalidRequest('automatically_finalizes_at must be in the future, and at most 5 years from now.', {
      param: 'automatically_finalizes_at',
    })
  return at
}

const YEAR_SECONDS = 366 * 86_400

function currencyFor(world: World, params: Create, customer: Customer): string {
  const account = world.store.get('account', world.account)?.row
  return checkCurrency(params.currency ?? customer.currency ?? account?.default_currency ?? 'usd')
}

/** What an invoice says beside its amounts; what the request leaves out, the customer's settings may say. */
function wordsOf(params: Create): Given<Invoice> {
  return present({
    custom_fields: customFields(params.custom_fields),
    description: params.description,
    due_date: params.due_date,
    footer: params.footer,
    metadata: mergeMetadata(null, params.metadata),
    number: params.number,
    statement_descriptor: params.statement_descriptor,
  })
}
