import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { billUsage } from './bill-usage.ts'
import { goOn, goOnWhenPaid } from './go-on.ts'
import { WAIT_SECONDS } from './pending-update.ts'
import { intervalOf, periodOf } from './periods.ts'
import { prorate } from './prorate.ts'
import type { Due } from './renewal.ts'
import { billNow } from './update-subscription.ts'

type Subscription = ApiObjects['subscription']

type Pause = EndpointParams<'POST /v1/subscriptions/{id}/pause'>

/** Stops a subscription: unused time is given back and usage billed as asked, and nothing renews. */
export function pause(world: World, before: Subscription, params: Pause): Subscription {
  if (before.status !== 'active' && before.status !== 'trialing')
    throw invalidRequest(`Only active subscriptions can be paused. This one is ${before.status}.`)
  const { type = 'subscription', bill_for: bills, invoicing_behavior: behavior } = params
  giveBack(world, before, bills?.unused_time_from?.type ?? 'now')
  if ((bills?.outstanding_usage_through?.type ?? 'now') === 'now') billUsage(world, before)
  world.unschedule(before.test_clock, before.id)
  const after = world.change('subscription', before.id, { status: 'paused' })
  world.emitChange(`customer.${type}.paused`, before, after)
  if (behavior === 'invoice') billNow(world, after)
  return world.get('subscription', before.id)
}

/** Gives back the rest of each period, or the whole of it. */
function giveBack(world: World, subscription: Subscription, from: string): void {
  if (from === 'none' || subscription.status !== 'active') return
  const now = world.timeOn(subscription.test_clock)
  for (const item of subscription.items.data) {
    const at = from === 'now' ? now : item.current_period_start
    prorate(world, subscription, { item, sign: -1, at })
  }
}

type Resume = EndpointParams<'POST /v1/subscriptions/{id}/resume'>

/** Has a paused subscription go on: with a new period from now, without prorations, or in its old rhythm. */
export function resume(world: World, before: Subscription, params: Resume): Subscription {
  if (before.status !== 'paused')
    throw invalidRequest(`Only paused subscriptions can be resumed. This one is ${before.status}.`)
  const now = world.timeOn(before.test_clock)
  const keeps = params.billing_cycle_anchor?.type === 'unchanged'
  const { proration_behavior: behavior, proration_date: date } = params
  const anchor = keeps ? before.billing_cycle_anchor : now
  const due = before.items.data.map((past): Due => {
    const { end } = periodOf(anchor, intervalOf(past.price), now)
    return { past, item: { ...past, current_period_start: now, current_period_end: end } }
  })
  const placed = world.change('subscription', before.id, {
    billing_cycle_anchor: anchor,
    items: { ...before.items, data: due.map(({ item }) => item) },
  })
  const waits = params.payment_behavior === 'resume_on_payment_success'
  if (!waits) goOn(world, placed)
  const present = world.get('subscription', before.id)
  const invoice = keeps ? chargeRest(world, present, { behavior, date }) : billNow(world, present, { due })
  if (invoice?.status === 'open') waitForPayment(world, before, invoice.id)
  else goOn(world, present)
  return world.get('subscription', before.id)
}

/** What remains of the old periods is charged, now or with the next invoice, unless it is not to be. */
function chargeRest(
  world: World,
  subscription: Subscription,
  { behavior, date }: { readonly behavior: Resume['proration_behavior']; readonly date: number | undefined },
): ApiObjects['invoice'] | undefined {
  if (behavior === 'none') return undefined
  const at = date ?? world.timeOn(subscription.test_clock)
  for (const item of subscription.items.data) prorate(world, subscription, { item, sign: 1, at })
  return behavior === 'always_invoice' ? billNow(world, subscription) : undefined
}

/** The subscription stays paused until the invoice is paid, for 23 hours. */
function waitForPayment(world: World, before: Subscription, invoice: string): void {
  const { id, billing_cycle_anchor, items, test_clock: clock } = before
  if (world.get('subscription', id).status !== 'paused') return
  goOnWhenPaid(world, id, invoice)
  if (world.store.get('hidden.resumption', id) === undefined)
    world.hide('hidden.resumption', { id, billing_cycle_anchor, items })
  const at = world.timeOn(clock) + WAIT_SECONDS
  world.schedule({ at, clock, action: 'subscription.resume_expires', target: id })
}
