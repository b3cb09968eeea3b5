import { invalidRequest } from '../core/errors.ts'
import { imagine } from '../core/imagine.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { type Changes, mergeMetadata, type World } from '../core/world.ts'
import { paymentMethodOf } from '../resources/payment-methods.ts'
import { changeSubscription, ENDED } from '../resources/subscription-status.ts'
import { checkLocated, taxTermsOf } from '../tax/terms.ts'
import { boughtIn } from './bought.ts'
import { cancellationOf, prorateEnd } from './cancellation.ts'
import { checkDaysUntilDue } from './days-until-due.ts'
import { createDiscounts, type Discounted, dropDiscounts } from './discounts.ts'
import { addExtras } from './extras.ts'
import { invoiceSettingsOf } from './invoice-settings.ts'
import { keepInPhase } from './keep-in-phase.ts'
import { nextPending, planPending } from './pending-interval.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { destinationOf } from './schedule-settings.ts'
import { thresholdsOf } from './thresholds.ts'
import { moveTrial } from './trials.ts'
import { updatedItems } from './update-items.ts'
import { changeItems } from './update-subscription.ts'

type Subscription = ApiObjects['subscription']
type Update = EndpointParams<'POST /v1/subscriptions/{id}'>

/** A subscription with a schedule does what the schedule says. */
export function checkUnscheduled({ schedule }: Subscription, what: string): void {
  if (schedule !== null)
    throw invalidRequest(
      `The subscription is managed by the subscription schedule \`${schedule}\`, and ${what} directly is not allowed. Please update the schedule instead.`,
    )
}

/** An ended subscription keeps what it was, but for words. */
function checkChangeable(subscription: Subscription, params: Update): void {
  const words = new Set(['metadata', 'cancellation_details', 'expand'])
  if (ENDED.has(subscription.status) && Object.keys(params).some(name => !words.has(name)))
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.')
  if (params.cancel_at !== undefined || params.cancel_at_period_end !== undefined)
    checkUnscheduled(subscription, 'updating any cancelation behavior')
}

/** Changes a subscription as a request asks. */
export function applyUpdate(world: World, before: Subscription, params: Update): Subscription {
  checkChangeable(before, params)
  const after = changeSubscription(world, before.id, {
    ...cancellationOf(world, before, params),
    ...detailsOf(before, params),
    ...paymentOf(world, before, params),
    ...connectOf(world, params),
    ...taxesOf(world, before, params),
    billing_thresholds: thresholdsOf(params.billing_thresholds, before.items.data),
    description: params.description,
    invoice_settings: invoiceSettingsOf(world, params.invoice_settings, before.invoice_settings),
    discounts: discountsOf(world, before, params),
    metadata: mergeMetadata(before.metadata, params.metadata),
    pause_collection: pauseOf(params.pause_collection),
    ...nextPending(world, before, params.pending_invoice_item_interval),
    trial_settings: trialSettingsOf(before, params.trial_settings),
  })
  if (after.cancel_at !== before.cancel_at) {
    prorateEnd(world, after, { past: before.cancel_at, behavior: params.proration_behavior })
    scheduleRenewal(world, after)
  }
  if (params.pause_collection !== undefined) scheduleResumption(world, after)
  if (params.pending_invoice_item_interval !== undefined) planPending(world, after)
  addExtras(world, after, params.add_invoice_items ?? [])
  const { trial_end: end, proration_behavior: behavior } = params
  if (end !== undefined) moveTrial(world, after, { end, behavior })
  const changed = changeTerms(world, world.get('subscription', before.id), params)
  keepInPhase(world, before, changed)
  return changed
}

/** Changes what is billed, or from when, when the request says so. */
function changeTerms(world: World, before: Subscription, params: Update): Subscription {
  const { items, proration_behavior: behavior, proration_date: date, payment_behavior: payment } = params
  const { off_session: offSession } = params
  const anchor = params.billing_cycle_anchor?.type === 'now' ? 'now' : undefined
  if (items === undefined && anchor === undefined) return before
  return changeItems(world, before, {
    items: items ?? [],
    behavior,
    date,
    payment,
    anchor,
    offSession,
  })
}

function detailsOf(before: Subscription, { cancellation_details: details }: Update): Changes<Subscription> {
  if (details === undefined) return {}
  return {
    cancellation_details: {
      feedback_option: null,
      reason: before.cancellation_details?.reason ?? null,
      comment: details.comment ?? null,
      feedback: details.feedback ?? null,
    },
  }
}

function trialSettingsOf(
  { trial_settings: before }: Subscription,
  given: Update['trial_settings'],
): Subscription['trial_settings'] | undefined {
  const missing = given?.end_behavior.missing_payment_method
  if (missing === undefined) return undefined
  const anchor = before?.end_behavior.billing_cycle_anchor ?? null
  return { end_behavior: { billing_cycle_anchor: anchor, missing_payment_method: missing } }
}

/** What a change says about the ways to pay. */
function paymentOf(world: World, before: Subscription, params: Update): Changes<Subscription> {
  const { default_payment_method: method, payment_settings: settings } = params
  const collection = params.collection_method ?? before.collection_method
  checkDaysUntilDue(collection, params.days_until_due, before.days_until_due)
  return {
    collection_method: params.collection_method,
    days_until_due: collection === 'charge_automatically' ? null : params.days_until_due,
    default_payment_method: method && paymentMethodOf(world, method, 'default_payment_method').id,
    payment_settings: settings && {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: null,
      ...before.payment_settings,
      ...present({
        payment_method_types: settings.payment_method_types,
        save_default_payment_method: settings.save_default_payment_method,
      }),
    },
  }
}

function taxesOf(world: World, before: Subscription, params: Update): Changes<Subscription> {
  const terms = taxTermsOf(world, params)
  checkLocated(world, world.get('customer', before.customer), terms)
  return terms
}

function connectOf(world: World, params: Update): Changes<Subscription> {
  return {
    application_fee_percent: params.application_fee_percent,
    on_behalf_of: params.on_behalf_of,
    transfer_data: destinationOf(world, params.transfer_data, ''),
  }
}

function discountsOf(
  world: World,
  before: Subscription,
  { discounts: given, items }: Update,
): readonly string[] | undefined {
  if (given === undefined || given?.length === 0) return undefined
  const { customer, id: subscription, currency } = before
  const start = world.timeOn(before.test_clock)
  const bought = boughtAfter(world, before, items)
  const after = createDiscounts(world, given ?? [], { customer, subscription, currency, start, bought })
  dropDiscounts(world, before.discounts, after)
  return after
}

/** What a subscription costs once its items are changed as asked: a code's minimum is of what is bought then. */
function boughtAfter(world: World, before: Subscription, items: Update['items']): Discounted['bought'] {
  const { currency } = before
  if (items === undefined) return boughtIn(world, before.items.data, currency)
  const change = { items, prorates: false, at: world.timeOn(before.test_clock) }
  return imagine(world, () => boughtIn(world, updatedItems(world, before, change).items, currency))
}

/** What is done with invoices while collection is paused. */
function pauseOf(given: Update['pause_collection']): Subscription['pause_collection'] | undefined {
  return given && { behavior: given.behavior, resumes_at: given.resumes_at ?? null }
}

/** Has a pause of collection end when it was told to. */
function scheduleResumption(
  world: World,
  { id, pause_collection: pause, test_clock: clock }: Subscription,
): void {
  world.unschedule(clock, id, 'subscription.collect_again')
  if (pause?.resumes_at)
    world.schedule({ at: pause.resumes_at, clock, action: 'subscription.collect_again', target: id })
}
