import type { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { billing, DAY, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** A subscription to something metered in two graduated tiers, beside something licensed for 1,000. */
async function metered(
  key: string,
  params: Pick<Stripe.SubscriptionCreateParams, 'billing_thresholds'> = {},
) {
  const flow = await billing(key)
  const { stripe, customer } = flow
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  })
  const price = await stripe.prices.create({
    currency: 'usd',
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    product_data: { name: 'Calls' },
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: 100, unit_amount: 20 },
      { up_to: 'inf', unit_amount: 10 },
    ],
  })
  const seat = await flow.price(1000)
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: price.id }, { price: seat }],
    ...params,
  })
  const use = (value: number) =>
    stripe.billing.meterEvents.create({
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value: String(value) },
    })
  const latest = async () => {
    const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data
    if (invoice === undefined) throw new Error('no invoice')
    return invoice
  }
  return { ...flow, subscription, use, latest }
}

it('bills usage once it has reached an amount, keeps the tiers, and bills the rest at the end', async () => {
  const { stripe, subscription, use, latest, advanceTo, invoices } = await metered('sk_test_threshold', {
    billing_thresholds: { amount_gte: 1500 },
  })
  expect(subscription.billing_thresholds).toEqual({ amount_gte: 1500, reset_billing_cycle_anchor: null })
  await advanceTo(start + 5 * DAY)
  await use(70)
  expect((await latest()).billing_reason).toBe('subscription_create')
  await use(20)
  const reached = await latest()
  expect(reached).toMatchObject({
    billing_reason: 'subscription_threshold',
    status: 'draft',
    total: 90 * 20,
    period_start: start,
    period_end: start + 5 * DAY,
    threshold_reason: { amount_gte: 1500, item_reasons: [] },
  })
  expect(reached.lines.data.map(line => [line.quantity, line.amount])).toEqual([[90, 1800]])
  await use(30)
  expect((await latest()).id).toBe(reached.id)
  await advanceTo(start + 6 * DAY)
  expect((await stripe.invoices.retrieve(reached.id)).status).toBe('paid')
  await advanceTo(start + 30.5 * DAY)
  await use(200)
  expect((await latest()).id).toBe(reached.id)
  await advanceTo(start + 32 * DAY)
  expect((await invoices(subscription.id)).at(-1)).toEqual([
    'subscription_cycle',
    'paid',
    10 * 20 + 220 * 10 + 1000,
  ])
  await use(10)
  const { data } = await stripe.invoices.list({ subscription: subscription.id })
  expect(data).toHaveLength(3)
  await expect(
    stripe.subscriptions.update(subscription.id, { billing_thresholds: { amount_gte: 1000 } }),
  ).rejects.toMatchObject({ param: 'billing_thresholds[amount_gte]' })
  const without = await stripe.subscriptions.update(subscription.id, { billing_thresholds: '' })
  expect(without.billing_thresholds).toBe(null)
})

it('begins a new period at a threshold when it is told to, with what is billed ahead', async () => {
  const { stripe, subscription, use, latest, advanceTo, invoices } = await metered(
    'sk_test_threshold_reset',
    {
      billing_thresholds: { amount_gte: 2000, reset_billing_cycle_anchor: true },
    },
  )
  const now = start + 10 * DAY
  await advanceTo(now)
  await use(110)
  expect(await latest()).toMatchObject({
    billing_reason: 'subscription_threshold',
    total: 100 * 20 + 10 * 10 + 1000,
  })
  const after = await stripe.subscriptions.retrieve(subscription.id)
  expect(after.billing_cycle_anchor).toBe(now)
  expect(after.items.data.map(item => [item.current_period_start, item.current_period_end])).toEqual([
    [now, now + 31 * DAY],
    [now, now + 31 * DAY],
  ])
  await use(5)
  await advanceTo(now + 31.5 * DAY)
  expect((await invoices(subscription.id)).at(-1)).toEqual(['subscription_cycle', 'paid', 5 * 20 + 1000])
})

it('bills an item that was used so often, however little that costs', async () => {
  const { stripe, subscription, use, latest, advanceTo } = await metered('sk_test_threshold_usage')
  const [calls, seat] = subscription.items.data
  const change = await stripe.subscriptionItems.update(calls?.id ?? '', {
    billing_thresholds: { usage_gte: 40 },
  })
  expect(change.billing_thresholds).toEqual({ usage_gte: 40 })
  await expect(
    stripe.subscriptionItems.update(seat?.id ?? '', { billing_thresholds: { usage_gte: 40 } }),
  ).rejects.toMatchObject({ param: 'billing_thresholds[usage_gte]' })
  await advanceTo(start + DAY)
  await use(39)
  expect((await latest()).billing_reason).toBe('subscription_create')
  await use(2)
  const reached = await latest()
  expect([reached.billing_reason, reached.total]).toEqual(['subscription_threshold', 41 * 20])
  expect(reached.threshold_reason).toEqual({
    amount_gte: null,
    item_reasons: [{ line_item_ids: [reached.lines.data[0]?.id], usage_gte: 40 }],
  })
  await use(39)
  expect((await latest()).id).toBe(reached.id)
  await use(1)
  expect((await latest()).total).toBe(40 * 20)
})
