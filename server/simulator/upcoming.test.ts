import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What time brings to subscriptions that are on no test clock. */
const DAY = 86_400
const JANUARY = Date.UTC(2026, 0, 1) / 1000
const FEBRUARY = Date.UTC(2026, 1, 1) / 1000
let simulator: Simulator
let stripe: Stripe
let seconds = JANUARY

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 61, now: () => seconds * 1000 })
  stripe = new Stripe('sk_test_upcoming', { host: '127.0.0.1', port: simulator.port, protocol: 'http' })
})
afterAll(() => simulator.close())

/** The wall clock shows a time; whoever asks for something next has the simulator notice. */
async function timeIs(time: number) {
  seconds = time
  await stripe.coupons.create({ percent_off: 1 })
}
const eventsOf = async (type: string) => (await stripe.events.list({ type })).data.map(one => one.data.object)

it('tells of a renewal seven days ahead by the wall clock, once for each', async () => {
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 3100,
          recurring: { interval: 'month' },
          product: (await stripe.products.create({ name: 'Box' })).id,
        },
      },
    ],
  })
  await timeIs(FEBRUARY - 7 * DAY - 1)
  expect(await eventsOf('invoice.upcoming')).toEqual([])
  await timeIs(FEBRUARY - 7 * DAY)
  await expect.poll(() => eventsOf('invoice.upcoming')).toHaveLength(1)
  const [upcoming] = await eventsOf('invoice.upcoming')
  expect(upcoming).toMatchObject({
    object: 'invoice',
    total: 3100,
    billing_reason: 'upcoming',
    created: FEBRUARY,
    parent: { subscription_details: { subscription: id } },
  })
  expect(upcoming).not.toHaveProperty('id')
  expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1)
  await timeIs(FEBRUARY)
  const latest = async () => (await stripe.invoices.list({ subscription: id })).data[0]
  await expect.poll(async () => (await latest())?.status).toBe('draft')
  await timeIs(FEBRUARY + 3600)
  await expect.poll(async () => (await latest())?.status).toBe('paid')
  expect(await eventsOf('invoice.upcoming')).toHaveLength(1)
  await stripe.subscriptions.update(id, { cancel_at_period_end: true })
  await timeIs(Date.UTC(2026, 2, 1) / 1000 + DAY)
  await expect.poll(async () => (await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  expect(await eventsOf('invoice.upcoming')).toHaveLength(1)
})
