import type { World } from '../core/world.ts'
import { cancelNow, ENDED } from '../resources/subscription-status.ts'
import { billUsage } from './bill-usage.ts'
import { bill, pendingItems } from './renewal.ts'

/**
 * Ends a subscription on the day on which it was to end. What waits for its next invoice, and what was used since the
 * last one, is collected on a last invoice.
 */
export function endOnDate(world: World, id: string): void {
  const before = world.get('subscription', id)
  if (ENDED.has(before.status)) return
  if (before.status === 'active' || before.status === 'past_due') billUsage(world, before)
  cancelNow(world, id)
  if (pendingItems(world, before).length === 0) return
  bill(world, { ...world.get('subscription', id), status: before.status }, [])
}

/** Whether the day on which a subscription is to end has come. */
export function endsBy(world: World, id: string): boolean {
  const { cancel_at: ends, test_clock: clock } = world.get('subscription', id)
  return ends !== null && ends <= world.timeOn(clock)
}
