import type Stripe from 'stripe'

/** What an account has, available or not yet, in its one currency. */
export async function heldBy(stripe: Stripe): Promise<number> {
  const { available, pending } = await stripe.balance.retrieve()
  return [...available, ...pending].reduce((sum, part) => sum + part.amount, 0)
}

/** The types of the events about an object, oldest first. */
export async function toldAbout(stripe: Stripe, id: string): Promise<readonly string[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  const about = data.filter(event => 'id' in event.data.object && event.data.object.id === id)
  return about.map(event => event.type).toReversed()
}
