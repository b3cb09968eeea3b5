import type { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { billing, DAY, lines, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('ends a trial with an invoice, or as it was set to without a card', async () => {
  const flow = await billing('sk_test_trial')
  const { stripe, customer, price } = flow
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(2000) }],
    trial_period_days: 10,
  })
  expect([made.status, await flow.invoices(made.id)]).toEqual([
    'trialing',
    [['subscription_create', 'paid', 0]],
  ])
  await flow.advanceTo(start + 11 * DAY)
  expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('active')
  expect(await flow.invoices(made.id)).toEqual([
    ['subscription_create', 'paid', 0],
    ['subscription_cycle', 'paid', 2000],
  ])
  expect((await stripe.events.list({ type: 'customer.subscription.trial_will_end' })).data).toHaveLength(1)

  for (const [missing, status] of [
    ['cancel', 'canceled'],
    ['pause', 'paused'],
  ] as const) {
    const poor = await billing(`sk_test_trial_${missing}`, null)
    const trial = await poor.stripe.subscriptions.create({
      customer: poor.customer,
      items: [{ price: await poor.price(2000) }],
      trial_period_days: 10,
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    })
    await poor.advanceTo(start + 11 * DAY)
    expect((await poor.stripe.subscriptions.retrieve(trial.id)).status).toBe(status)
  }
})

it('prorates a change of price to the second, on the next invoice or at once', async () => {
  const flow = await billing('sk_test_proration')
  const { stripe, customer, price } = flow
  const [small, large] = [await price(3100), await price(6200)]
  const made = await stripe.subscriptions.create({ customer, items: [{ price: small }] })
  await flow.advanceTo(start + 15.5 * DAY)
  const item = made.items.data[0]?.id ?? ''
  const preview = await stripe.invoices.createPreview({
    subscription: made.id,
    subscription_details: { items: [{ id: item, price: large }] },
  })
  expect(preview.lines.data.map(line => line.amount)).toEqual([-1550, 3100, 6200])
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([])
  await stripe.subscriptions.update(made.id, {
    items: [{ id: item, price: large }],
    proration_behavior: 'always_invoice',
  })
  expect(await flow.invoices(made.id)).toEqual([
    ['subscription_create', 'paid', 3100],
    ['subscription_update', 'paid', 1550],
  ])
  await stripe.subscriptionItems.update(item, { quantity: 2, proration_behavior: 'none' })
  await flow.advanceTo(start + 32 * DAY)
  expect((await flow.invoices(made.id)).at(-1)).toEqual(['subscription_cycle', 'paid', 12_400])
})

it('bills the way to a wanted day of the month in part', async () => {
  const { stripe, customer, price } = await billing('sk_test_anchor')
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(3100) }],
    billing_cycle_anchor_config: { day_of_month: 11, hour: 0, minute: 0, second: 0 },
    expand: ['latest_invoice'],
  })
  const invoice = made.latest_invoice
  expect([made.billing_cycle_anchor, typeof invoice === 'object' ? invoice?.total : null]).toEqual([
    start + 10 * DAY,
    1000,
  ])
  expect(made.items.data[0]?.current_period_end).toBe(start + 10 * DAY)
  const refused = async (more: Partial<Stripe.SubscriptionCreateParams>) => {
    const asked = { customer, items: [{ price: await price(3100) }], ...more }
    await expect(stripe.subscriptions.create(asked)).rejects.toMatchObject({
      statusCode: 400,
      param: Object.keys(more)[0],
    })
  }
  await refused({ billing_cycle_anchor: start + 31 * DAY + 1 })
  await refused({ cancel_at: start + 90 * DAY, cancel_at_period_end: true })
  await refused({ days_until_due: 3 })
})

