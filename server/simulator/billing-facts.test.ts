import { Stripe } from 'stripe'
import { describe, expect, it, test, vi } from 'vitest'
import { billing, DAY, idOf, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

/** Billing as the pinned version has it: what moved, what is told in which order, how far clocks go. */
const asJson = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value))

describe('what moved since older versions', () => {
  it('is where it is now, and nowhere else', async () => {
    const flow = await billing('sk_test_moved')
    const { stripe, customer } = flow
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
    expect(code.promotion).toMatchObject({ type: 'coupon', coupon: coupon.id })
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: await flow.price(1000) }],
      discounts: [{ promotion_code: code.id }],
      expand: ['discounts', 'latest_invoice.payments'],
    })
    expect(made).toMatchObject({
      billing_mode: { type: 'flexible' },
      discounts: [{ source: { type: 'coupon', coupon: coupon.id } }],
      items: { data: [{ current_period_start: start, current_period_end: start + 31 * DAY }] },
    })
    const gone = (object: unknown, names: string) => names.split(' ').filter(name => name in asJson(object))
    expect(gone(made, 'current_period_start current_period_end discount coupon')).toEqual([])
    const invoice = await stripe.invoices.retrieve(idOf(made.latest_invoice))
    const was = 'payment_intent charge paid subscription subscription_details quote tax discount payments'
    expect(gone(invoice, `${was} total_tax_amounts application_fee_amount transfer_data`)).toEqual([])
    expect(invoice.parent?.subscription_details?.subscription).toBe(made.id)
    const [line] = (await stripe.invoices.listLineItems(invoice.id)).data
    expect(gone(line, 'price plan type proration subscription_item tax_rates invoice_item')).toEqual([])
    expect(line).toMatchObject({
      discount_amounts: [{ amount: 100 }],
      parent: { subscription_item_details: { subscription_item: made.items.data[0]?.id, proration: false } },
      pricing: { price_details: { price: made.items.data[0]?.price.id } },
    })
    const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid' })).data
    const paid = idOf(payment?.payment.payment_intent ?? null)
    const intent = await stripe.paymentIntents.retrieve(paid, { expand: ['latest_charge'] })
    expect([gone(intent, 'invoice'), gone(intent.latest_charge, 'invoice')]).toEqual([[], []])
    const back = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: paid },
    })
    expect(back.data.map(one => one.invoice)).toEqual([invoice.id])
  })

  test.for([
    ['GET', '/v1/invoices/upcoming', {}, 'id'],
    ['POST', '/v1/customers', { coupon: 'x' }, 'coupon'],
    ['POST', '/v1/subscriptions', { customer: 'cus_x', coupon: 'x' }, 'coupon'],
    ['POST', '/v1/subscriptions/sub_x', { billing_cycle_anchor: 'now' }, 'billing_cycle_anchor'],
    [
      'POST',
      '/v1/payment_intents',
      { amount: 500, currency: 'usd', payment_method_types: ['card'] },
      'payment_method_types',
    ],
    ['POST', '/v1/setup_intents', { payment_method_types: ['card'] }, 'payment_method_types'],
    [
      'POST',
      '/v1/checkout/sessions',
      { mode: 'payment', payment_method_types: ['card'] },
      'payment_method_types',
    ],
  ] as const)('%s %s %j is refused', async ([method, path, params, param]) => {
    const { stripe } = await billing('sk_test_moved_refused')
    await expect(stripe.rawRequest(method, path, params)).rejects.toMatchObject({ param })
  })
})

describe('what is told', () => {
  it('of a first payment, a renewal, and one that fails, in order', async () => {
    const flow = await billing('sk_test_told')
    const { stripe, customer } = flow
    const price = await flow.price(1000)
    const seen = new Set<string>()
    const since = async () => {
      const { data } = await stripe.events.list({ limit: 100 })
      const fresh = data.filter(({ id }) => !seen.has(id)).toReversed()
      for (const { id } of fresh) seen.add(id)
      return fresh
        .map(event => event.type)
        .filter(type => !/^(test_helpers|price|product|customer\.updated)/.test(type))
    }
    await since()
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] })
    const PAID = [
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]
    expect(await since()).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      ...PAID,
      'customer.subscription.updated',
    ])
    await flow.advanceTo(start + 31 * DAY + 60)
    expect(await since()).toEqual(['invoice.upcoming', 'customer.subscription.updated', 'invoice.created'])
    await flow.advanceTo(start + 31 * DAY + 4000)
    expect(await since()).toEqual(['invoice.finalized', 'payment_intent.created', ...PAID])
    await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_chargeCustomerFail' })
    await since()
    await flow.advanceTo(start + 59 * DAY + 4000)
    expect((await since()).slice(3)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    const [update] = (await stripe.events.list({ type: 'customer.subscription.updated', limit: 1 })).data
    expect(update?.data).toMatchObject({
      object: { status: 'past_due' },
      previous_attributes: { status: 'active' },
    })
  })
})

