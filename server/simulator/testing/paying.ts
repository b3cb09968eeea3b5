import type { Stripe } from 'stripe'

/** A payment that is confirmed at once, with its charge and entry, booked at once; its money is available unless the card is another. */
export const pay = (stripe: Stripe, amount: number, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
    capture_method: 'automatic',
    expand: ['latest_charge.balance_transaction'],
    ...more,
  })

/** An expanded field's object. */
export function whole<T extends object>(value: T | string | null | undefined): T {
  if (typeof value !== 'object' || value === null) throw new Error(`not expanded: ${String(value)}`)
  return value
}