it('writes how often a price recurs as Stripe does', async () => {
  const { stripe, customer } = await billing('sk_test_often')
  const items = [
    {
      price_data: {
        currency: 'usd',
        product: (await stripe.products.create({ name: 'Care' })).id,
        recurring: { interval: 'month', interval_count: 3 },
        unit_amount: 123_456,
      },
    },
  ] as const
  const made = await stripe.subscriptions.create({
    customer,
    items: [...items],
    expand: ['latest_invoice'],
  })
  expect(made.latest_invoice).toMatchObject({
    lines: { data: [{ description: '1 × Care (at $1,234.56 / every 3 months)' }] },
  })
})

it('keeps the day of the month as far as months have it', async () => {
  const flow = await billing('sk_test_month_ends')
  const { stripe, customer, price } = flow
  await flow.advanceTo(start + 30 * DAY)
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] })
  const ends = [made.items.data[0]?.current_period_end ?? 0]
  for (let renewal = 0; renewal < 2; renewal += 1) {
    await flow.advanceTo((ends.at(-1) ?? 0) + 7200)
    ends.push((await stripe.subscriptions.retrieve(made.id)).items.data[0]?.current_period_end ?? 0)
  }
  expect(ends.map(end => new Date(end * 1000).toISOString().slice(0, 10))).toEqual([
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
  ])
})

it('pauses and resumes, and collects nothing while collection is paused', async () => {
  const flow = await billing('sk_test_pause')
  const { stripe, customer, price } = flow
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] })
  await stripe.subscriptions.update(made.id, { pause_collection: { behavior: 'void' } })
  await flow.advanceTo(start + 32 * DAY)
  expect((await flow.invoices(made.id)).at(-1)).toEqual(['subscription_cycle', 'void', 1000])
  expect((await stripe.subscriptions.pause(made.id, { type: 'subscription' })).status).toBe('paused')
  await flow.advanceTo(start + 70 * DAY)
  expect(await flow.invoices(made.id)).toHaveLength(2)
  expect((await stripe.subscriptions.resume(made.id)).status).toBe('active')
})

it('leaves a first payment open until the customer confirms it', async () => {
  const { stripe, customer, price } = await billing('sk_test_incomplete', null)
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }],
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    expand: ['latest_invoice.confirmation_secret'],
  })
  const invoice = made.latest_invoice
  const secret = typeof invoice === 'object' ? (invoice?.confirmation_secret?.client_secret ?? '') : ''
  expect([made.status, secret]).toEqual(['incomplete', expect.stringMatching(/^pi_.*_secret_/)])
  await stripe.paymentIntents.confirm(secret.split('_secret_')[0] ?? '', {
    payment_method: 'pm_card_visa',
    return_url: 'https://example.com',
  })
  const paid = await stripe.subscriptions.retrieve(made.id)
  expect([paid.status, typeof paid.default_payment_method]).toEqual(['active', 'string'])
})

it('takes the length of a trial from the price where it is told to', async () => {
  const { stripe, customer } = await billing('sk_test_trial_price')
  const { id: price } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month', trial_period_days: 12 },
    product_data: { name: 'Plan' },
  })
  const subscribe = (params: object) =>
    stripe.subscriptions.create({ customer, items: [{ price }], ...params })
  const trial = await subscribe({ trial_from_plan: true })
  expect([trial.status, trial.trial_end]).toEqual(['trialing', start + 12 * DAY])
  expect((await subscribe({})).trial_end).toBe(null)
  await expect(subscribe({ trial_from_plan: true, trial_end: start + DAY })).rejects.toMatchObject({
    param: 'trial_end',
  })
})

it('bills what was used, after it was used', async () => {
  const flow = await billing('sk_test_usage')
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
      { up_to: 100, unit_amount: 10 },
      { up_to: 'inf', unit_amount: 5 },
    ],
  })
  const made = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] })
  for (const value of ['60', '90'])
    await stripe.billing.meterEvents.create({
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value },
      identifier: `use-${value}`,
    })
  await expect(
    stripe.billing.meterEvents.create({
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value: '90' },
      identifier: 'use-90',
    }),
  ).rejects.toMatchObject({ code: 'duplicate_meter_event' })
  await flow.advanceTo(start + 32 * DAY)
  expect((await flow.invoices(made.id)).at(-1)).toEqual(['subscription_cycle', 'paid', 100 * 10 + 50 * 5])
})