it('makes the invoices of an unpaid subscription, and tries none of them', async () => {
  const flow = await billing('sk_test_unpaid')
  const { stripe, customer } = flow
  await stripe.rawRequest('POST', '/_sim/settings', { retry_policy: { days: [1], final_action: 'unpaid' } })
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await flow.price(1000) }] })
  await stripe.subscriptions.update(id, { default_payment_method: 'pm_card_chargeCustomerFail' })
  await flow.advanceTo(start + 34 * DAY)
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('unpaid')
  await flow.advanceTo(start + 60 * DAY)
  const { data } = await stripe.invoices.list({ subscription: id })
  expect(data.map(({ status, attempt_count: tries }) => [status, tries])).toEqual([
    ['draft', 0],
    ['open', 2],
    ['paid', 1],
  ])
})

describe('a test clock', () => {
  it('goes forward only, two intervals at once, on the platform only, and takes its customers with it', async () => {
    const flow = await billing('sk_test_clocks')
    const { stripe, customer } = flow
    const clock = (await stripe.testHelpers.testClocks.list()).data[0]?.id ?? ''
    const to = (frozen_time: number) => stripe.testHelpers.testClocks.advance(clock, { frozen_time })
    await expect(to(start - 1)).rejects.toMatchObject({ param: 'frozen_time' })
    await expect(to(start + 3 * 366 * DAY)).rejects.toMatchObject({ param: 'frozen_time' })
    const price = await flow.price(1000)
    const made = []
    for (let count = 0; count < 3; count += 1)
      made.push(await stripe.subscriptions.create({ customer, items: [{ price }] }))
    await expect(stripe.subscriptions.create({ customer, items: [{ price }] })).rejects.toThrow('3')
    for (let count = 0; count < 2; count += 1) await stripe.customers.create({ test_clock: clock })
    await expect(stripe.customers.create({ test_clock: clock })).rejects.toMatchObject({
      param: 'test_clock',
    })
    await expect(to(start + 93 * DAY)).rejects.toMatchObject({ param: 'frozen_time' })
    const account = await stripe.accounts.create({})
    await expect(
      stripe.testHelpers.testClocks.create({ frozen_time: start }, { stripeAccount: account.id }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    const { data: paid } = await stripe.paymentIntents.list({ customer })
    expect(Math.abs((paid[0]?.created ?? 0) - Date.now() / 1000)).toBeLessThan(600)
    await stripe.testHelpers.testClocks.del(clock)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
    expect((await stripe.subscriptions.retrieve(made[0]?.id ?? '')).status).toBe('canceled')
  })

  it('keeps to the last day of the month that a subscription began on', async () => {
    const { stripe } = await billing('sk_test_anchor')
    const frozen_time = Date.UTC(2026, 0, 31) / 1000
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time })
    const customer = await stripe.customers.create({
      test_clock: clock.id,
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const price_data = { currency: 'usd', unit_amount: 1000, recurring: { interval: 'month' as const } }
    const product = (await stripe.products.create({ name: 'Box' })).id
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price_data: { ...price_data, product } }],
    })
    const ends: (string | undefined)[] = []
    for (const day of [28, 59, 89]) {
      const { items } = await stripe.subscriptions.retrieve(id)
      const [item] = items.data
      ends.push(new Date((item?.current_period_end ?? 0) * 1000).toISOString().slice(5, 10))
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + day * DAY + 60 })
      while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready');
    }
    expect(ends).toEqual(['02-28', '03-31', '04-30'])
  })
})
