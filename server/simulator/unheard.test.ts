import { createServer } from 'node:http'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

/** Drafts wait to be opened while an endpoint refuses to hear that they were made. The wall clock's test is the last. */
const HOUR = 3600
const DAY = 24 * HOUR
const start = 1_767_225_600
let time = start
let status = 500
let simulator: Simulator
const hooks = createServer((message, response) => {
  message.resume()
  message.on('end', () => response.writeHead(status).end())
})
let url = ''

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 92, now: () => time * 1000 })
  await new Promise<void>(resolve => hooks.listen(0, '127.0.0.1', resolve))
  const address = hooks.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
})
afterAll(async () => {
  await simulator.close()
  hooks.close()
})

/** A subscription whose first month is paid, and an endpoint that is told of invoices. */
async function subscribed(key: string, clock: boolean) {
  const stripe = new Stripe(`sk_test_unheard_${key}`, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  const held = clock ? await stripe.testHelpers.testClocks.create({ frozen_time: start }) : undefined
  const { id: customer } = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    ...(held === undefined ? {} : { test_clock: held.id }),
  })
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 4000,
    recurring: { interval: 'month' },
    product_data: { name: 'Monthly' },
  })
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] })
  await stripe.webhookEndpoints.create({ url, enabled_events: ['invoice.created'] })
  const until = async (seconds: number) => {
    if (held !== undefined) await stripe.testHelpers.testClocks.advance(held.id, { frozen_time: seconds })
    else {
      time = seconds
      await stripe.products.create({ name: 'Wakes the simulator' })
    }
    if (held !== undefined)
      await expect
        .poll(async () => (await stripe.testHelpers.testClocks.retrieve(held.id)).status)
        .toBe('ready')
  }
  const renewal = async () => {
    const [invoice] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data
    const { billing_reason: reason, status: stands, automatically_finalizes_at: at } = invoice ?? {}
    return { reason, status: stands, at, heard: invoice?.webhooks_delivered_at ?? null }
  }
  const refused = () =>
    expect
      .poll(
        async () =>
          (await stripe.events.list({ type: 'invoice.created', limit: 1 })).data[0]?.pending_webhooks,
      )
      .toBe(1)
  return { stripe, until, renewal, refused, first: await renewal() }
}

it('no longer than 72 hours', async () => {
  status = 500
  const { until, renewal, refused } = await subscribed('late', true)
  const due = start + 31 * DAY
  await until(due)
  await refused()
  await new Promise(resolve => setTimeout(resolve, 300))
  await until(due + 72 * HOUR - 1)
  expect(await renewal()).toMatchObject({ status: 'draft', at: due + 72 * HOUR })
  await until(due + 72 * HOUR)
  expect(await renewal()).toMatchObject({ status: 'paid', heard: null })
})

it.for([
  ['a test clock', 'clock', true],
  ['the wall clock', 'wall', false],
] as const)('by %s', async ([, key, clock]) => {
  status = 500
  const { until, renewal, refused, first } = await subscribed(key, clock)
  expect(first).toMatchObject({ reason: 'subscription_create', status: 'paid', heard: start })
  const due = start + 31 * DAY
  await until(due)
  const reason = 'subscription_cycle'
  await expect.poll(renewal).toEqual({ reason, status: 'draft', at: due + HOUR, heard: null })
  await refused()
  await new Promise(resolve => setTimeout(resolve, 300))
  await until(due + HOUR)
  await expect.poll(renewal).toEqual({ reason, status: 'draft', at: due + 2 * HOUR, heard: null })
  status = 200
  await expect.poll(renewal, { timeout: 60_000 }).toMatchObject({ status: 'draft', heard: due + HOUR })
  await until(due + 2 * HOUR)
  await expect.poll(renewal).toMatchObject({ status: 'paid', heard: due + HOUR })
})
