import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { Changes, World } from '../core/world.ts'
import { createInvoice, DRAFT_SECONDS } from './invoicing.ts'
import { invoiceItemLine } from './lines.ts'
import { addIntervals, intervalOf } from './periods.ts'
import { pendingItems } from './renewal.ts'

type Subscription = ApiObjects['subscription']
type Given = EndpointParams<'POST /v1/subscriptions/{id}'>['pending_invoice_item_interval']

/** How often what waits for the next invoice is billed apart, and when it is next. */
export function nextPending(
  world: World,
  clock: Pick<Subscription, 'test_clock'>,
  given: Given,
): Changes<Subscription> {
  if (given === undefined) return {}
  if (given === null) return { pending_invoice_item_interval: null, next_pending_invoice_item_invoice: null }
  const { interval, interval_count = 1 } = given
  const by = intervalOf({ recurring: { interval, interval_count } })
  return {
    pending_invoice_item_interval: { interval, interval_count },
    next_pending_invoice_item_invoice: addIntervals(world.timeOn(clock.test_clock), by, 1),
  }
}

/** Has pending items billed when their time comes. */
export function planPending(world: World, subscription: Subscription): void {
  const { id: target, test_clock: clock, next_pending_invoice_item_invoice: at } = subscription
  world.unschedule(clock, target, 'subscription.bill_pending')
  if (at !== null) world.schedule({ at, clock, action: 'subscription.bill_pending', target })
}

/** Bills what waits for the subscription's next invoice, and sets the next time. */
export function billPending(world: World, id: string): void {
  const before = world.find('subscription', id)
  if (before === undefined || before.ended_at !== null || before.pending_invoice_item_interval === null)
    return
  const after = world.change(
    'subscription',
    id,
    nextPending(world, before, before.pending_invoice_item_interval),
  )
  planPending(world, after)
  const pending = pendingItems(world, after)
  if (pending.length === 0) return
  const now = world.timeOn(after.test_clock)
  const invoice = createInvoice(world, {
    customer: after.customer,
    subscription: after,
    lines: pending.map(item => invoiceItemLine(world, item)),
    reason: 'automatic_pending_invoice_item_invoice',
    period: { start: now, end: now },
    collection: after.collection_method,
    daysUntilDue: after.days_until_due,
    currency: after.currency,
    autoAdvance: true,
    more: { automatically_finalizes_at: now + DRAFT_SECONDS },
  })
  for (const item of pending) world.change('invoiceitem', item.id, { invoice: invoice.id })
  world.schedule({
    at: now + DRAFT_SECONDS,
    clock: after.test_clock,
    action: 'invoice.finalize',
    target: invoice.id,
  })
}
