import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { payInvoice } from './collect.ts'
import { applies } from './discounts.ts'
import { finalizeByItself } from './finalize-asked.ts'
import { createInvoice, DRAFT_SECONDS } from './invoicing.ts'
import { useDiscounts } from './item-discounts.ts'
import { invoiceItemLine, itemLine } from './lines.ts'
import { intervalOf, periodOf } from './periods.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { paymentOf } from './settle.ts'
import { endsWithoutCard } from './trial-end.ts'
import { putOff } from './unheard.ts'
import { type Accrued, accruedOf, isMetered } from './usage.ts'
import { voidInvoice } from './void-invoice.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']

/** A subscription's billing date: items whose period ended begin the next one and are billed for it. */
export function renew(world: World, id: string): void {
  const before = world.get('subscription', id)
  const now = world.timeOn(before.test_clock)
  if (before.status === 'incomplete' || endsWithoutCard(world, before)) return
  const { items, due } = rolledItems(before, now)
  const ended = before.status === 'trialing'
  const subscription = changeSubscription(world, id, {
    items: { ...before.items, data: items },
    ...(ended ? { status: 'active' } : {}),
  })
  scheduleRenewal(world, subscription)
  if (due.length > 0) bill(world, subscription, ended ? due.map(afterTrial) : due)
}

/** An item in its new period, and the period that ended; `free`: that was a trial. */
export type Due = { readonly item: Item; readonly past: Item; readonly free?: true }

/** What was used in a trial costs nothing. */
export const afterTrial = (due: Due): Due => ({ ...due, free: true })

/** The items at a time: those whose period has ended are in their next one, and due. */
export function rolledItems(
  subscription: Subscription,
  now: number,
): { readonly items: readonly Item[]; readonly due: readonly Due[] } {
  const due: Due[] = []
  const items = subscription.items.data.map(item => {
    if (item.current_period_end > now) return item
    const rolled = rolledOn(subscription, item)
    due.push({ item: rolled, past: item })
    return rolled
  })
  return { items, due }
}

function rolledOn(subscription: Subscription, item: Item): Item {
  const start = item.current_period_end
  const { end } = periodOf(subscription.billing_cycle_anchor, intervalOf(item.price), start)
  const last = subscription.cancel_at ?? Number.POSITIVE_INFINITY
  return { ...item, current_period_start: start, current_period_end: Math.min(end, last) }
}

/** How long an item's present period would be if nothing cut it short, in seconds. */
export function naturalLength(subscription: Subscription, item: Item): number {
  const { start, end } = periodOf(
    subscription.billing_cycle_anchor,
    intervalOf(item.price),
    item.current_period_start,
  )
  return end - start
}

/** Licensed items are billed ahead, metered ones for what was used since they had their price, if that was a time. */
export function dueLines(
  world: World,
  subscription: Subscription,
  { item, past, free }: Due,
): readonly ApiObjects['line_item'][] {
  const metered = isMetered(item)
  const { current_period_start: start, current_period_end: end } = metered ? past : item
  if (!metered)
    return [itemLine(world, subscription.id, { item, start, end, whole: naturalLength(subscription, item) })]
  const accrued = accruedOf(world, subscription, { item, start, end })
  if (accrued.from >= end) return []
  return [usageLine(world, subscription, { item, start: accrued.from, end, accrued, free })]
}

/** The line that bills what was used. */
export const usageLine = (
  world: World,
  { id }: Subscription,
  { item, start, end, accrued: { units, amount }, free = false }: Used,
): ApiObjects['line_item'] =>
  itemLine(world, id, { item: { ...item, quantity: units }, amount, start, end, free })

type Used = {
  readonly item: Item
  readonly start: number
  readonly end: number
  readonly accrued: Accrued
  readonly free?: boolean | undefined
}

/** Makes the invoice for items whose next period has begun, with what came up in the last one; a last one has no next. */
export function bill(world: World, subscription: Subscription, due: readonly Due[]): ApiObjects['invoice'] {
  const last = due.length > 0 ? due.map(({ past }) => past) : subscription.items.data
  const from = Math.min(...last.map(item => item.current_period_start))
  const pending = pendingItems(world, subscription)
  return billPeriod(world, subscription, {
    pending,
    lines: [
      ...pending.map(item => invoiceItemLine(world, item)),
      ...due.flatMap(one => dueLines(world, subscription, one)),
    ],
    reason: 'subscription_cycle',
    start: from,
  })
}

