import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { paymentMethodOf } from '../resources/payment-methods.ts'
import { checkLocated, taxTermsOf } from '../tax/terms.ts'
import { anchorOf, checkAnchor, trialEndOf } from './anchor.ts'
import { modeOf } from './billing-mode.ts'
import { boughtIn } from './bought.ts'
import { bothEnds, cancelTime } from './cancellation.ts'
import { checkDaysUntilDue } from './days-until-due.ts'
import { deferPayment } from './defer-payment.ts'
import { createDiscounts } from './discounts.ts'
import { billsNothingBesides, firstInvoice, owesNothing } from './first-invoice.ts'
import { invoiceSettingsOf } from './invoice-settings.ts'
import { discountedItem } from './item-discounts.ts'
import { nextPending, planPending } from './pending-interval.ts'
import { intervalOf, periodOf } from './periods.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { checkIntervals, checkItems, draftItem } from './subscription-items.ts'
import { thresholdsOf } from './thresholds.ts'
import { checkTrialEnd } from './trial-end.ts'
import { announceTrialEnd } from './trials.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']
type Create = EndpointParams<'POST /v1/subscriptions'>

/** Begins a subscription: its items, its first invoice, and, as asked, its first payment. */
export function subscribe(world: World, params: Create, schedule: string | null = null): Subscription {
  const terms = termsOf(world, params, schedule)
  const { trialEnd } = terms
  const made = createSubscription(world, params, terms)
  const owes = !owesNothing(world, made, params)
  const isFree = !owes || (trialEnd !== null && billsNothingBesides(world, made, params))
  const first = firstOf(params, trialEnd)
  const confirms = first.behavior !== 'default_incomplete'
  const begun = begin(world, made, owes)
  const created = isFree ? deferPayment(world, begun, { confirms }) : begun
  world.emit('customer.subscription.created', created)
  scheduleRenewal(world, created)
  planPending(world, created)
  if (trialEnd !== null) announceTrialEnd(world, created, trialEnd)
  if (owes) firstInvoice(world, created, first)
  const after = world.get('subscription', created.id)
  return !isFree && isNothingDue(world, after) ? deferPayment(world, after, { confirms }) : after
}

/** Writes a new subscription down with its customer; one that owes nothing is active at once. */
function begin(world: World, made: Subscription, owes: boolean): Subscription {
  world.store.link('customer.subscriptions', made.customer, made.id)
  for (const item of made.items.data) world.store.link('item.subscription', item.id, made.id)
  const isOn = !owes && made.status === 'incomplete'
  return isOn ? world.change('subscription', made.id, { status: 'active' }) : made
}

/** What its first invoice has to know. */
const firstOf = (params: Create, trialEnd: number | null): Parameters<typeof firstInvoice>[2] => ({
  items: params.add_invoice_items ?? [],
  trialEnd,
  behavior: params.payment_behavior ?? 'allow_incomplete',
  offSession: params.off_session ?? false,
  prorates: params.proration_behavior !== 'none',
})

/** Whether coupons or the customer's credit have left nothing of the first invoice. */
function isNothingDue(world: World, { latest_invoice: id }: Subscription): boolean {
  const invoice = typeof id === 'string' ? world.get('invoice', id) : null
  return invoice !== null && invoice.status === 'paid' && invoice.amount_due === 0
}

/** What has to be known before a subscription can be written down. */
type Terms = {
  readonly customer: ApiObjects['customer']
  readonly now: number
  /** When it begins: now, unless it is dated back. */
  readonly start: number
  readonly trialEnd: number | null
  readonly anchor: number
  readonly collection: Subscription['collection_method']
  readonly items: readonly Item[]
  readonly currency: string
  readonly id: string
  /** The schedule that begins it; then its first invoice is a draft for an hour, and it is active at once. */
  readonly schedule: string | null
}

/** When the trial ends, if there is one; a schedule's phases have seen to theirs. */
function trialOf(
  params: Create,
  {
    now,
    schedule,
    prices,
  }: {
    readonly now: number
    readonly schedule: string | null
    readonly prices: readonly ApiObjects['price'][]
  },
): number | null {
  const end = trialEndOf(params, now, prices)
  if (schedule === null && end !== null) checkTrialEnd(end, now)
  return end
}

