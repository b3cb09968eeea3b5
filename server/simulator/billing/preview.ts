import { ApiError, invalidRequest, missingParam, unsupported } from '../core/errors.ts'
import { moveTime } from '../core/imagine.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { createSchedule, liveSchedule, updateSchedule } from '../resources/subscription-schedules.ts'
import { applyUpdate } from './apply-update.ts'
import { removeItem } from './cancellation.ts'
import { asUpcoming, nextInvoice } from './next-invoice.ts'
import { pause, resume } from './pause.ts'
import { addPreviewItems } from './preview-items.ts'
import { pendingItems } from './renewal.ts'
import { advanceSchedule } from './schedules.ts'
import { subscribe } from './subscribe.ts'
import { billNow, billUsage, creditUnused } from './update-subscription.ts'

type Invoice = ApiObjects['invoice']
type Schedule = ApiObjects['subscription_schedule']
type Subscription = ApiObjects['subscription']
type Preview = EndpointParams<'POST /v1/invoices/create_preview'>
type Details = NonNullable<Preview['subscription_details']>

/**
 * The invoice that would come next. It does what would be done (a new subscription, a change, time that passes until
 * something is billed), and whoever calls takes all of it back.
 */
export function previewInvoice(world: World, params: Preview): Invoice {
  if (params.schedule !== undefined || params.schedule_details !== undefined)
    return asUpcoming(ofSchedule(world, params))
  if (params.subscription !== undefined) return asUpcoming(ofChange(world, params.subscription, params))
  if (params.customer === undefined) throw missingParam('customer')
  const { subscription_details: details } = params
  if (details?.items !== undefined) return asUpcoming(ofNew(world, params, details))
  return asUpcoming(ofChange(world, earliest(world, params.customer), params))
}

/** Nothing is going to be billed. */
const noUpcoming = (whose: string) =>
  new ApiError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for ${whose}`,
  })

/** The customer's subscription that renews first. */
function earliest(world: World, customer: string): string {
  const { id } = world.get('customer', customer, 'customer')
  const ends = world.store
    .linked('customer.subscriptions', id)
    .map(one => world.get('subscription', one))
    .filter(one => one.ended_at === null && one.status !== 'paused')
    .map(one => ({ id: one.id, at: Math.min(...one.items.data.map(item => item.current_period_end)) }))
  const [first] = ends.toSorted((a, b) => a.at - b.at)
  if (first === undefined) throw noUpcoming(`customer: ${id}`)
  return first.id
}

const invoiceOf = (world: World, { latest_invoice: id }: Subscription): Invoice =>
  world.get('invoice', id ?? '')

/** The first invoice of a subscription that begins now, was begun, or begins later. */
function ofNew(world: World, params: Preview, details: Details): Invoice {
  if (params.preview_mode === 'recurring')
    throw unsupported('preview_mode=recurring for a new subscription', 'preview_mode')
  const customer = world.get('customer', params.customer ?? '', 'customer')
  const clock = customer.test_clock ?? null
  const { billing_cycle_anchor: anchor, start_date: start, trial_end: trial } = details
  addPreviewItems(world, params.invoice_items ?? [], { customer })
  const now = world.timeOn(clock)
  if (start !== undefined) moveTime(world, clock, start)
  return invoiceOf(
    world,
    subscribe(
      world,
      present({
        ...termsOf(params, details),
        billing_cycle_anchor: anchor?.type === 'timestamp' ? anchor.timestamp : undefined,
        billing_mode: details.billing_mode,
        backdate_start_date: start !== undefined && start < now ? start : undefined,
        cancel_at: details.cancel_at ?? undefined,
        customer: customer.id,
        items: details.items?.map(({ metadata, price, price_data: data, quantity, tax_rates: rates }) =>
          present({ metadata: metadata ?? undefined, price, price_data: data, quantity, tax_rates: rates }),
        ),
        payment_behavior: 'default_incomplete' as const,
        trial_end: trial,
      }),
    ),
  )
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
  addPreviewItems(world, params.invoice_items ?? [], { customer, subscription: id })
  const after = changed(world, before, params)
  if (after.latest_invoice !== before.latest_invoice) return invoiceOf(world, after)
  if (params.preview_mode === 'recurring')
    for (const item of pendingItems(world, after)) removeItem(world, item)
  return next(world, id)
}

function next(world: World, id: string): Invoice {
  const invoice = nextInvoice(world, id)
  if (invoice === undefined) throw noUpcoming(`subscription: ${id}`)
  return invoice
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
  const { items, trial_end: trial, billing_cycle_anchor: anchor } = details
  return applyUpdate(
    world,
    before,
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

/** The next invoice of a schedule as it would be when made or changed. */
function ofSchedule(world: World, params: Preview): Invoice {
  const { schedule: id, schedule_details: details, customer } = params
  const { phases } = details ?? {}
  const asked = present({
    end_behavior: details?.end_behavior,
    phases,
    proration_behavior: details?.proration_behavior,
  })
  if (id === undefined) {
    const start = phases?.[0]?.start_date ?? 'now'
    const made = createSchedule(world, present({ ...asked, customer, start_date: start }))
    return firstOf(world, made)
  }
  const before = liveSchedule(world, id, 'preview')
  if (before.subscription === null) return firstOf(world, updateSchedule(world, before, asked))
  const { latest_invoice: latest } = world.get('subscription', before.subscription)
  updateSchedule(world, before, asked)
  const after = world.get('subscription', before.subscription)
  return after.latest_invoice === latest ? next(world, after.id) : invoiceOf(world, after)
}

/** What a schedule bills when it begins. */
function firstOf(world: World, { id, phases, test_clock: clock }: Schedule): Invoice {
  moveTime(world, clock, phases[0]?.start_date ?? 0)
  advanceSchedule(world, id)
  const { subscription } = world.get('subscription_schedule', id)
  return invoiceOf(world, world.get('subscription', subscription ?? ''))
}