/** What a subscription bills by itself. */
type Period = {
  readonly lines: readonly ApiObjects['line_item'][]
  /** What waited, and is among the lines. */
  readonly pending: readonly ApiObjects['invoiceitem'][]
  readonly reason: 'subscription_cycle' | 'subscription_threshold'
  readonly start: number
  readonly why?: ApiObjects['invoice']['threshold_reason']
}

/** Makes an invoice that a subscription makes by itself: a draft for an hour, then opened and charged. */
export function billPeriod(world: World, subscription: Subscription, period: Period): ApiObjects['invoice'] {
  const clock = subscription.test_clock
  const now = world.timeOn(clock)
  const invoice = createInvoice(world, {
    customer: subscription.customer,
    subscription,
    lines: period.lines,
    reason: period.reason,
    period: { start: period.start, end: now },
    collection: subscription.collection_method,
    daysUntilDue: subscription.days_until_due,
    currency: subscription.currency,
    discounts: subscription.discounts.filter(id => applies(world, id, now)),
    autoAdvance: subscription.status !== 'unpaid',
    more: {
      automatically_finalizes_at: now + DRAFT_SECONDS,
      metadata: {},
      default_payment_method: null,
      ...(period.why === undefined ? {} : { threshold_reason: period.why }),
    },
  })
  for (const item of period.pending) world.change('invoiceitem', item.id, { invoice: invoice.id })
  useDiscounts(world, subscription.id, invoice)
  if (subscription.status === 'unpaid' || isPaused(world, subscription, invoice.id)) return invoice
  world.schedule({ at: now + DRAFT_SECONDS, clock, action: 'invoice.finalize', target: invoice.id })
  return invoice
}

/** While collection is paused an invoice stays a draft, or is opened only to be given up. */
function isPaused(world: World, { pause_collection: pause }: Subscription, invoice: string): boolean {
  if (pause === null) return false
  world.change('invoice', invoice, { auto_advance: false, automatically_finalizes_at: null })
  if (pause.behavior === 'void') {
    finalizeByItself(world, invoice)
    voidInvoice(world, invoice)
  }
  if (pause.behavior === 'mark_uncollectible') {
    finalizeByItself(world, invoice)
    const given = world.change('invoice', invoice, { status: 'uncollectible' })
    world.emit('invoice.marked_uncollectible', given)
  }
  return true
}

/** A pause of collection is over. */
export function collectAgain(world: World, id: string): void {
  if (world.find('subscription', id)?.pause_collection)
    changeSubscription(world, id, { pause_collection: null })
}

/** Tells that a trial is about to end. */
export function trialWillEnd(world: World, id: string): void {
  const subscription = world.find('subscription', id)
  if (subscription?.status === 'trialing') world.emit('customer.subscription.trial_will_end', subscription)
}

/** Invoice items of the customer that wait for the subscription's next invoice. */
export function pendingItems(
  world: World,
  subscription: { readonly customer: string; readonly id: string },
): readonly ApiObjects['invoiceitem'][] {
  return world.store
    .linked('customer.invoiceitems', subscription.customer)
    .map(id => world.find('invoiceitem', id))
    .filter(item => item !== undefined)
    .filter(
      item =>
        item.invoice === null &&
        (item.parent?.subscription_details?.subscription ?? subscription.id) === subscription.id,
    )
}

/** A draft's hour is over: it is opened and charged. */
export function finalizeDue(world: World, id: string): void {
  const invoice = world.find('invoice', id)
  if (invoice?.status !== 'draft' || putOff(world, invoice)) return
  const open = finalizeByItself(world, id)
  if (open.status === 'open' && open.collection_method === 'charge_automatically')
    payInvoice(world, id, { offSession: true })
  if (open.status === 'open' && open.collection_method === 'send_invoice')
    world.emit('invoice.sent', world.get('invoice', id))
}

/** A failed renewal is tried again. */
export function retry(world: World, id: string): void {
  if (world.find('invoice', id)?.status === 'open') payInvoice(world, id, { offSession: true })
}

/** A subscription whose first invoice stayed unpaid for 23 hours is over. */
export function expireIncomplete(world: World, id: string): void {
  const subscription = world.get('subscription', id)
  if (subscription.status !== 'incomplete') return
  const payment =
    subscription.latest_invoice === null ? undefined : paymentOf(world, subscription.latest_invoice)
  const intent = payment?.payment.payment_intent
  if (intent !== undefined && world.find('payment_intent', intent)?.status === 'processing') return
  world.unschedule(subscription.test_clock, id)
  const { latest_invoice: latest } = subscription
  if (latest !== null) voidInvoice(world, latest)
  changeSubscription(world, id, {
    status: 'incomplete_expired',
    ended_at: world.timeOn(subscription.test_clock),
  })
}