it('collects again when a pause was told to end', async () => {
  const flow = await billing('sk_test_resumes')
  const { stripe, customer, price } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(16_300) }] })
  await stripe.subscriptions.update(id, {
    pause_collection: { behavior: 'void', resumes_at: start + 40 * DAY },
  })
  await flow.advanceTo(start + 31.1 * DAY)
  await flow.advanceTo(start + 59.1 * DAY)
  const { data } = await stripe.invoices.list({ subscription: id })
  expect(data.map(invoice => invoice.status)).toEqual(['paid', 'void', 'paid'])
  expect((await stripe.subscriptions.retrieve(id)).pause_collection).toBe(null)
})

it('charges nobody for a canceled subscription: neither by a retry nor by a draft', async () => {
  const flow = await billing('sk_test_collecting')
  const { stripe, customer } = flow
  const items = [{ price: await flow.price(3100) }]
  const late = await stripe.subscriptions.create({ customer, items })
  const early = await stripe.subscriptions.create({ customer, items })
  await stripe.subscriptions.update(late.id, { default_payment_method: 'pm_card_chargeCustomerFail' })
  await flow.advanceTo(start + 31 * DAY + 1800)
  await stripe.subscriptions.cancel(early.id)
  await flow.advanceTo(start + 31 * DAY + 7200)
  await stripe.subscriptions.cancel(late.id)
  await stripe.subscriptions.update(late.id, { metadata: { seen: 'yes' } })
  await flow.advanceTo(start + 60 * DAY)
  const last = async (subscription: string) => {
    const [invoice] = (await stripe.invoices.list({ subscription })).data
    return [invoice?.status, invoice?.attempt_count, invoice?.auto_advance, invoice?.next_payment_attempt]
  }
  expect(await last(late.id)).toEqual(['open', 1, false, null])
  expect(await last(early.id)).toEqual(['draft', 0, false, null])
})

it('collects what waits and what was used when a subscription ends on its day, and drops it at once', async () => {
  const flow = await billing('sk_test_last_invoice')
  const { stripe, customer } = flow
  const meter = await stripe.billing.meters.create({
    display_name: 'Jobs',
    event_name: 'jobs',
    default_aggregation: { formula: 'sum' },
  })
  const metered = await stripe.prices.create({
    currency: 'usd',
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    product_data: { name: 'Jobs' },
    unit_amount: 10,
  })
  const price = await flow.price(3100)
  const ending = await stripe.subscriptions.create({ customer, items: [{ price }, { price: metered.id }] })
  const stopped = await stripe.subscriptions.create({ customer, items: [{ price }] })
  const more = (made: typeof ending) =>
    stripe.subscriptions.update(made.id, { items: [{ id: made.items.data[0]?.id ?? '', quantity: 3 }] })
  await stripe.billing.meterEvents.create({
    event_name: 'jobs',
    payload: { stripe_customer_id: customer, value: '77' },
  })
  await flow.advanceTo(start + 15.5 * DAY)
  await more(stopped)
  await stripe.subscriptions.cancel(stopped.id)
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([])
  await more(ending)
  await stripe.subscriptions.update(ending.id, { cancel_at_period_end: true })
  await flow.advanceTo(start + 31 * DAY + 7200)
  const { data } = await stripe.invoices.list({ subscription: ending.id })
  expect(data.map(invoice => [invoice.status, lines(invoice), invoice.period_start])).toEqual([
    ['paid', [-1550, 4650, 770], start],
    ['paid', [3100], start],
  ])
  expect((await stripe.subscriptions.retrieve(ending.id)).status).toBe('canceled')
})
