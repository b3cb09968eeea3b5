import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. Customers, their payment methods and balance. */
export async function walkCustomers(stripe: StripeClient) {
  const address = {
    line1: '1 Main St',
    city: 'Springfield',
    country: 'US',
    postal_code: '62701',
    state: 'IL',
  }
  const { id } = await stripe.customers.create({
    email: 'a@example.com',
    name: 'A',
    address,
    shipping: { name: 'A', address },
  })
  await stripe.customers.list({ email: 'a@example.com' })
  await stripe.customers.retrieve(id, { expand: ['subscriptions', 'sources'] })
  await stripe.customers.update(id, { phone: '1', invoice_settings: { footer: 'Thanks' } })
  const created = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
    billing_details: { name: 'A', address },
  })
  const method = await stripe.paymentMethods.attach(created.id, { customer: id })
  await stripe.paymentMethods.update(method.id, { metadata: { a: 'b' }, card: { exp_year: 2040 } })
  await stripe.paymentMethods.retrieve(method.id)
  await stripe.paymentMethods.list({ customer: id, type: 'card' })
  await stripe.customers.listPaymentMethods(id)
  await stripe.customers.retrievePaymentMethod(id, method.id)
  const spare = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: id })
  await stripe.paymentMethods.detach(spare.id)
  const credit = await stripe.customers.createBalanceTransaction(id, { amount: -100, currency: 'usd' })
  await stripe.customers.retrieveBalanceTransaction(id, credit.id)
  await stripe.customers.updateBalanceTransaction(id, credit.id, { description: 'Sorry' })
  await stripe.customers.listBalanceTransactions(id)
  return { customer: id, method: method.id }
}

/** Calls every endpoint of an area once. Products and prices. */
export async function walkCatalogue(stripe: StripeClient) {
  const product = await stripe.products.create({
    name: 'Box',
    images: ['https://example.com/a.png'],
    marketing_features: [{ name: 'Square' }],
    default_price_data: { currency: 'usd', unit_amount: 500 },
  })
  await stripe.products.list({ active: true })
  await stripe.products.retrieve(product.id, { expand: ['default_price'] })
  await stripe.products.update(product.id, { description: 'A box' })
  const recurring = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
    lookup_key: 'box',
    currency_options: { eur: { unit_amount: 1900, tax_behavior: 'exclusive' } },
    expand: ['currency_options'],
  })
  const tiered: {
    billing_scheme: 'tiered'
    tiers_mode: 'graduated'
    tiers: { up_to: number | 'inf'; unit_amount: number }[]
  } = {
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: 5, unit_amount: 100 },
      { up_to: 'inf', unit_amount: 50 },
    ],
  }
  await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    recurring: { interval: 'year' },
    ...tiered,
  })
  const once = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 700 })
  await stripe.prices.list({ lookup_keys: ['box'], type: 'recurring' })
  await stripe.prices.retrieve(recurring.id)
  await stripe.prices.update(recurring.id, { nickname: 'Boxes' })
  return { product: product.id, recurring: recurring.id, once: once.id }
}

/** Calls every endpoint of an area once. Webhook endpoints and events. */
export async function walkWebhookEndpoints(stripe: StripeClient) {
  const { id } = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/nowhere',
    enabled_events: ['payout.paid'],
  })
  await stripe.webhookEndpoints.list()
  await stripe.webhookEndpoints.retrieve(id)
  await stripe.webhookEndpoints.update(id, { description: 'x', disabled: true })
  await stripe.webhookEndpoints.del(id)
  const events = await stripe.events.list({ limit: 3 })
  await stripe.events.retrieve(events.data[0]?.id ?? '')
}

/** Calls every endpoint of an area once. Deletions. */
export async function walkRemovals(
  stripe: StripeClient,
  { account, customer }: { readonly account: string; readonly customer: string },
) {
  await stripe.products.del((await stripe.products.create({ name: 'Gone' })).id)
  await stripe.customers.deleteDiscount(customer).catch(() => undefined)
  await stripe.customers.del(customer)
  await stripe.customers.retrieve(customer)
  await stripe.accounts.del(account)
}

/** Calls every endpoint of an area once. Coupons and promotion codes. */
export async function walkDiscounts(stripe: StripeClient) {
  const coupon = await stripe.coupons.create({
    percent_off: 12.5,
    duration: 'repeating',
    duration_in_months: 3,
  })
  await stripe.coupons.retrieve(coupon.id)
  await stripe.coupons.update(coupon.id, { name: 'Spring' })
  await stripe.coupons.list()
  const code = await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'SPRING',
  })
  await stripe.promotionCodes.retrieve(code.id, { expand: ['promotion.coupon'] })
  await stripe.promotionCodes.update(code.id, { active: true })
  await stripe.promotionCodes.list({ code: 'SPRING' })
  await stripe.coupons.del((await stripe.coupons.create({ amount_off: 500, currency: 'usd' })).id)
  return code.id
}

/** Calls every endpoint of an area once. Meters and their events; `now` in seconds. */
export async function walkMeters(
  stripe: StripeClient,
  { customer, now }: { readonly customer: string; readonly now: number },
) {
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  })
  await stripe.billing.meters.retrieve(meter.id)
  await stripe.billing.meters.update(meter.id, { display_name: 'API calls' })
  await stripe.billing.meters.list({ status: 'active' })
  const payload = { stripe_customer_id: customer, value: '3' }
  const minute = Math.floor(now / 60) * 60
  const told = await stripe.billing.meterEvents.create({ event_name: 'calls', payload })
  await stripe.billing.meters.listEventSummaries(meter.id, {
    customer,
    start_time: minute - 3600,
    end_time: minute + 3600,
  })
  await stripe.billing.meterEventAdjustments.create({
    event_name: 'calls',
    type: 'cancel',
    cancel: { identifier: told.identifier },
  })
  await stripe.billing.meters.deactivate(meter.id)
  await stripe.billing.meters.reactivate(meter.id)
}
