import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. Subscription schedules. */
export async function walkSchedules(stripe: StripeClient, recurring: string) {
  const { id: customer } = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [{ items: [{ price: recurring }], duration: { interval: 'month', interval_count: 2 } }],
    expand: ['subscription', 'phases.items.price'],
  })
  await stripe.subscriptionSchedules.retrieve(made.id)
  await stripe.subscriptionSchedules.list({ customer })
  await stripe.subscriptionSchedules.update(made.id, { metadata: { a: 'b' }, end_behavior: 'cancel' })
  const released = await stripe.subscriptionSchedules.release(made.id)
  const again = await stripe.subscriptionSchedules.create({
    from_subscription: released.released_subscription ?? '',
  })
  await stripe.subscriptionSchedules.cancel(again.id)
}
