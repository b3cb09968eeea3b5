import { moveTime } from '../core/imagine.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { RENEWAL_ACTIONS } from './renewal-actions.ts'

type Invoice = ApiObjects['invoice']
type Subscription = ApiObjects['subscription']

/**
 * Lets time pass for one subscription until it bills something. Only what concerns it happens, so whoever calls
 * imagines this. Nothing when there is nothing to come.
 */
export function nextInvoice(world: World, id: string): Invoice | undefined {
  const before = world.get('subscription', id)
  for (;;) {
    const timer = nextTimer(world, world.get('subscription', id))
    if (timer === undefined) return undefined
    world.removeTimer(timer)
    moveTime(world, timer.clock, timer.at)
    RENEWAL_ACTIONS[timer.action]?.(world, timer.target)
    const { latest_invoice: latest } = world.get('subscription', id)
    if (latest !== null && latest !== before.latest_invoice) return world.get('invoice', latest)
  }
}

/** Timers at the same time happen in the order in which they were scheduled. */
function nextTimer(world: World, { id, schedule }: Subscription) {
  const [first] = [...world.timersOf(id), ...(schedule === null ? [] : world.timersOf(schedule))]
    .filter(({ action }) => action in RENEWAL_ACTIONS)
    .toSorted((one, other) => one.at - other.at || one.sequence - other.sequence)
  return first
}

/** An invoice as it looks before it is one. */
export function asUpcoming(invoice: Invoice): Invoice {
  return {
    ...invoice,
    id: `upcoming_${invoice.id}`,
    amount_paid: 0,
    amount_remaining: invoice.amount_due,
    attempt_count: 0,
    attempted: false,
    billing_reason: 'upcoming',
    effective_at: null,
    ending_balance: null,
    number: null,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
  }
}
