import { expect, it, vi } from 'vitest'
import { billing, DAY, idOf, lines, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** A product to make prices of. */
const productOf = async ({ stripe }: Awaited<ReturnType<typeof billing>>) =>
  (await stripe.products.create({ name: 'Extra' })).id

it('moves to yearly in mid-month: the rest is given back, and a year begins and is billed at once', async () => {
  const flow = await billing('sk_test_interval')
  const { stripe, customer } = flow
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(start + 15.5 * DAY)
  const id = made.items.data[0]?.id ?? ''
  const items = [{ id, price: await flow.price(30_000, 'year') }]
  const preview = await stripe.invoices.createPreview({
    subscription: made.id,
    subscription_details: { items },
  })
  expect(lines(preview)).toEqual([-1550, 30_000])
  const after = await stripe.subscriptions.update(made.id, { items })
  const [item] = after.items.data
  expect([after.billing_cycle_anchor, item?.id, item?.current_period_start]).toEqual([
    start + 15.5 * DAY,
    id,
    start + 15.5 * DAY,
  ])
  const [invoice] = (await stripe.invoices.list({ subscription: made.id })).data
  expect([invoice?.billing_reason, lines(invoice), invoice?.status]).toEqual([
    'subscription_update',
    [-1550, 30_000],
    'paid',
  ])
})

it('bills months and years on one subscription, each when its own period ends', async () => {
  const flow = await billing('sk_test_mixed')
  const { stripe, customer } = flow
  const [month, year, week] = [
    await flow.price(1000),
    await flow.price(9000, 'year'),
    await flow.price(300, 'week'),
  ]
  const items = [{ price: month }, { price: year }]
  await expect(
    stripe.subscriptions.create({ customer, items, billing_mode: { type: 'classic' } }),
  ).rejects.toThrow(/flexible/)
  await expect(
    stripe.subscriptions.create({ customer, items: [{ price: month }, { price: week }] }),
  ).rejects.toThrow(/multiples/)
  const { id } = await stripe.subscriptions.create({ customer, items })
  for (const at of MONTHS.slice(1, 13)) await flow.advanceTo(at + 7200)
  const { data } = await stripe.invoices.list({ subscription: id, limit: 100 })
  expect(data.toReversed().map(invoice => invoice.total)).toEqual([
    10_000,
    ...Array.from({ length: 11 }, () => 1000),
    10_000,
  ])
})

it('gives back what was billed, discount and all, and charges an added item for the rest of its period', async () => {
  const flow = await billing('sk_test_credits')
  const { stripe, customer } = flow
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: await flow.price(3100) }],
    discounts: [{ coupon: coupon.id }],
  })
  await flow.advanceTo(start + 15.5 * DAY)
  await stripe.subscriptions.update(made.id, {
    items: [
      { id: made.items.data[0]?.id ?? '', price: await flow.price(6200) },
      { price: await flow.price(310) },
    ],
    proration_behavior: 'always_invoice',
  })
  const [invoice] = (await stripe.invoices.list({ subscription: made.id })).data
  expect(lines(invoice)).toEqual([-775, 1550, 78])
  const deleted = await stripe.subscriptions.deleteDiscount(made.id)
  expect([deleted.deleted, (await stripe.subscriptions.retrieve(made.id)).discounts]).toEqual([true, []])
  const none = (from: string) => ({ statusCode: 404, message: `No active discount for ${from}` })
  await expect(stripe.subscriptions.deleteDiscount(made.id)).rejects.toMatchObject(
    none(`subscription ${made.id} on customer ${customer}`),
  )
  const gone = (id: string) => stripe.customers.deleteDiscount(id)
  await expect(gone(customer)).rejects.toMatchObject(none(`customer ${customer}`))
  await expect(gone('cus_nope')).rejects.toThrow("No such customer: 'cus_nope'")
})

it('moves the billing date to now', async () => {
  const flow = await billing('sk_test_anchor_now')
  const { stripe, customer } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(start + 10 * DAY)
  const after = await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' } })
  const [invoice] = (await stripe.invoices.list({ subscription: id })).data
  expect([after.items.data[0]?.current_period_end, lines(invoice)]).toEqual([
    (MONTHS[1] ?? 0) + 10 * DAY,
    [-2100, 3100],
  ])
})

