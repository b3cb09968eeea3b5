/**
 * Which kinds may hand money to which: entries pay payments, payments are split, held, transferred, kept or given back.
 * Everything may go through a condition, which passes on what it got.
 */

const CONDITION = 'condition'
/** Where a customer's money enters. `card-element` is legacy. */
export const ENTRIES = [
  'payment-element',
  'checkout-session',
  'payment-link',
  'card-element',
  CONDITION,
] as const
/** What a customer pays. `charge` is legacy. */
export const PAYMENTS = [
  'subscription',
  'subscription-schedule',
  'payment-intent',
  'invoice',
  'capture',
  'charge',
  CONDITION,
] as const
/** What a share may come from. */
export const SHARES = ['split', 'hold', CONDITION] as const
