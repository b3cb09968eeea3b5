import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('bills four instalments and then ends', async () => {
  const flow = await billing('sk_test_instalments')
  const { stripe, customer } = flow
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    end_behavior: 'cancel',
    phases: [
      {
        items: [{ price: await flow.price(25_000) }],
        duration: { interval: 'month', interval_count: 4 },
        proration_behavior: 'none',
      },
    ],
  })
  const id = idOf(made.subscription)
  const begun = await stripe.subscriptions.retrieve(id)
  expect([made.status, begun.status, begun.schedule, begun.cancel_at]).toEqual([
    'active',
    'active',
    made.id,
    MONTHS[4],
  ])
  expect(await flow.invoices(id)).toEqual([['subscription_create', 'draft', 25_000]])
  for (let month = 0; month < 5; month += 1) await flow.advanceTo((MONTHS[month] ?? 0) + 7200)
  expect(await flow.invoices(id)).toEqual([
    ['subscription_create', 'paid', 25_000],
    ['subscription_cycle', 'paid', 25_000],
    ['subscription_cycle', 'paid', 25_000],
    ['subscription_cycle', 'paid', 25_000],
  ])
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  const done = await stripe.subscriptionSchedules.retrieve(made.id)
  expect([done.status, done.completed_at, done.current_phase]).toEqual(['completed', MONTHS[4], null])
  expect(await flow.events('subscription_schedule.')).toEqual([
    'subscription_schedule.created',
    'subscription_schedule.updated',
    'subscription_schedule.expiring',
    'subscription_schedule.completed',
  ])
})

it('begins in the future, is free at first, then dearer and with another price, and lets go', async () => {
  const flow = await billing('sk_test_ramp')
  const { stripe, customer } = flow
  const [small, large] = [await flow.price(1000), await flow.price(4000)]
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: start + DAY,
    phases: [
      { items: [{ price: small }], duration: { interval: 'month' }, trial: true },
      {
        items: [{ price: small, quantity: 2 }],
        duration: { interval: 'month' },
        discounts: [{ coupon: coupon.id }],
      },
      { items: [{ price: large }], end_date: (MONTHS[3] ?? 0) + DAY, metadata: { step: 'large' } },
    ],
  })
  expect([made.status, made.subscription]).toEqual(['not_started', null])
  for (const month of MONTHS.slice(0, 5)) await flow.advanceTo(month + DAY + 7200)
  const done = await stripe.subscriptionSchedules.retrieve(made.id)
  expect([done.status, done.subscription]).toEqual(['released', null])
  const id = done.released_subscription ?? ''
  const subscription = await stripe.subscriptions.retrieve(id)
  expect([subscription.status, subscription.schedule, subscription.metadata]).toEqual([
    'active',
    null,
    { step: 'large' },
  ])
  expect(await flow.invoices(id)).toEqual([
    ['subscription_create', 'paid', 0],
    ['subscription_cycle', 'paid', 1000],
    ['subscription_cycle', 'paid', 4000],
    ['subscription_cycle', 'paid', 4000],
    ['subscription_cycle', 'paid', 4000],
  ])
})

it('changes in the middle of a period as its phase says, and moves the billing date to another interval', async () => {
  const flow = await billing('sk_test_middle')
  const { stripe, customer } = flow
  const [small, large, year] = [
    await flow.price(3100),
    await flow.price(6200),
    await flow.price(50_000, 'year'),
  ]
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [
      { items: [{ price: small }], end_date: start + 15.5 * DAY },
      { items: [{ price: large }], end_date: MONTHS[1] ?? 0, proration_behavior: 'always_invoice' },
      { items: [{ price: year }], duration: { interval: 'year' } },
    ],
  })
  await flow.advanceTo(start + 20 * DAY)
  await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
  const id = idOf(made.subscription)
  expect(await flow.invoices(id)).toEqual([
    ['subscription_create', 'paid', 3100],
    ['subscription_update', 'paid', 1550],
    ['subscription_cycle', 'paid', 50_000],
  ])
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.current_period_end).toBe(MONTHS[13])
})

it('takes over a subscription, changes what is to come, and refuses what would go past it', async () => {
  const flow = await billing('sk_test_taken_over')
  const { stripe, customer } = flow
  const price = await flow.price(1000)
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] })
  const made = await stripe.subscriptionSchedules.create({ from_subscription: id })
  const [phase] = made.phases
  const updated = await stripe.subscriptionSchedules.update(made.id, {
    end_behavior: 'cancel',
    phases: [
      { items: [{ price, quantity: 1 }], start_date: phase?.start_date ?? 0, end_date: phase?.end_date ?? 0 },
      { items: [{ price, quantity: 3 }], duration: { interval: 'month' } },
    ],
  })
  expect(updated.phases.map(one => one.end_date)).toEqual([MONTHS[1], MONTHS[2]])
  await expect(stripe.subscriptions.update(id, { cancel_at_period_end: true })).rejects.toThrow(/schedule/)
  await expect(stripe.subscriptions.pause(id, { type: 'subscription' })).rejects.toThrow(/schedule/)
  await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
  expect((await flow.invoices(id)).at(-1)).toEqual(['subscription_cycle', 'paid', 3000])
  const canceled = await stripe.subscriptionSchedules.cancel(made.id, { prorate: false, invoice_now: false })
  expect([canceled.status, (await stripe.subscriptions.retrieve(id)).status]).toEqual([
    'canceled',
    'canceled',
  ])
  await expect(stripe.subscriptionSchedules.release(made.id)).rejects.toThrow(/`canceled` status/)
})

it('takes what a phase does not say from the schedule’s settings, bills its extras, and begins its period anew', async () => {
  const flow = await billing('sk_test_settings')
  const { stripe, customer } = flow
  const [price, fee] = [await flow.price(3100), await stripe.products.create({ name: 'Fee' })]
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    default_settings: {
      collection_method: 'send_invoice',
      invoice_settings: { days_until_due: 14 },
      description: 'Plan',
    },
    phases: [
      { items: [{ price }], end_date: start + 10 * DAY },
      {
        items: [{ price }],
        add_invoice_items: [{ price_data: { currency: 'usd', product: fee.id, unit_amount: 500 } }],
        billing_cycle_anchor: 'phase_start',
        collection_method: 'charge_automatically',
        duration: { interval: 'month' },
      },
    ],
  })
  const id = idOf(made.subscription)
  const begun = await stripe.subscriptions.retrieve(id)
  expect([begun.collection_method, begun.days_until_due, begun.description]).toEqual([
    'send_invoice',
    14,
    'Plan',
  ])
  await flow.advanceTo(start + 10 * DAY + 7200)
  const next = await stripe.subscriptions.retrieve(id)
  expect([next.collection_method, next.items.data[0]?.current_period_start]).toEqual([
    'charge_automatically',
    start + 10 * DAY,
  ])
  expect((await flow.invoices(id)).at(-1)).toEqual(['subscription_update', 'paid', 3100 - 2100 + 500])
})