it('ends when the first or the last period does, or in the middle with the rest given back', async () => {
  const flow = await billing('sk_test_cancel')
  const { stripe, customer } = flow
  const items = [{ price: await flow.price(3100) }, { price: await flow.price(36_500, 'year') }]
  const { id } = await stripe.subscriptions.create({ customer, items })
  expect((await stripe.subscriptions.update(id, { cancel_at: 'max_period_end' })).cancel_at).toBe(MONTHS[12])
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([])
  const early = await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' })
  expect(early.cancel_at).toBe(MONTHS[1])
  expect((await stripe.invoiceItems.list({ customer })).data.map(item => item.amount)).toEqual([-33_400])
  await stripe.subscriptions.update(id, { cancel_at: null })
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([])
  await stripe.subscriptions.update(id, { cancel_at: (MONTHS[1] ?? 0) + 14 * DAY })
  await flow.advanceTo((MONTHS[1] ?? 0) + 20 * DAY)
  expect((await flow.invoices(id)).at(-1)).toEqual(['subscription_cycle', 'paid', 3100 / 2 - 32_000])
})

it('gives unused time back when paused, and goes on when the resumption is paid', async () => {
  const flow = await billing('sk_test_resumption')
  const { stripe, customer } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(start + 15.5 * DAY)
  await stripe.subscriptions.pause(id, { invoicing_behavior: 'invoice' })
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1550 })
  await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_chargeCustomerFail' })
  const asked = await stripe.subscriptions.resume(id, { payment_behavior: 'resume_on_payment_success' })
  expect(asked.status).toBe('paused')
  await stripe.invoices.pay(idOf(asked.latest_invoice), { payment_method: 'pm_card_visa' })
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active')
  expect((await flow.invoices(id)).at(-1)).toEqual(['subscription_update', 'paid', 3100])
  expect((await flow.events('customer.subscription.')).filter(type => /paused|resumed/.test(type))).toEqual([
    'customer.subscription.paused',
    'customer.subscription.resumed',
  ])
})

it('keeps an update back until it is paid, or forgets it after 23 hours', async () => {
  const flow = await billing('sk_test_pending')
  const { stripe, customer } = flow
  const [small, large] = [await flow.price(3100), await flow.price(6200)]
  const made = await stripe.subscriptions.create({ customer, items: [{ price: small }] })
  await stripe.subscriptions.update(made.id, { default_payment_method: 'pm_card_chargeCustomerFail' })
  const upgrade = () =>
    stripe.subscriptions.update(made.id, {
      items: [{ id: made.items.data[0]?.id ?? '', price: large }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    })
  const held = await upgrade()
  expect([
    held.status,
    held.items.data[0]?.price.id,
    held.pending_update?.subscription_items?.[0]?.price.id,
  ]).toEqual(['active', small, large])
  await flow.advanceTo(start + DAY)
  const expired = await stripe.subscriptions.retrieve(made.id)
  expect([expired.pending_update, (await flow.invoices(made.id)).at(-1)?.[1]]).toEqual([null, 'void'])
  const again = await upgrade()
  await stripe.invoices.pay(idOf(again.latest_invoice), { payment_method: 'pm_card_visa' })
  const applied = await stripe.subscriptions.retrieve(made.id)
  expect([applied.pending_update, applied.items.data[0]?.price.id]).toEqual([null, large])
  await expect(
    stripe.subscriptions.update(made.id, {
      items: [{ id: made.items.data[0]?.id ?? '', quantity: 3 }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    }),
  ).rejects.toMatchObject({ code: 'card_declined' })
  expect((await stripe.subscriptions.retrieve(made.id)).items.data[0]?.quantity).toBe(1)
})

it('ends a trial now, dates a subscription back period by period, and bills what waits every week', async () => {
  const flow = await billing('sk_test_trial_now')
  const { stripe, customer } = flow
  const price = await flow.price(3100)
  const trial = await stripe.subscriptions.create({ customer, items: [{ price }], trial_period_days: 20 })
  const ended = await stripe.subscriptions.update(trial.id, { trial_end: 'now' })
  expect([ended.status, (await flow.invoices(trial.id)).at(-1)]).toEqual([
    'active',
    ['subscription_update', 'paid', 3100],
  ])
  const back = await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    backdate_start_date: start - 31 * DAY - 15 * DAY,
    pending_invoice_item_interval: { interval: 'week' },
    expand: ['latest_invoice'],
  })
  expect(typeof back.latest_invoice === 'object' ? lines(back.latest_invoice ?? undefined) : null).toEqual([
    1550, 3100, 3100,
  ])
  await stripe.invoiceItems.create({ customer, subscription: back.id, amount: 700, currency: 'usd' })
  await flow.advanceTo(start + 8 * DAY)
  expect((await flow.invoices(back.id)).at(-1)).toEqual([
    'automatic_pending_invoice_item_invoice',
    'paid',
    700,
  ])
})

