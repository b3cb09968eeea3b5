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
import { isMetered } from './usage.ts'

type Subscription = ApiObjects['subscription']
type Create = EndpointParams<'POST /v1/subscriptions'>

type First = {
  /** What is billed beside the subscription's items. */
  readonly items: NonNullable<Create['add_invoice_items']>
  readonly trialEnd: number | null
  readonly behavior: string
  readonly offSession: boolean
  /** Whether parts of a period are billed. */
  readonly prorates: boolean
}

/**
 * Whether a new subscription has nothing to bill yet: what is metered is billed afterwards, and an invoice without lines
 * is not made. In the classic mode it is, with lines of zero.
 * Source: docs.stripe.com/changelog/basil/2025-06-30/billing-mode.
 */
export const owesNothing = (world: World, subscription: Subscription, params: Create): boolean =>
  !isClassic(subscription) &&
  subscription.items.data.every(isMetered) &&
  billsNothingBesides(world, subscription, params)

/** Whether a new subscription bills its items alone. */
export const billsNothingBesides = (
  world: World,
  subscription: Subscription,
  { add_invoice_items: more }: Create,
): boolean => (more ?? []).length === 0 && pendingItems(world, subscription).length === 0

const isClassic = ({ billing_mode: mode }: Subscription): boolean => mode.type === 'classic'

/** Bills what a new subscription owes at once, and collects it as asked. */
export function firstInvoice(
  world: World,
  subscription: Subscription,
  { items, trialEnd, behavior, offSession, prorates }: First,
): void {
  const all = subscription.items.data
  const licensed = all.filter(item => !isMetered(item))
  const now = world.timeOn(subscription.test_clock)
  addExtras(world, subscription, items)
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
            waived: !prorates && (start < now || end - start < whole),
          }),
        ),
      ),
      ...(isClassic(subscription) ? all.filter(isMetered) : []).map(item =>
        itemLine(world, subscription.id, {
          item: { ...item, quantity: 0 },
          amount: 0,
          start: item.current_period_start,
          end: item.current_period_end,
        }),
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
