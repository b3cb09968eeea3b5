import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What things cost: tiers, packages, decimals; what was used; and what codes take off, and when not. */
let simulator: Simulator
let stripe: Stripe

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 51 })
  stripe = new Stripe('sk_test_catalogue', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterAll(() => simulator.close())

const tiers = [
  { up_to: 5, unit_amount: 700, flat_amount: 1000 },
  { up_to: 10, unit_amount: 650 },
  { up_to: 'inf' as const, unit_amount_decimal: Stripe.Decimal.from('600.5'), flat_amount: 200 },
]
const tiered = (tiers_mode: 'graduated' | 'volume') =>
  ({ billing_scheme: 'tiered', tiers_mode, tiers }) as const
const packed = (round: 'up' | 'down') => ({ unit_amount: 1000, transform_quantity: { divide_by: 12, round } })

it.for<[string, Partial<Stripe.PriceCreateParams>, [quantity: number, amount: number][]]>([
  [
    'graduated',
    tiered('graduated'),
    [
      [5, 4500],
      [6, 5150],
      [10, 7750],
      [12, 9151],
    ],
  ],
  [
    'volume',
    tiered('volume'),
    [
      [5, 4500],
      [6, 3900],
      [10, 6500],
      [13, 8007],
    ],
  ],
  [
    'packages begun',
    packed('up'),
    [
      [1, 1000],
      [12, 1000],
      [13, 2000],
    ],
  ],
  [
    'whole packages',
    packed('down'),
    [
      [11, 0],
      [12, 1000],
      [25, 2000],
    ],
  ],
  [
    'fractions of a cent',
    { unit_amount_decimal: Stripe.Decimal.from('0.125') },
    [
      [3, 0],
      [4, 1],
      [100, 13],
    ],
  ],
])('prices %s', async ([, pricing, expected]) => {
  const { id } = await stripe.prices.create({ currency: 'usd', product_data: { name: 'P' }, ...pricing })
  const customer = (await stripe.customers.create({})).id
  const amounts = await Promise.all(
    expected.map(async ([quantity]) => {
      const item = await stripe.invoiceItems.create({ customer, quantity, pricing: { price: id } })
      return [quantity, item.amount]
    }),
  )
  expect(amounts).toEqual(expected)
})

it.for<['sum' | 'count' | 'last', number, number]>([
  ['sum', 12, 5],
  ['count', 3, 2],
  ['last', 7, 2],
])('adds usage up by %s, and takes an event back', async ([formula, all, left]) => {
  const customer = (await stripe.customers.create({})).id
  const meter = await stripe.billing.meters.create({
    display_name: formula,
    event_name: formula,
    default_aggregation: { formula },
  })
  const hour = Math.floor(Date.now() / 3_600_000) * 3600 - 7200
  // Told out of order: the last one is the latest, not the one that came last.
  for (const [value, at] of [
    [3, 60],
    [7, 3700],
    [2, 600],
  ] as const)
    await stripe.billing.meterEvents.create({
      event_name: formula,
      identifier: `${formula}-${value}`,
      payload: { stripe_customer_id: customer, value: String(value) },
      timestamp: hour + at,
    })
  const span = { customer, start_time: hour, end_time: hour + 7200 }
  const summaries = async (window?: 'hour') =>
    (
      await stripe.billing.meters.listEventSummaries(meter.id, {
        ...span,
        ...(window ? { value_grouping_window: window } : {}),
      })
    ).data.map(({ aggregated_value: value, start_time: start }) => [start - hour, value])
  expect(await summaries()).toEqual([[0, all]])
  expect(await summaries('hour')).toEqual([
    [3600, formula === 'count' ? 1 : 7],
    [0, left],
  ])
  await stripe.billing.meterEventAdjustments.create({
    event_name: formula,
    type: 'cancel',
    cancel: { identifier: `${formula}-7` },
  })
  expect(await summaries()).toEqual([[0, left]])
})

it('asks of a code what it asks for: a minimum, its customer, its time, its number', async () => {
  const coupon = (await stripe.coupons.create({ amount_off: 500, currency: 'usd', duration: 'once' })).id
  const code = async (params: Partial<Stripe.PromotionCodeCreateParams>) =>
    (await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, ...params })).id
  const price = async (unit_amount: number) =>
    (
      await stripe.prices.create({
        currency: 'usd',
        unit_amount,
        recurring: { interval: 'month' },
        product_data: { name: 'S' },
      })
    ).id
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const total = async (unit: number, promotion_code: string) => {
    const items = [{ price: await price(unit) }]
    const refused = (error: unknown) => (error instanceof Stripe.errors.StripeError ? error.code : error)
    const asked = { customer: customer.id, items, discounts: [{ promotion_code }] }
    const made = await stripe.subscriptions.create(asked).then(({ id }) => id, refused)
    const { data } = await stripe.invoices.list({ customer: customer.id, limit: 1 })
    return String(made).startsWith('sub_') ? data[0]?.total : made
  }
  const big = await code({ restrictions: { minimum_amount: 2000, minimum_amount_currency: 'usd' } })
  const other = await code({ customer: (await stripe.customers.create({})).id })
  const late = await code({ expires_at: Math.floor(Date.now() / 1000) - 60 })
  const once = await code({ max_redemptions: 1 })
  expect([
    await total(1999, big),
    await total(2000, big),
    await total(2000, other),
    await total(2000, late),
    await total(2000, once),
    await total(2000, once),
  ]).toEqual([
    'promotion_code_minimum_amount_not_met',
    1500,
    undefined,
    'promotion_code_expired',
    1500,
    'promotion_code_expired',
  ])
  await expect(
    stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1999, product_data: { name: 'P' } }, quantity: 1 },
      ],
      discounts: [{ promotion_code: big }],
      success_url: 'https://example.com/done',
    }),
  ).rejects.toMatchObject({ code: 'promotion_code_minimum_amount_not_met' })
})