it('leaves the classic mode behind, once', async () => {
  const { stripe, customer, ...flow } = await billing('sk_test_migrate')
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await flow.price(3100) }],
    billing_mode: { type: 'classic' },
  })
  const after = await stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } })
  expect(after.billing_mode.type).toBe('flexible')
  await expect(stripe.subscriptions.migrate(id, { billing_mode: { type: 'flexible' } })).rejects.toThrow(
    /already/,
  )
})

it('waits with an update that is paid later, and bills what was used when canceled', async () => {
  const flow = await billing('sk_test_paid_later')
  const { stripe, customer } = flow
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(start + 15.5 * DAY)
  const after = await stripe.subscriptions.update(made.id, {
    items: [{ id: made.items.data[0]?.id ?? '', price: await flow.price(6200) }],
    add_invoice_items: [
      { price_data: { currency: 'usd', product: await productOf(flow), unit_amount: 500 } },
    ],
    proration_behavior: 'always_invoice',
    payment_behavior: 'default_incomplete',
  })
  const invoice = await stripe.invoices.retrieve(idOf(after.latest_invoice))
  expect([after.status, invoice.status, lines(invoice)?.toSorted()]).toEqual([
    'past_due',
    'open',
    [-1550, 3100, 500],
  ])
  await stripe.invoices.pay(invoice.id)
  expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('active')
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  })
  const used = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 10,
    product: await productOf(flow),
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  })
  const metered = await stripe.subscriptions.create({ customer, items: [{ price: used.id }] })
  await stripe.billing.meterEvents.create({
    event_name: 'calls',
    payload: { stripe_customer_id: customer, value: '70' },
    timestamp: start + 15.5 * DAY,
  })
  await flow.advanceTo(start + 16 * DAY)
  const canceled = await stripe.subscriptions.cancel(metered.id, { invoice_now: true })
  expect([canceled.status, (await flow.invoices(metered.id)).at(-1)]).toEqual([
    'canceled',
    ['subscription_update', 'paid', 700],
  ])
})

it('resumes in its old rhythm for the rest of the period, or not at all when nobody pays in 23 hours', async () => {
  const flow = await billing('sk_test_old_rhythm')
  const { stripe, customer } = flow
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(3100) }] })
  await flow.advanceTo(start + 10 * DAY)
  await stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: 'none' } } })
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([])
  await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_chargeCustomerFail' })
  const asked = await stripe.subscriptions.resume(id, { payment_behavior: 'resume_on_payment_success' })
  expect(asked.status).toBe('paused')
  await flow.advanceTo(start + 11 * DAY)
  expect([(await stripe.subscriptions.retrieve(id)).status, (await flow.invoices(id)).at(-1)?.[1]]).toEqual([
    'paused',
    'void',
  ])
  await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_visa' })
  await flow.advanceTo(start + 15.5 * DAY)
  const resumed = await stripe.subscriptions.resume(id, {
    billing_cycle_anchor: { type: 'unchanged' },
    proration_behavior: 'always_invoice',
  })
  expect([
    resumed.status,
    resumed.items.data[0]?.current_period_end,
    (await flow.invoices(id)).at(-1),
  ]).toEqual(['active', MONTHS[1], ['subscription_update', 'paid', 1550]])
})
