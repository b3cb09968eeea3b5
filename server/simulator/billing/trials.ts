import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { intervalOf, nextBoundary } from './periods.ts'
import { afterTrial } from './renewal.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { checkTrialEnd, endsWithoutCard } from './trial-end.ts'
import { billNow, creditUnused } from './update-subscription.ts'

type Subscription = ApiObjects['subscription']

/** Three days before a trial ends, it is told. */
const NOTICE = 3 * 86_400

/** Tells three days before a trial ends that it will, or at once when it is shorter. */
export function announceTrialEnd(world: World, subscription: Subscription, end: number): void {
  const { id: target, test_clock: clock } = subscription
  world.unschedule(clock, target, 'subscription.trial_will_end')
  if (end - world.timeOn(clock) <= NOTICE) world.emit('customer.subscription.trial_will_end', subscription)
  else world.schedule({ at: end - NOTICE, clock, action: 'subscription.trial_will_end', target })
}

/** Ends a trial now, moves its end, or puts one in. */
export function moveTrial(
  world: World,
  before: Subscription,
  {
    end,
    behavior,
  }: {
    readonly end: number | 'now'
    readonly behavior?: EndpointParams<'POST /v1/subscriptions/{id}'>['proration_behavior']
  },
): void {
  const now = world.timeOn(before.test_clock)
  if (end === 'now' || end === now) {
    if (before.status === 'trialing' && !endsWithoutCard(world, before)) endTrial(world, before, now)
    return
  }
  checkTrialEnd(end, now)
  if (before.status !== 'trialing' && behavior !== 'none') creditUnused(world, before)
  const start = before.status === 'trialing' ? before.trial_start : now
  const data = before.items.data.map(item => ({
    ...item,
    current_period_start: before.status === 'trialing' ? item.current_period_start : now,
    current_period_end: end,
  }))
  const after = changeSubscription(world, before.id, {
    billing_cycle_anchor: end,
    items: { ...before.items, data },
    status: 'trialing',
    trial_end: end,
    trial_start: start,
  })
  scheduleRenewal(world, after)
  announceTrialEnd(world, after, end)
}

/** The trial is over: a first period begins now and is billed. */
function endTrial(world: World, before: Subscription, now: number): void {
  const due = before.items.data.map(past => ({
    past,
    item: {
      ...past,
      current_period_start: now,
      current_period_end: nextBoundary(now, intervalOf(past.price), now),
    },
  }))
  world.unschedule(before.test_clock, before.id, 'subscription.trial_will_end')
  const after = changeSubscription(world, before.id, {
    billing_cycle_anchor: now,
    items: { ...before.items, data: due.map(({ item }) => item) },
    status: 'active',
    trial_end: now,
  })
  scheduleRenewal(world, after)
  billNow(world, after, { due: due.map(afterTrial) })
}
