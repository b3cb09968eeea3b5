import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { scheduleRenewal } from './schedule-renewal.ts'

/** A paused subscription is active again. */
export function goOn(world: World, before: ApiObjects['subscription']): void {
  if (before.status !== 'paused') return
  world.unschedule(before.test_clock, before.id, 'subscription.resume_expires')
  world.store.remove('hidden.resumption', before.id)
  const after = world.change('subscription', before.id, { status: 'active' })
  scheduleRenewal(world, after)
  world.emitChange('customer.subscription.resumed', before, after)
}

/** Has a paused subscription go on when an invoice is paid. */
export function goOnWhenPaid(world: World, subscription: string, invoice: string): void {
  world.store.link('invoice.resumes', invoice, subscription)
}

/** Whether a subscription waits for an invoice to go on. */
export function waitsFor(world: World, invoice: string): boolean {
  return world.store.linked('invoice.resumes', invoice).length > 0
}
