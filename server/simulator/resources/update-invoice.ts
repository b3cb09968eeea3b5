import { onlySent } from '../billing/days-until-due.ts'
import { createDiscounts } from '../billing/discounts.ts'
import { writeLines } from '../billing/edit-lines.ts'
import { customFields, keepMoneyTerms, settingsOf } from '../billing/invoice-settings.ts'
import { DRAFT_SECONDS } from '../billing/invoicing.ts'
import { shippingCostOf } from '../billing/shipping.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { type Changes, mergeMetadata, type World } from '../core/world.ts'
import { type TaxGiven, taxTermsOf } from '../tax/terms.ts'
import { inState } from './invoice-lines.ts'
import { paymentMethodOf } from './payment-methods.ts'

type Invoice = ApiObjects['invoice']
type Update = EndpointParams<'POST /v1/invoices/{id}'>

/** Changes an invoice as a request asks; most of it only while it is a draft. */
export function updateInvoice(world: World, before: Invoice, params: Update): Invoice {
  const { default_payment_method: method } = params
  const changed = world.change('invoice', before.id, {
    ...termsOf(before, params),
    ...advanceOf(world, before, params),
    custom_fields: customFields(params.custom_fields),
    default_payment_method: method === null ? null : methodOf(world, method),
    description: params.description,
    discounts: discountsOf(world, before, params.discounts),
    footer: params.footer,
    metadata: mergeMetadata(before.metadata, params.metadata),
    number: draftOnly(before, params.number, 'number'),
    shipping_cost: shippingCostOf(
      world,
      draftOnly(before, params.shipping_cost, 'shipping_cost'),
      before.currency,
    ),
    statement_descriptor: params.statement_descriptor,
    ...invoiceTaxes(world, params),
    ...settingsOf(world, params),
  })
  draftOnly(before, params.application_fee_amount ?? params.transfer_data, 'destination')
  keepMoneyTerms(world, before.id, params)
  if (before.status !== 'draft') {
    world.emitChange('invoice.updated', before, changed)
    return changed
  }
  planFinalization(world, changed)
  const after = writeLines(world, changed, changed.lines.data)
  world.emitChange('invoice.updated', before, after)
  return after
}

function draftOnly<T>(invoice: Invoice, value: T, name: string): T {
  if (value !== undefined) inState(invoice, ['draft'], `change the ${name} of`)
  return value
}

/** How it is collected, and until when. */
function termsOf(before: Invoice, params: Update): Changes<Invoice> {
  const given = draftOnly(before, params.collection_method, 'collection_method')
  const days = draftOnly(before, params.days_until_due, 'days_until_due')
  const date = draftOnly(before, params.due_date, 'due_date')
  const collection = given ?? before.collection_method
  if (collection === 'charge_automatically') {
    if (days !== undefined || date !== undefined)
      throw onlySent(days === undefined ? 'due_date' : 'days_until_due')
    return { collection_method: given, due_date: given === undefined ? undefined : null }
  }
  const due = date ?? (days === undefined ? before.due_date : before.created + days * 86_400)
  if (due === null) throw missingParam('days_until_due')
  return { collection_method: given, due_date: due }
}

/** When a draft is opened by itself. */
function advanceOf(world: World, before: Invoice, params: Update): Changes<Invoice> {
  const { auto_advance: given, automatically_finalizes_at: at } = params
  draftOnly(before, at, 'automatically_finalizes_at')
  const now = world.timeOn(before.test_clock)
  if (at !== undefined && at <= now)
    throw invalidRequest('automatically_finalizes_at must be in the future.', {
      param: 'automatically_finalizes_at',
    })
  const advances = given ?? before.auto_advance
  if (before.status !== 'draft' || (given === undefined && at === undefined)) return { auto_advance: given }
  const usual = before.automatically_finalizes_at ?? now + DRAFT_SECONDS
  return { auto_advance: given, automatically_finalizes_at: advances ? (at ?? usual) : null }
}

function planFinalization(
  world: World,
  { id: target, automatically_finalizes_at: at, test_clock: clock }: Invoice,
): void {
  world.unschedule(clock, target, 'invoice.finalize')
  if (at !== null) world.schedule({ at, clock, action: 'invoice.finalize', target })
}

function discountsOf(
  world: World,
  before: Invoice,
  given: Update['discounts'],
): readonly string[] | undefined {
  if (draftOnly(before, given, 'discounts') === undefined) return undefined
  const { customer, id: invoice, currency, subtotal } = before
  const start = world.timeOn(before.test_clock)
  const bought = { subtotal, currency }
  return createDiscounts(world, given ?? [], { customer, invoice, currency, start, bought })
}

/** The payment method that a request names. */
export function methodOf(world: World, id: string | undefined): string | undefined {
  return id === undefined ? undefined : paymentMethodOf(world, id, 'default_payment_method').id
}

/** How an invoice is taxed, where a request says so. */
export function invoiceTaxes(world: World, params: TaxGiven) {
  const { automatic_tax: automatic, default_tax_rates: rates } = taxTermsOf(world, params)
  return {
    ...(automatic === undefined
      ? {}
      : { automatic_tax: { ...automatic, provider: automatic.enabled ? 'stripe' : null, status: null } }),
    ...(rates === undefined ? {} : { default_tax_rates: rates }),
  }
}