it('prices in other currencies where they are asked for, and nowhere else', async () => {
  const made = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    product_data: { name: 'P' },
    recurring: { interval: 'month' },
    currency_options: { eur: { unit_amount: 1900, tax_behavior: 'inclusive' } },
    expand: ['currency_options'],
  })
  expect(Object.keys(made.currency_options ?? {})).toEqual(['usd', 'eur'])
  expect(made.currency_options?.['eur']).toMatchObject({ unit_amount: 1900, tax_behavior: 'inclusive' })
  await stripe.prices.update(made.id, { currency_options: { gbp: { unit_amount: 1700 } } })
  expect(await stripe.prices.retrieve(made.id)).not.toHaveProperty('currency_options')
  const tierPrice = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'T' },
    ...tiered('graduated'),
    currency_options: { eur: { tiers: [{ up_to: 'inf', unit_amount: 300, flat_amount: 50 }] } },
  })
  const items = [{ price: made.id, quantity: 2 }]
  const buyer = async () =>
    (
      await stripe.customers.create({
        payment_method: 'pm_card_visa',
        invoice_settings: { default_payment_method: 'pm_card_visa' },
      })
    ).id
  const customer = await buyer()
  const {
    id,
    currency,
    items: kept,
  } = await stripe.subscriptions.create({ customer, items, currency: 'eur' })
  expect([currency, kept.data[0]?.price.currency]).toEqual(['eur', 'usd'])
  const invoiced = async () => (await stripe.invoices.list({ subscription: id })).data
  expect((await invoiced()).map(one => [one.total, one.currency, one.lines.data[0]?.currency])).toEqual([
    [3800, 'eur', 'eur'],
  ])
  // The customer has a currency from now on, which nobody needs to name again.
  const extra = await stripe.invoiceItems.create({ customer, pricing: { price: tierPrice.id }, quantity: 3 })
  expect([extra.amount, extra.currency]).toEqual([950, 'eur'])
  expect((await stripe.subscriptions.create({ customer, items })).currency).toBe('eur')
  expect((await stripe.subscriptions.create({ customer: await buyer(), items })).currency).toBe('usd')
  const line_items = [{ price: tierPrice.id, quantity: 3 }]
  const session = (code: string) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      line_items,
      currency: code,
      success_url: 'https://example.com/done',
    })
  expect(await session('eur')).toMatchObject({ amount_total: 950, currency: 'eur' })
  expect(await session('usd')).toMatchObject({ amount_total: 3100, currency: 'usd' })
  const { url } = await stripe.paymentLinks.create({ line_items, currency: 'eur' })
  await fetch(url)
  const { data: opened } = await stripe.checkout.sessions.list({ limit: 1 })
  expect(opened[0]).toMatchObject({ amount_total: 950, currency: 'eur' })
  await expect(session('gbp')).rejects.toMatchObject({ statusCode: 400, param: 'line_items[0][price]' })
  await expect(
    stripe.subscriptions.create({ customer: await buyer(), items, currency: 'jpy' }),
  ).rejects.toMatchObject({ statusCode: 400, param: 'items[0][price]' })
  await expect(
    stripe.prices.update(tierPrice.id, { currency_options: { gbp: { unit_amount: 1 } } }),
  ).rejects.toMatchObject({ param: 'currency_options[gbp][tiers]' })
  await expect(
    stripe.prices.update(made.id, { currency_options: { usd: { unit_amount: 1 } } }),
  ).rejects.toMatchObject({ param: 'currency_options[usd]' })
  await stripe.prices.update(made.id, { currency_options: '' })
  const none = await stripe.prices.retrieve(made.id, { expand: ['currency_options'] })
  expect(Object.keys(none.currency_options ?? {})).toEqual(['usd'])
})
