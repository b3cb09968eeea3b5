import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

const success_url = 'https://example.com/done?session={CHECKOUT_SESSION_ID}'

/** Calls every endpoint of an area once. Shipping rates, checkout sessions, payment links. */
export async function walkCheckout(
  stripe: StripeClient,
  {
    recurring,
    once,
    customer,
  }: { readonly recurring: string; readonly once: string; readonly customer: string },
) {
  const shipping = await stripe.shippingRates.create({
    display_name: 'Post',
    type: 'fixed_amount',
    fixed_amount: { amount: 500, currency: 'usd' },
    delivery_estimate: { maximum: { unit: 'business_day', value: 5 } },
  })
  await stripe.shippingRates.update(shipping.id, { metadata: { a: 'b' } })
  await stripe.shippingRates.retrieve(shipping.id)
  await stripe.shippingRates.list({ active: true, currency: 'usd' })
  const complete = async (id: string) => {
    await stripe.rawRequest('POST', `/_sim/checkout/sessions/${id}/complete`, {})
  }
  const sold = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: once, quantity: 2 }],
    shipping_options: [{ shipping_rate: shipping.id }],
    shipping_address_collection: { allowed_countries: ['US'] },
    custom_fields: [{ key: 'note', label: { type: 'custom', custom: 'Note' }, type: 'text', optional: true }],
    custom_text: { submit: { message: 'Thanks' } },
    payment_intent_data: { metadata: { order: '1' }, setup_future_usage: 'off_session' },
    customer_creation: 'always',
    success_url,
    expand: ['line_items'],
  })
  await stripe.checkout.sessions.update(sold.id, { metadata: { a: 'b' } })
  await complete(sold.id)
  await stripe.checkout.sessions.retrieve(sold.id, { expand: ['payment_intent', 'customer', 'line_items'] })
  await stripe.checkout.sessions.listLineItems(sold.id)
  const bundle = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [
      { price: recurring, quantity: 1 },
      { price: once, quantity: 1 },
    ],
    subscription_data: { metadata: { bundle: '1' } },
    customer,
    ui_mode: 'embedded_page',
    return_url: 'https://example.com/back',
  })
  await complete(bundle.id)
  await stripe.checkout.sessions.list({ customer, expand: ['data.subscription', 'data.invoice'] })
  const saved = await stripe.checkout.sessions.create({
    mode: 'setup',
    customer,
    currency: 'usd',
    success_url,
  })
  await complete(saved.id)
  const left = await stripe.checkout.sessions.create({ mode: 'setup', currency: 'usd', success_url })
  await stripe.checkout.sessions.expire(left.id)
  const gift = await stripe.prices.create({
    currency: 'usd',
    product_data: { name: 'Gift' },
    custom_unit_amount: { enabled: true, minimum: 500, preset: 2500 },
  })
  const given = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: gift.id, quantity: 1 }],
    success_url,
  })
  await complete(given.id)
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: once, quantity: 1 }],
    restrictions: { completed_sessions: { limit: 1 } },
    after_completion: { type: 'redirect', redirect: { url: 'https://example.com/thanks' } },
  })
  await stripe.rawRequest('POST', `/_sim/payment_links/${link.id}/open`, {})
  await stripe.paymentLinks.retrieve(link.id, { expand: ['line_items'] })
  await stripe.paymentLinks.listLineItems(link.id)
  await stripe.paymentLinks.list({ active: true })
  await stripe.paymentLinks.update(link.id, { active: false })
}
