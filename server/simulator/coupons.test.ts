import { expect, it, vi } from 'vitest'
import { billing, idOf, MONTHS, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Coupons over renewals: for how long, from which lines, in which currency, how often. */
const month = (number: number): number => (MONTHS[number] ?? 0) + 7_200

it.for([
  ['once', { duration: 'once' }, [8_820, 9_800, 9_800]],
  ['two months', { duration: 'repeating', duration_in_months: 2 }, [8_820, 8_820, 9_800]],
  ['forever', { duration: 'forever' }, [8_820, 8_820, 8_820]],
] as const)('ten percent off for %s', async ([name, terms, totals]) => {
  const { stripe, customer, price, advanceTo, invoices } = await billing(`sk_test_coupon_${name.length}`)
  const coupon = await stripe.coupons.create({ percent_off: 10, ...terms })
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(9_800) }],
    discounts: [{ coupon: coupon.id }],
  })
  await advanceTo(month(1))
  await advanceTo(month(2))
  expect((await invoices(id)).map(([, , total]) => total)).toEqual(totals)
  expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1, valid: true })
})

it('takes an amount off the lines of some products only, and no more than they cost', async () => {
  const { stripe, customer, price } = await billing('sk_test_coupon_products')
  const [cheap, dear] = [await price(3_500), await price(7_900)]
  const { product } = await stripe.prices.retrieve(cheap)
  const coupon = await stripe.coupons.create({
    amount_off: 5_000,
    currency: 'usd',
    applies_to: { products: [idOf(product)] },
  })
  const { latest_invoice: invoice } = await stripe.subscriptions.create({
    customer,
    items: [{ price: cheap }, { price: dear }],
    discounts: [{ coupon: coupon.id }],
    expand: ['latest_invoice'],
  })
  expect(invoice).toMatchObject({
    total: 7_900,
    total_discount_amounts: [{ amount: 3_500 }],
    lines: {
      data: expect.arrayContaining([expect.objectContaining({ amount: 7_900, discount_amounts: [] })]),
    },
  })
})

it('ends with its last redemption, with its time, and with the currency of what is bought', async () => {
  const { stripe, customer, price, advanceTo } = await billing('sk_test_coupon_limits')
  const items = [{ price: await price(9_800) }]
  const subscribe = (coupon: string) =>
    stripe.subscriptions.create({ customer, items, discounts: [{ coupon }] })
  const single = await stripe.coupons.create({ percent_off: 50, max_redemptions: 1 })
  await subscribe(single.id)
  expect(await stripe.coupons.retrieve(single.id)).toMatchObject({ times_redeemed: 1, valid: false })
  const expired = { code: 'coupon_expired', param: 'discounts[0][coupon]' }
  await expect(subscribe(single.id)).rejects.toMatchObject(expired)

  const now = Math.floor(Date.now() / 1000)
  const dated = await stripe.coupons.create({ percent_off: 50, redeem_by: now + 86_400 })
  const { latest_invoice: paid } = await subscribe(dated.id)
  expect(await stripe.invoices.retrieve(idOf(paid))).toMatchObject({ total: 4_900, created: start })
  await advanceTo(month(0))
  const euros = await stripe.coupons.create({ amount_off: 500, currency: 'eur' })
  await expect(subscribe(euros.id)).rejects.toMatchObject({ param: 'discounts[0][coupon]' })
  expect(await stripe.coupons.retrieve(euros.id)).toMatchObject({ times_redeemed: 0 })
})

it('asks for the minimum of a promotion code on invoices, changes of subscriptions and phases', async () => {
  const { stripe, customer, price, advanceTo } = await billing('sk_test_coupon_minimum')
  const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
  const { id: promotion_code } = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon },
    restrictions: { minimum_amount: 5_000, minimum_amount_currency: 'usd' },
  })
  const discounts = [{ promotion_code }]
  const unmet = { code: 'promotion_code_minimum_amount_not_met' }
  const invoice = () =>
    stripe.invoices.create({ customer, discounts, pending_invoice_items_behavior: 'include' })
  await stripe.invoiceItems.create({ customer, amount: 4_000, currency: 'usd' })
  await expect(invoice()).rejects.toMatchObject(unmet)
  await stripe.invoiceItems.create({ customer, amount: 1_000, currency: 'usd' })
  expect(await invoice()).toMatchObject({ subtotal: 5_000, total: 4_500 })
  const draft = await stripe.invoices.create({ customer, currency: 'usd' })
  await expect(stripe.invoices.update(draft.id, { discounts })).rejects.toMatchObject(unmet)

  const item = { price: await price(3_000) }
  const { id } = await stripe.subscriptions.create({ customer, items: [item] })
  await expect(stripe.subscriptions.update(id, { discounts })).rejects.toMatchObject(unmet)
  const schedule = await stripe.subscriptionSchedules.create({
    customer,
    start_date: 'now',
    phases: [
      { items: [item], duration: { interval: 'month' } },
      { items: [{ ...item, quantity: 2 }], duration: { interval: 'month' }, discounts },
    ],
  })
  await advanceTo(month(1))
  const entered = await stripe.subscriptions.retrieve(idOf(schedule.subscription))
  expect(entered.discounts).toHaveLength(1)
})

