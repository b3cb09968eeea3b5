import { expect, test, vi } from 'vitest'
import { billing, DAY, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** The product of a price. */
const productOf = async ({ stripe }: Awaited<ReturnType<typeof billing>>, price: string): Promise<string> =>
  idOf((await stripe.prices.retrieve(price)).product)

/** Discounts of prorations: inside of their amounts, or told apart. What is to pay is the same. */
test.for([
  [
    'included',
    [
      [-1240, []],
      [2480, []],
    ],
    [],
  ],
  [
    'itemized',
    [
      [-1550, [-310]],
      [3100, [620]],
    ],
    [310],
  ],
] as const)(
  '%s: a change in mid-cycle is prorated with what a coupon takes off',
  async ([mode, lines, totals]) => {
    const flow = await billing(`sk_test_proration_${mode}`)
    const { stripe, customer } = flow
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' })
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: await flow.price(3100) }],
      discounts: [{ coupon: coupon.id }],
      billing_mode: { type: 'flexible', flexible: { proration_discounts: mode } },
    })
    const item = made.items.data[0]?.id ?? ''
    await flow.advanceTo(start + 15.5 * DAY)
    await stripe.subscriptions.update(made.id, {
      items: [{ id: item, price: await flow.price(6200) }],
      proration_behavior: 'always_invoice',
    })
    const [invoice] = (await stripe.invoices.list({ subscription: made.id, limit: 1 })).data
    expect(
      invoice?.lines.data.map(line => [line.amount, line.discount_amounts?.map(({ amount }) => amount)]),
    ).toEqual(lines)
    expect([invoice?.total, invoice?.total_discount_amounts?.map(({ amount }) => amount)]).toEqual([
      1240,
      totals,
    ])
    await stripe.subscriptions.update(made.id, { items: [{ id: item, quantity: 2 }] })
    const { data: waiting } = await stripe.invoiceItems.list({ customer, pending: true })
    expect(waiting.map(({ net_amount: net = 0 }) => net).toSorted((a, b) => a - b)).toEqual([-2480, 4960])
    await flow.advanceTo((MONTHS[1] ?? 0) + 7200)
    expect((await flow.invoices(made.id)).at(-1)).toEqual(['subscription_cycle', 'paid', 9920 + 2480])
  },
)

/** Discounts of items: before those of the subscription, in prorations, previews and phases. */
test('takes the discounts of items off before those of the subscription, each for its time', async () => {
  const flow = await billing('sk_test_coupon_items')
  const { stripe, customer } = flow
  const [cheap, dear] = [await flow.price(1_000), await flow.price(4_000)]
  const coupon = async (percent_off: number, terms: object) =>
    (await stripe.coupons.create({ percent_off, ...terms })).id
  const [once, half] = [await coupon(20, { duration: 'once' }), await coupon(50, { duration: 'forever' })]
  const two = await coupon(10, { duration: 'repeating', duration_in_months: 2 })
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: cheap, discounts: [{ coupon: once }] }, { price: dear }],
    add_invoice_items: [
      {
        price_data: { currency: 'usd', product: await productOf(flow, cheap), unit_amount: 500 },
        discounts: [{ coupon: half }],
      },
    ],
    discounts: [{ coupon: half }],
    expand: ['latest_invoice.lines.data.discounts'],
  })
  const [first, second] = made.items.data
  expect(made.latest_invoice).toMatchObject({
    subtotal: 250 + 800 + 4_000,
    total: 125 + 400 + 2_000,
    lines: {
      data: [
        {
          amount: 500,
          discounts: [{ invoice_item: expect.stringMatching(/^ii_/), source: { coupon: half } }],
          discount_amounts: [{ amount: 250 }, { amount: 125 }],
        },
        {
          amount: 1_000,
          discounts: [{ subscription: made.id, subscription_item: first?.id, source: { coupon: once } }],
          discount_amounts: [{ amount: 200 }, { amount: 400 }],
        },
        { amount: 4_000, discounts: [], discount_amounts: [{ amount: 2_000 }] },
      ],
    },
  })
  const changed = await stripe.subscriptionItems.update(second?.id ?? '', { discounts: [{ coupon: two }] })
  expect(changed.discounts).toEqual([expect.stringMatching(/^di_/)])
  await flow.advanceTo((MONTHS[1] ?? 0) + 7_200)
  await flow.advanceTo((MONTHS[2] ?? 0) + 7_200)
  expect((await flow.invoices(made.id)).map(([, , total]) => total)).toEqual([
    2_525,
    500 + 1_800,
    500 + 2_000,
  ])
  expect((await stripe.subscriptions.retrieve(made.id)).items.data.map(item => item.discounts)).toEqual([
    [],
    [],
  ])
})