function termsOf(world: World, params: Create, schedule: string | null): Terms {
  if (params.customer === undefined) throw missingParam('customer')
  const customer = world.get('customer', params.customer, 'customer')
  const now = world.timeOn(customer.test_clock ?? null)
  const start = params.backdate_start_date ?? now
  if (start > now)
    throw invalidRequest('backdate_start_date must be in the past.', { param: 'backdate_start_date' })
  checkClockLimit(world, customer)
  const collection = params.collection_method ?? 'charge_automatically'
  checkDaysUntilDue(collection, params.days_until_due)
  const id = world.newId('sub_1')
  const given = params.items ?? []
  const { prices, currency } = checkItems(world, given, {
    asked: params.currency,
    customer: customer.currency,
  })
  const trialEnd = trialOf(params, { now, schedule, prices })
  const anchor = anchorOf(params, now, trialEnd)
  checkAnchor(params, prices, trialEnd ?? now)
  checkIntervals(prices, params.billing_mode?.type === 'classic' ? 'classic' : 'flexible')
  const items = prices.map((price, index) => {
    const period = periodOf(anchor, intervalOf(price), now)
    const item = draftItem(world, {
      given: given[index] ?? {},
      price,
      subscription: id,
      start: start < now ? Math.max(start, period.start) : now,
      end: trialEnd ?? period.end,
      created: now,
    })
    return discountedItem(world, item, {
      asked: given[index]?.discounts,
      customer: customer.id,
      currency,
      start: now,
      path: `items[${index}][discounts]`,
    })
  })
  return { customer, now, start, trialEnd, anchor, collection, items, currency, id, schedule }
}

function checkClockLimit(world: World, customer: ApiObjects['customer']): void {
  const count = world.store.linked('customer.subscriptions', customer.id).length
  if (typeof customer.test_clock === 'string' && count >= LIMITS.testClock.subscriptionsPerCustomer)
    throw invalidRequest('You cannot create more than 3 subscriptions per customer on a test clock.', {
      code: 'test_clock_limit',
    })
}

function createSubscription(world: World, params: Create, terms: Terms): Subscription {
  const { id, now, start, trialEnd } = terms
  const ending = cancellationOf(params, terms)
  const items = terms.items.map(item => ({
    ...item,
    current_period_end: Math.min(item.current_period_end, ending.cancel_at ?? Number.POSITIVE_INFINITY),
  }))
  return world.create('subscription', {
    id,
    automatic_tax: { enabled: false },
    default_tax_rates: [],
    ...taxesOf(world, params, terms.customer),
    billing_cycle_anchor: terms.anchor,
    billing_thresholds: thresholdsOf(params.billing_thresholds, items),
    billing_mode: modeOf(params.billing_mode, now),
    ...ending,
    cancellation_details: {},
    collection_method: terms.collection,
    created: now,
    currency: terms.currency,
    customer: terms.customer.id,
    days_until_due: params.days_until_due,
    default_payment_method: methodOf(world, params.default_payment_method),
    description: params.description,
    ...connectOf(world, params),
    ...nextPending(
      world,
      { test_clock: terms.customer.test_clock ?? null },
      params.pending_invoice_item_interval,
    ),
    discounts: createDiscounts(world, params.discounts ?? [], {
      customer: terms.customer.id,
      subscription: id,
      start: now,
      currency: terms.currency,
      bought: boughtIn(world, items, terms.currency),
    }),
    invoice_settings: invoiceSettingsOf(world, params.invoice_settings),
    items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    metadata: mergeMetadata(null, params.metadata),
    payment_settings: {
      save_default_payment_method: params.payment_settings?.save_default_payment_method ?? 'off',
      payment_method_types: params.payment_settings?.payment_method_types,
    },
    schedule: terms.schedule,
    start_date: start,
    status: firstStatus(terms),
    test_clock: terms.customer.test_clock,
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: {
        missing_payment_method:
          params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      },
    },
    trial_start: trialEnd === null ? null : now,
  })
}

function taxesOf(world: World, params: Create, customer: ApiObjects['customer']): Given<Subscription> {
  const terms = taxTermsOf(world, params)
  checkLocated(world, customer, terms)
  return terms
}

/** Whose the subscription's payments are in the end. */
function connectOf(world: World, params: Create): Given<Subscription> {
  const { transfer_data: data, application_fee_percent: percent, on_behalf_of: account } = params
  if (data !== undefined) checkDestination(world, data.destination, 'transfer_data[destination]')
  return {
    application_fee_percent: percent,
    on_behalf_of: account,
    transfer_data: data && { amount_percent: data.amount_percent ?? null, destination: data.destination },
  }
}

function methodOf(world: World, id: string | undefined): string | undefined {
  return id === undefined ? undefined : paymentMethodOf(world, id, 'default_payment_method').id
}

function firstStatus({ trialEnd, collection, schedule }: Terms): Subscription['status'] {
  if (trialEnd !== null) return 'trialing'
  return collection === 'send_invoice' || schedule !== null ? 'active' : 'incomplete'
}

function cancellationOf(
  params: Create,
  { items, now }: Terms,
): Pick<Subscription, 'cancel_at' | 'cancel_at_period_end' | 'canceled_at'> {
  const atEnd = params.cancel_at_period_end === true
  if (atEnd && params.cancel_at !== undefined) throw bothEnds()
  const at = cancelTime(items, atEnd ? 'min_period_end' : params.cancel_at) ?? null
  if (at !== null && at <= now)
    throw invalidRequest('cancel_at must be in the future.', { param: 'cancel_at' })
  return { cancel_at: at, cancel_at_period_end: atEnd, canceled_at: at === null ? null : now }
}