it('takes off, and asks for, what is told for each currency', async () => {
  const { stripe, customer } = await billing('sk_test_coupon_currencies')
  const { id: coupon } = await stripe.coupons.create({
    amount_off: 500,
    currency: 'usd',
    duration: 'forever',
    currency_options: { eur: { amount_off: 450 } },
  })
  await stripe.coupons.update(coupon, { currency_options: { gbp: { amount_off: 400 } } })
  const shown = await stripe.coupons.retrieve(coupon, { expand: ['currency_options'] })
  expect([(await stripe.coupons.retrieve(coupon)).currency_options, shown.currency_options]).toEqual([
    undefined,
    { usd: { amount_off: 500 }, eur: { amount_off: 450 }, gbp: { amount_off: 400 } },
  ])
  const restrictions = { minimum_amount: 5_000, minimum_amount_currency: 'usd' }
  const code = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon },
    restrictions: { ...restrictions, currency_options: { eur: { minimum_amount: 4_000 } } },
  })
  const more = await stripe.promotionCodes.update(code.id, {
    restrictions: { currency_options: { gbp: { minimum_amount: 3_000 } } },
  })
  expect(more.restrictions).toEqual({
    first_time_transaction: false,
    ...restrictions,
    currency_options: { eur: { minimum_amount: 4_000 }, gbp: { minimum_amount: 3_000 } },
  })
  const invoice = async (amount: number, currency: string) => {
    await stripe.invoiceItems.create({ customer, amount, currency })
    return stripe.invoices.create({
      customer,
      currency,
      pending_invoice_items_behavior: 'include',
      discounts: [{ promotion_code: code.id }],
    })
  }
  const unmet = { code: 'promotion_code_minimum_amount_not_met' }
  expect([(await invoice(4_000, 'eur')).total, (await invoice(3_000, 'gbp')).total]).toEqual([3_550, 2_600])
  await expect(invoice(3_999, 'eur')).rejects.toMatchObject(unmet)
  await expect(invoice(9_000, 'chf')).rejects.toMatchObject(unmet)
  const percent = await stripe.coupons.create({ percent_off: 10 })
  await expect(
    stripe.coupons.update(percent.id, { currency_options: { eur: { amount_off: 1 } } }),
  ).rejects.toMatchObject({ param: 'currency_options' })
  await expect(
    stripe.coupons.create({ amount_off: 1, currency: 'usd', currency_options: { usd: { amount_off: 2 } } }),
  ).rejects.toMatchObject({ param: 'currency_options[usd]' })
  await expect(
    stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon },
      restrictions: { minimum_amount: 5_000 },
    }),
  ).rejects.toMatchObject({ param: 'restrictions[minimum_amount_currency]' })
  const euros = await stripe.prices.create({
    currency: 'eur',
    unit_amount: 2_000,
    product_data: { name: 'Book' },
  })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://shop.example',
    line_items: [{ price: euros.id, quantity: 2 }],
    discounts: [{ promotion_code: code.id }],
  })
  expect(session).toMatchObject({ amount_subtotal: 4_000, amount_total: 3_550 })
  const francs = await stripe.prices.create({
    currency: 'chf',
    unit_amount: 2_000,
    product_data: { name: 'Book' },
  })
  await expect(
    stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://shop.example',
      line_items: [{ price: francs.id, quantity: 2 }],
      discounts: [{ coupon }],
    }),
  ).rejects.toMatchObject({ param: 'discounts[0][coupon]' })
})

it('asks for the minimum of what is bought once the same request has changed it', async () => {
  const { stripe, customer, price } = await billing('sk_test_coupon_change')
  const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
  const { id: promotion_code } = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon },
    restrictions: { minimum_amount: 5_000, minimum_amount_currency: 'usd' },
  })
  const discounts = [{ promotion_code }]
  const made = await stripe.subscriptions.create({ customer, items: [{ price: await price(3_000) }] })
  const item = made.items.data[0]?.id ?? ''
  const update = (quantity: number) =>
    stripe.subscriptions.update(made.id, { discounts, items: [{ id: item, quantity }] })
  await expect(update(1)).rejects.toMatchObject({ code: 'promotion_code_minimum_amount_not_met' })
  expect(await update(2)).toMatchObject({
    discounts: [expect.stringMatching(/^di_/)],
    items: { data: [{ quantity: 2 }] },
  })
  await expect(update(1)).rejects.toMatchObject({ code: 'promotion_code_minimum_amount_not_met' })
})

it('goes on for who has it when the coupon is deleted, and is for nobody else', async () => {
  const { stripe, customer, price, advanceTo, invoices } = await billing('sk_test_coupon_gone')
  const made = await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' })
  const subscribe = async () =>
    stripe.subscriptions.create({
      customer,
      items: [{ price: await price(9_800) }],
      discounts: [{ coupon: made.id }],
    })
  const { id } = await subscribe()
  await stripe.coupons.del(made.id)
  await expect(subscribe()).rejects.toMatchObject({ code: 'resource_missing' })
  await stripe.coupons.create({ id: 'TEN', percent_off: 90, duration: 'once' })
  await advanceTo(month(1))
  expect((await invoices(id)).map(([, , total]) => total)).toEqual([8_820, 8_820])
})
