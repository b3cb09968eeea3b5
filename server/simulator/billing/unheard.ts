import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { DRAFT_SECONDS } from './invoicing.ts'

/** A draft is opened at the latest so long after it was made, whoever has not heard of it: seconds. */
const PATIENCE = 72 * 3600

/**
 * Puts the opening of a draft off by an hour while an endpoint refuses to be told of it, for three days at most. A
 * delivery that was not attempted yet puts nothing off: a test clock goes through months before the first one is made.
 * Source: docs.stripe.com/billing/subscriptions/webhooks#understand.
 */
export function putOff(world: World, invoice: ApiObjects['invoice']): boolean {
  const { id, test_clock: clock } = invoice
  const latest = invoice.created + PATIENCE
  const now = world.timeOn(clock)
  if (invoice.webhooks_delivered_at !== null || now >= latest || !isRefused(world, id)) return false
  const at = Math.min(now + DRAFT_SECONDS, latest)
  world.schedule({ at, clock, action: 'invoice.finalize', target: id })
  const after = world.change('invoice', id, { automatically_finalizes_at: at })
  world.emitChange('invoice.updated', invoice, after)
  return true
}

/** Whether an endpoint was tried that did not take the news of an invoice, and has not given up hearing of it. */
function isRefused(world: World, invoice: string): boolean {
  return world.store
    .linked('invoice.deliveries', invoice)
    .map(id => world.store.get('hidden.delivery', id)?.row)
    .some(delivery => delivery !== undefined && delivery.attempts > 0 && !delivery.done)
}
