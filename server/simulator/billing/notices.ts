import { imagine } from '../core/imagine.ts'
import type { World } from '../core/world.ts'
import { asUpcoming, nextInvoice } from './next-invoice.ts'

const RENEWING: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due'])

/** Tells what a subscription is going to be charged: an invoice that has no id yet. */
export function announceRenewal(world: World, id: string): void {
  const subscription = world.find('subscription', id)
  if (subscription === undefined || !RENEWING.has(subscription.status)) return
  if (subscription.collection_method !== 'charge_automatically') return
  const next = imagine(world, () => nextInvoice(world, id))
  if (next === undefined) return
  const { id: _id, ...invoice } = asUpcoming(next)
  world.emit('invoice.upcoming', invoice)
}

/** Tells that an open invoice will be due soon, or has been for a while. */
export function announceDue(world: World, id: string, type: 'invoice.will_be_due' | 'invoice.overdue'): void {
  const invoice = world.find('invoice', id)
  if (invoice?.status === 'open') world.emit(type, invoice)
}
