import type { Store } from './store.ts'

/**
 * Seconds to wait before each further attempt to deliver an event: for three days, longer and longer, as Stripe does.
 * The first ones are quick, for an endpoint that was just being started. From the sixth on they are hours.
 */
const RETRY_SECONDS = [1, 5, 30, 120, 600].concat([1, 2, 5, 10, 12, 12, 12, 12].map(hours => hours * 3600))

/** Seconds until the attempt after a number of failed ones; undefined when the event is given up. */
export function secondsToRetry(attempts: number): number | undefined {
  return RETRY_SECONDS[attempts - 1]
}

/** Notes how an attempt to deliver an event ended: an HTTP status, 0 for none. */
export function noteDelivery(store: Store, id: string, status: number): void {
  const entry = store.get('hidden.delivery', id)
  if (entry === undefined) return
  const attempts = entry.row.attempts + 1
  const heard = status >= 200 && status < 300
  const done = heard || secondsToRetry(attempts) === undefined
  store.put('hidden.delivery', entry.account, { ...entry.row, attempts, done, status })
  const event = store.get('event', entry.row.event)
  if (!done || event === undefined) return
  const waiting = Math.max(0, event.row.pending_webhooks - 1)
  store.put('event', event.account, { ...event.row, pending_webhooks: waiting })
  if (waiting === 0 && event.row.type === 'invoice.created' && heard) noteHeard(store, event.row.data.object)
}

/** Notes on an invoice when every endpoint had heard of it, by its own clock. */
function noteHeard(store: Store, told: unknown): void {
  const named = typeof told === 'object' && told !== null && 'id' in told
  const entry = named ? store.get('invoice', String(told.id)) : undefined
  if (entry === undefined) return
  const { test_clock: clock } = entry.row
  const time = clock === null ? undefined : store.get('test_helpers.test_clock', clock)?.row.frozen_time
  store.put('invoice', entry.account, { ...entry.row, webhooks_delivered_at: time ?? store.now })
}
