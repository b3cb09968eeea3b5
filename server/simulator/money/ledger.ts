import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { expectPayout } from './payout-due.ts'

type Transaction = ApiObjects['balance_transaction']

/** One movement on an account's balance, minor units. */
export type Booking = {
  readonly amount: number
  readonly currency: string
  readonly type: Transaction['type']
  readonly source: string
  readonly fees?: readonly Fee[]
  readonly availableOn?: number
  readonly category?: string
  readonly description?: string | null | undefined
}

/** A part of what is kept from a movement: Stripe's own fee or a platform's. */
export type Fee = {
  readonly type: 'stripe_fee' | 'application_fee'
  readonly amount: number
  readonly description: string
}

/** Books a movement on the world's account: a balance transaction, and its net in the account's funds. */
export function book(world: World, booking: Booking): Transaction {
  const fee = (booking.fees ?? []).reduce((sum, part) => sum + part.amount, 0)
  const availableOn = booking.availableOn ?? world.now
  const net = booking.amount - fee
  world.shared.funds.add(world.account, booking.currency, { net, availableOn })
  expectPayout(world)
  tellWhenAvailable(world, availableOn)
  return world.create('balance_transaction', {
    amount: booking.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: world.now,
    currency: booking.currency,
    description: booking.description,
    fee,
    fee_details: (booking.fees ?? []).map(part => ({
      ...part,
      application: null,
      currency: booking.currency,
    })),
    net,
    reporting_category: booking.category ?? booking.type,
    source: booking.source,
    status: availableOn <= world.now ? 'available' : 'pending',
    type: booking.type,
  })
}

/** Has the account told once of everything that becomes available at a time (seconds) to come. */
function tellWhenAvailable(world: World, at: number): void {
  const known = `${world.account}:${at}`
  if (at <= world.now || world.store.linked('balance.available', known).length > 0) return
  world.store.link('balance.available', known, 'told')
  world.schedule({ at, clock: null, action: 'balance.available', target: world.account })
}

/** The transaction as it stands now: pending ones become available with time. */
export function standing(transaction: Transaction, now: number): Transaction {
  const status = transaction.available_on <= now ? 'available' : 'pending'
  return status === transaction.status ? transaction : { ...transaction, status }
}