test('takes the discounts of an item off when another is told, when none is, and in previews', async () => {
  const flow = await billing('sk_test_coupon_item_changes')
  const { stripe, customer } = flow
  const price = await flow.price(3_100)
  const coupon = async (percent_off: number) =>
    (await stripe.coupons.create({ percent_off, duration: 'forever' })).id
  const [ten, half] = [await coupon(10), await coupon(50)]
  const preview = await stripe.invoices.createPreview({
    customer,
    subscription_details: { items: [{ price, discounts: [{ coupon: half }] }] },
    invoice_items: [{ amount: 1_000, currency: 'usd', discounts: [{ coupon: ten }] }],
  })
  expect(preview.total).toBe(1_550 + 900)
  const { id, items } = await stripe.subscriptions.create({
    customer,
    items: [{ price, discounts: [{ coupon: ten }] }],
  })
  const [item] = items.data
  const itemId = item?.id ?? ''
  await flow.advanceTo(start + 15.5 * DAY)
  const after = await stripe.subscriptions.update(id, {
    items: [{ id: itemId, quantity: 2, discounts: [{ coupon: half }] }],
    proration_behavior: 'always_invoice',
  })
  expect((await flow.invoices(id)).at(-1)?.[2]).toBe(1_550 - 1_395)
  expect(after.items.data[0]?.discounts).not.toEqual(item?.discounts)
  await stripe.subscriptions.update(id, { items: [{ id: itemId, discounts: '' }] })
  expect((await stripe.subscriptionItems.retrieve(itemId)).discounts).toEqual([])
  const waiting = await stripe.invoiceItems.create({
    customer,
    amount: 1_000,
    currency: 'usd',
    discounts: [{ coupon: half }],
  })
  await stripe.invoiceItems.update(waiting.id, { amount: 2_000 })
  await flow.advanceTo((MONTHS[1] ?? 0) + 7_200)
  expect((await flow.invoices(id)).at(-1)?.[2]).toBe(6_200 + 1_000)
  expect(await flow.events('customer.discount')).toEqual([
    'customer.discount.created',
    'customer.discount.created',
    'customer.discount.deleted',
    'customer.discount.deleted',
    'customer.discount.created',
  ])
})

test('keeps the discounts of items in phases of a schedule', async () => {
  const flow = await billing('sk_test_coupon_phases')
  const { stripe, customer } = flow
  const price = await flow.price(1_000)
  const terms = { percent_off: 20, duration: 'repeating', duration_in_months: 2 } as const
  const { id: coupon } = await stripe.coupons.create(terms)
  const items = [{ price, discounts: [{ coupon }] }]
  const made = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [
      { items, duration: { interval: 'month' } },
      {
        items,
        add_invoice_items: [
          {
            price_data: { currency: 'usd', product: await productOf(flow, price), unit_amount: 500 },
            discounts: [{ coupon }],
            period: { start: { type: 'phase_start' }, end: { type: 'phase_end' } },
          },
        ],
        duration: { interval: 'month', interval_count: 2 },
      },
      { items: [{ price }], duration: { interval: 'month' } },
    ],
  })
  const none = { discount: null, promotion_code: null }
  expect(made.phases.map(({ items: [item] }) => item?.discounts)).toEqual([
    [{ coupon, ...none }],
    [{ coupon, ...none }],
    [],
  ])
  for (const at of [1, 2, 3]) await flow.advanceTo((MONTHS[at] ?? 0) + 7_200)
  const { data } = await stripe.invoices.list({ subscription: idOf(made.subscription) })
  expect(data.map(({ total }) => total).toReversed()).toEqual([800, 800 + 400, 1_000, 1_000])
  const extra = data[2]?.lines.data.find(line => line.amount === 500)
  expect(extra?.period).toEqual({ start: MONTHS[1], end: MONTHS[3] })
  expect(await stripe.coupons.retrieve(coupon)).toMatchObject({ times_redeemed: 2 })
})
