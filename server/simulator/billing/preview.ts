import { invalidRequest, missingParam } from '../core/errors.ts'
import { moveTime } from '../core/imagine.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { applyUpdate } from './apply-update.ts'
import { billUsage } from './bill-usage.ts'
import { changeMode } from './billing-mode.ts'
import { removeItem } from './cancellation.ts'
import { asUpcoming } from './next-invoice.ts'
import { createOneOff } from './one-off.ts'
import { pause, resume } from './pause.ts'
import { addPreviewItems } from './preview-items.ts'
import { latestOf, noUpcoming, upcoming } from './preview-next.ts'
import { partiesOf, previewCustomer } from './preview-parties.ts'
import { ofSchedule } from './preview-schedule.ts'
import { pendingItems } from './renewal.ts'
import { subscribe } from './subscribe.ts'
import { billNow, creditUnused } from './update-subscription.ts'

type Invoice = ApiObjects['invoice']
type Subscription = ApiObjects['subscription']
type Preview = EndpointParams<'POST /v1/invoices/create_preview'>
type Details = NonNullable<Preview['subscription_details']>

/**
 * The invoice that would come next. It does what would be done (a new subscription, a change, time that passes until
 * something is billed), and whoever calls takes all of it back.
 */
export function previewInvoice(world: World, params: Preview): Invoice {
  const { customer, made } = previewCustomer(world, params)
  const invoice = asUpcoming(comingInvoice(world, params, customer))
  if (params.currency !== undefined && params.currency.toLowerCase() !== invoice.currency)
    throw invalidRequest(`This can only be previewed in its own currency: ${invoice.currency}.`, {
      param: 'currency',
    })
  return { ...invoice, ...(made ? { customer: null } : {}), ...partiesOf(world, params) }
}

function comingInvoice(world: World, params: Preview, customer: string | undefined): Invoice {
  const { subscription_details: details } = params
  if (params.schedule !== undefined || params.schedule_details !== undefined)
    return ofSchedule(world, params, customer)
  if (params.subscription !== undefined) return ofChange(world, params.subscription, params)
  if (customer === undefined) throw missingParam('customer')
  if (details?.items !== undefined)
    return ofNew(world, params, { details, customer: world.get('customer', customer) })
  const first = earliest(world, customer)
  if (first !== undefined) return ofChange(world, first, params)
  if (params.invoice_items === undefined) throw noUpcoming(`customer: ${customer}`)
  return ofItems(world, params, world.get('customer', customer))
}

/** The customer's subscription that renews first. */
function earliest(world: World, customer: string): string | undefined {
  const ends = world.store
    .linked('customer.subscriptions', customer)
    .map(one => world.get('subscription', one))
    .filter(one => one.ended_at === null && one.status !== 'paused')
    .map(one => ({ id: one.id, at: Math.min(...one.items.data.map(item => item.current_period_end)) }))
  const [first] = ends.toSorted((a, b) => a.at - b.at)
  return first?.id
}

/** An invoice of nothing but what waits for it and what is told. */
function ofItems(world: World, params: Preview, customer: ApiObjects['customer']): Invoice {
  addPreviewItems(world, params.invoice_items ?? [], { customer, currency: params.currency })
  return createOneOff(
    world,
    present({
      automatic_tax: params.automatic_tax,
      currency: params.currency,
      customer: customer.id,
      discounts: params.discounts,
      pending_invoice_items_behavior: 'include' as const,
    }),
  )
}

