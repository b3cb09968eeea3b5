import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { refusalError } from '../money/confirm.ts'
import { methodFor, noMethod, payInvoice } from './collect.ts'
import { addExtras } from './extras.ts'
import { createInvoice, DRAFT_SECONDS, finalizeInvoice } from './invoicing.ts'
import { useDiscounts } from './item-discounts.ts'
import { invoiceItemLine, itemLine } from './lines.ts'
import { intervalOf, periodOf } from './periods.ts'
import { pendingItems } from './renewal.ts'

type Subscription = ApiObjects['subscription']
type Create = EndpointParams<'POST /v1/subscriptions'>

type First = {
  readonly params: Create
  readonly trialEnd: number | null
  readonly behavior: string
  readonly offSession: boolean
}

/** Bills what a new subscription owes at once, and collects it as asked. */
export function firstInvoice(
  world: World,
  subscription: Subscription,
  { params, trialEnd, behavior, offSession }: First,
): void {
  const licensed = subscription.items.data.filter(item => item.price.recurring?.usage_type !== 'metered')
  const now = world.timeOn(subscription.test_clock)
  addExtras(world, subscription, params.add_invoice_items ?? [])
  const pending = pendingItems(world, subscription)
  const invoice = createInvoice(world, {
    customer: subscription.customer,
    subscription,
    lines: [
      ...pending.map(item => invoiceItemLine(world, item)),
      ...licensed.flatMap(item =>
        periodsOf(subscription, item).map(({ start, end, whole }) =>
          itemLine(world, subscription.id, {
            item,
            start,
            end,
            whole,
            free: trialEnd !== null,
            waived: params.proration_behavior === 'none' && (start < now || end - start < whole),
          }),
        ),
      ),
    ],
    reason: 'subscription_create',
    period: { start: subscription.start_date, end: now },
    collection: subscription.collection_method,
    daysUntilDue: subscription.days_until_due,
    currency: subscription.currency,
    discounts: subscription.discounts,
    autoAdvance: subscription.collection_method === 'charge_automatically',
  })
  for (const item of pending) world.change('invoiceitem', item.id, { invoice: invoice.id })
  if (trialEnd === null) useDiscounts(world, subscription.id, invoice)
  const waits = subscription.collection_method === 'send_invoice' || subscription.schedule !== null
  if (waits && invoice.total > 0) {
    world.change('invoice', invoice.id, {
      automatically_finalizes_at: now + DRAFT_SECONDS,
      auto_advance: true,
    })
    world.schedule({
      at: now + DRAFT_SECONDS,
      clock: subscription.test_clock,
      action: 'invoice.finalize',
      target: invoice.id,
    })
    return
  }
  const open = finalizeInvoice(world, invoice.id)
  if (open.status !== 'open') return
  collectFirst(world, subscription, { invoice: open.id, behavior, offSession })
}

/**
 * The times that a first invoice bills an item for: from the day to which the subscription is dated back, each natural
 * period of its own, to the end of the present one.
 */
function periodsOf(
  subscription: Subscription,
  item: ApiObjects['subscription_item'],
): { readonly start: number; readonly end: number; readonly whole: number }[] {
  const { billing_cycle_anchor: anchor, start_date: first } = subscription
  const periods = []
  for (let start = Math.min(first, item.current_period_start); start < item.current_period_end; ) {
    const natural = periodOf(anchor, intervalOf(item.price), start)
    const end = Math.min(natural.end, item.current_period_end)
    periods.push({ start, end, whole: natural.end - natural.start })
    start = end
  }
  return periods
}

function collectFirst(
  world: World,
  subscription: Subscription,
  how: { readonly invoice: string; readonly behavior: string; readonly offSession: boolean },
): void {
  const { test_clock: clock, id } = subscription
  world.schedule({
    at: subscription.created + 23 * 3600,
    clock,
    action: 'subscription.expire',
    target: id,
  })
  if (how.behavior === 'default_incomplete') return
  if (methodFor(world, world.get('invoice', how.invoice)) === null) throw noMethod()
  const attempt = payInvoice(world, how.invoice, { offSession: how.offSession })
  if (how.behavior !== 'error_if_incomplete' || attempt === undefined) return
  if (attempt.refusal !== undefined) throw refusalError(attempt.refusal, false)
  if (attempt.intent.status === 'requires_action')
    throw refusalError(
      {
        code: 'subscription_payment_intent_requires_action',
        message:
          'Payment for this subscription requires additional user action before it can be completed successfully.',
      },
      false,
    )
}
