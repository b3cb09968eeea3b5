import { missingParam } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { refusalError } from '../money/confirm.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { payInvoice } from './collect.ts'
import { applies } from './discounts.ts'
import { createInvoice, finalizeInvoice } from './invoicing.ts'
import { useDiscounts } from './item-discounts.ts'
import { invoiceItemLine } from './lines.ts'
import { applyHeld, dropHeld, holdUpdate } from './pending-update.ts'
import { prorate } from './prorate.ts'
import { type Due, dueLines, pendingItems } from './renewal.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { type Changed, type ItemChange, updatedItems } from './update-items.ts'
import { voidInvoice } from './void-invoice.ts'

type Subscription = ApiObjects['subscription']
type Update = EndpointParams<'POST /v1/subscriptions/{id}'>

/** What a change of items asks for. */
type Asked = {
  readonly items: readonly ItemChange[]
  readonly behavior?: Update['proration_behavior'] | undefined
  readonly date?: number | undefined
  readonly payment?: Update['payment_behavior']
  readonly anchor?: 'now' | undefined
  readonly offSession?: boolean | undefined
}

/** Changes items as asked and bills or credits the difference as the proration behaviour says. */
export function changeItems(world: World, before: Subscription, asked: Asked): Subscription {
  const { behavior = 'create_prorations', offSession = false } = asked
  const at = asked.date ?? world.timeOn(before.test_clock)
  const prorates = behavior !== 'none' && before.status !== 'trialing'
  const { items, anchor, due } = updatedItems(world, before, {
    items: asked.items,
    prorates,
    at,
    anchor: asked.anchor,
  })
  const now = { due, payment: asked.payment, offSession }
  const bills = due.length > 0 || (behavior === 'always_invoice' && prorates)
  if (bills && asked.payment === 'pending_if_incomplete')
    billThenChange(world, before, { items, anchor, now })
  else {
    const data = { ...before.items, data: items }
    const after = changeSubscription(world, before.id, { items: data, billing_cycle_anchor: anchor })
    scheduleRenewal(world, after)
    if (bills) billNow(world, after, now)
  }
  return world.get('subscription', before.id)
}

/** Keeps a change back until its invoice is paid. */
function billThenChange(
  world: World,
  before: Subscription,
  { items, anchor, now }: Omit<Changed, 'due'> & { readonly now: Now },
): void {
  holdUpdate(world, before, { items, anchor })
  const held = { ...before, billing_cycle_anchor: anchor ?? before.billing_cycle_anchor }
  const invoice = billNow(world, held, now)
  if (invoice?.status !== 'open') applyHeld(world, world.get('subscription', before.id))
}

/** What is billed at once beside what waits, and how it is to be paid. */
type Now = {
  readonly due?: readonly Due[]
  readonly payment?: Update['payment_behavior'] | undefined
  readonly offSession?: boolean
}

/** Bills what waits for the subscription's next invoice at once, with the periods that begin now. */
export function billNow(
  world: World,
  subscription: Subscription,
  { due = [], payment, offSession = true }: Now = {},
): ApiObjects['invoice'] | undefined {
  const pending = pendingItems(world, subscription)
  const lines = [
    ...pending.map(item => invoiceItemLine(world, item)),
    ...due.flatMap(one => dueLines(world, subscription, one)),
  ]
  if (lines.length === 0) return undefined
  const now = world.timeOn(subscription.test_clock)
  const draft = createInvoice(world, {
    customer: subscription.customer,
    subscription,
    lines,
    reason: 'subscription_update',
    period: { start: now, end: now },
    collection: subscription.collection_method,
    daysUntilDue: subscription.days_until_due,
    currency: subscription.currency,
    discounts: subscription.discounts.filter(id => applies(world, id, now)),
    autoAdvance: true,
  })
  for (const item of pending) world.change('invoiceitem', item.id, { invoice: draft.id })
  if (due.length > 0) useDiscounts(world, subscription.id, draft)
  const open = finalizeInvoice(world, draft.id)
  if (open.status !== 'open' || open.collection_method !== 'charge_automatically') return open
  if (payment === 'default_incomplete') changeSubscription(world, subscription.id, { status: 'past_due' })
  else collect(world, open.id, { offSession, strict: payment === 'error_if_incomplete' })
  return world.get('invoice', open.id)
}

/** Charges an invoice; `strict`: what cannot be paid at once is refused with all that led to it. */
function collect(
  world: World,
  invoice: string,
  { offSession, strict }: { readonly offSession: boolean; readonly strict: boolean },
): void {
  const attempt = payInvoice(world, invoice, { offSession })
  if (!strict || attempt === undefined) return
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

/** An update whose invoice was not paid in time is forgotten, and the invoice void. */
export function expireUpdate(world: World, id: string): void {
  const subscription = world.find('subscription', id)
  if (subscription === undefined || subscription.pending_update === null) return
  if (subscription.latest_invoice !== null) voidInvoice(world, subscription.latest_invoice)
  dropHeld(world, subscription)
}

/** A resumption whose invoice was not paid in time does not happen: the invoice is void, the billing date as before. */
export function expireResumption(world: World, id: string): void {
  const subscription = world.find('subscription', id)
  if (subscription?.status !== 'paused') return
  if (subscription.latest_invoice !== null) voidInvoice(world, subscription.latest_invoice)
  const past = world.store.get('hidden.resumption', id)?.row
  if (past === undefined) return
  const { billing_cycle_anchor, items } = past
  world.store.remove('hidden.resumption', id)
  changeSubscription(world, id, { billing_cycle_anchor, items })
}

/** Credits what is left of every item's period: for a subscription that ends before its time. */
export function creditUnused(world: World, subscription: Subscription): void {
  const at = world.timeOn(subscription.test_clock)
  for (const item of subscription.items.data) prorate(world, subscription, { item, sign: -1, at })
}

/** The item that a subscription item's endpoint names, with its subscription. */
export function subscriptionOfItem(world: World, id: string): Subscription {
  const [subscription] = world.store.linked('item.subscription', id)
  if (subscription === undefined) throw missingParam('subscription')
  return world.get('subscription', subscription)
}