/** The first invoice of a subscription that begins now, was begun, or begins later. */
function ofNew(
  world: World,
  params: Preview,
  { details, customer }: { readonly details: Details; readonly customer: ApiObjects['customer'] },
): Invoice {
  const clock = customer.test_clock ?? null
  const { billing_cycle_anchor: anchor, start_date: start, trial_end: trial } = details
  addPreviewItems(world, params.invoice_items ?? [], { customer, currency: params.currency })
  const now = world.timeOn(clock)
  if (start !== undefined) moveTime(world, clock, start)
  const made = subscribe(
    world,
    present({
      ...termsOf(params, details),
      billing_cycle_anchor: anchor?.type === 'timestamp' ? anchor.timestamp : undefined,
      billing_mode: details.billing_mode,
      backdate_start_date: start !== undefined && start < now ? start : undefined,
      cancel_at: details.cancel_at ?? undefined,
      currency: params.currency,
      customer: customer.id,
      items: details.items?.map(
        ({ discounts, metadata, price, price_data: data, quantity, tax_rates: rates }) =>
          present({
            discounts,
            metadata: metadata ?? undefined,
            price,
            price_data: data,
            quantity,
            tax_rates: rates,
          }),
      ),
      payment_behavior: 'default_incomplete' as const,
      trial_end: trial,
    }),
  )
  return params.preview_mode === 'recurring' ? recurring(world, made) : latestOf(world, made)
}

/** What a new subscription bills once it is paid for and goes on. */
function recurring(world: World, { id, status }: Subscription): Invoice {
  if (status === 'incomplete') world.change('subscription', id, { status: 'active' })
  return upcoming(world, id)
}

/** What is said of a new subscription as of one that there is. */
const termsOf = (params: Preview, details: Details) => ({
  automatic_tax: params.automatic_tax,
  cancel_at: details.cancel_at,
  cancel_at_period_end: details.cancel_at_period_end,
  default_tax_rates: details.default_tax_rates,
  discounts: params.discounts,
  metadata: details.metadata,
  proration_behavior: details.proration_behavior,
})

/** The next invoice of a subscription, after what is asked was done to it. */
function ofChange(world: World, id: string, params: Preview): Invoice {
  const before = world.get('subscription', id, 'subscription')
  if (params.customer !== undefined && params.customer !== before.customer)
    throw invalidRequest('The subscription belongs to another customer.', { param: 'customer' })
  const customer = world.get('customer', before.customer)
  addPreviewItems(world, params.invoice_items ?? [], {
    customer,
    subscription: id,
    currency: params.currency,
  })
  const after = changed(world, before, params)
  if (after.latest_invoice !== before.latest_invoice) return latestOf(world, after)
  if (params.preview_mode === 'recurring')
    for (const item of pendingItems(world, after)) removeItem(world, item)
  return upcoming(world, id)
}

function changed(world: World, before: Subscription, params: Preview): Subscription {
  const details = params.subscription_details ?? {}
  if (details.cancel_now === true) return canceled(world, before, details.proration_behavior)
  if (details.resume_at !== undefined)
    return resume(
      world,
      before,
      present({
        proration_behavior: details.proration_behavior,
        proration_date: details.proration_date,
      }),
    )
  const { bill_for: bills, invoicing_behavior: invoicing, type } = details.pause ?? {}
  if ([bills, invoicing, type].some(value => value !== undefined))
    return pause(world, before, present({ bill_for: bills, invoicing_behavior: invoicing, type }))
  const { items, trial_end: trial, billing_cycle_anchor: anchor, billing_mode: mode } = details
  if (anchor?.type === 'timestamp')
    throw invalidRequest(
      'Of a subscription that there is, billing_cycle_anchor may be `now` or `unchanged`.',
      {
        param: 'subscription_details[billing_cycle_anchor]',
      },
    )
  return applyUpdate(
    world,
    mode === undefined ? before : changeMode(world, before, mode),
    present({
      ...termsOf(params, details),
      billing_cycle_anchor: anchor,
      items,
      proration_behavior:
        params.preview_mode === 'recurring' ? ('none' as const) : details.proration_behavior,
      proration_date: details.proration_date,
      trial_end: trial,
    }),
  )
}

/** What is billed when a subscription is canceled with a last invoice. */
function canceled(world: World, before: Subscription, behavior: Details['proration_behavior']): Subscription {
  if (behavior !== 'none') creditUnused(world, before)
  billUsage(world, before)
  if (billNow(world, before) === undefined) throw noUpcoming(`subscription: ${before.id}`)
  return world.get('subscription', before.id)
}
