import { expect, it, vi } from 'vitest'
import { billing, idOf, start, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Invoices with shipping and its tax, and those of what Checkout sold once. */
const inGermany = async (key: string) => {
  const flow = await billing(key)
  await flow.stripe.rawRequest('POST', '/_sim/settings', {
    tax: { head_office: { country: 'DE' }, registrations: ['DE'], tax_behavior: 'exclusive' },
  })
  return flow
}

const sold = (unit_amount: number) => ({
  quantity: 2,
  price_data: { currency: 'usd', unit_amount, product_data: { name: 'Chair' } },
})

it('bills shipping with its tax, and credits it', async () => {
  const { stripe, customer } = await inGermany('sk_test_invoice_shipping')
  await stripe.customers.update(customer, { address: { country: 'DE' } })
  const post = { type: 'fixed_amount', display_name: 'Post' } as const
  const fixed_amount = { amount: 500, currency: 'usd' }
  const rate = await stripe.shippingRates.create({ ...post, fixed_amount })
  await stripe.invoiceItems.create({ customer, amount: 10_000, currency: 'usd' })
  const draft = await stripe.invoices.create({
    customer,
    automatic_tax: { enabled: true },
    pending_invoice_items_behavior: 'include',
    shipping_cost: { shipping_rate: rate.id },
  })
  const whole = { subtotal: 10_000, amount_shipping: 500, total_excluding_tax: 10_500, total: 12_495 }
  expect(draft).toMatchObject({
    ...whole,
    shipping_cost: { amount_subtotal: 500, amount_tax: 95, amount_total: 595, shipping_rate: rate.id },
    total_taxes: [{ amount: 1_995, taxable_amount: 10_500 }],
  })
  const euros = { ...post, fixed_amount: { ...fixed_amount, currency: 'eur' } }
  await expect(
    stripe.invoices.update(draft.id, { shipping_cost: { shipping_rate_data: euros } }),
  ).rejects.toMatchObject({ param: 'shipping_cost[shipping_rate]' })
  await expect(
    stripe.invoices.update(draft.id, {
      shipping_cost: { shipping_rate: rate.id, shipping_rate_data: euros },
    }),
  ).rejects.toMatchObject({
    param: 'shipping_cost',
  })
  expect(await stripe.invoices.update(draft.id, { shipping_cost: '' })).toMatchObject({
    amount_shipping: 0,
    total: 11_900,
    shipping_cost: null,
  })
  const dear = { ...post, fixed_amount: { ...fixed_amount, amount: 1_000 } }
  const changed = await stripe.invoices.update(draft.id, { shipping_cost: { shipping_rate_data: dear } })
  expect([changed.amount_shipping, changed.total]).toEqual([1_000, 13_090])
  const paid = await stripe.invoices.pay(draft.id)
  expect([paid.status, paid.amount_paid]).toEqual(['paid', 13_090])
  const shipping_cost = { shipping_rate: idOf(paid.shipping_cost?.shipping_rate ?? null) }
  const asked = {
    invoice: draft.id,
    email_type: 'none',
    effective_at: start,
    refund_amount: 1_190,
    shipping_cost,
  } as const
  expect((await stripe.creditNotes.preview(asked)).total).toBe(1_190)
  await expect(
    stripe.creditNotes.create({ ...asked, shipping_cost: { shipping_rate: rate.id } }),
  ).rejects.toMatchObject({ param: 'shipping_cost[shipping_rate]' })
  const note = await stripe.creditNotes.create(asked)
  expect(note).toMatchObject({
    amount: 1_190,
    amount_shipping: 1_000,
    effective_at: start,
    lines: { data: [] },
    shipping_cost: { amount_tax: 190 },
    subtotal: 0,
    total_excluding_tax: 1_000,
    total_taxes: [{ amount: 190 }],
  })
})

it('makes an invoice of what Checkout sold once, that is paid from the beginning', async () => {
  const { stripe, customer, events } = await inGermany('sk_test_invoice_checkout')
  await stripe.customers.update(customer, { balance: -700 })
  const coupon = await stripe.coupons.create({ percent_off: 10 })
  const seller = await stripe.taxIds.create({ type: 'eu_vat', value: 'DE123456789' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer,
    customer_update: { address: 'auto', name: 'auto', shipping: 'auto' },
    shipping_address_collection: { allowed_countries: ['DE'] },
    shipping_options: [
      {
        shipping_rate_data: {
          type: 'fixed_amount',
          display_name: 'Post',
          fixed_amount: { amount: 500, currency: 'usd' },
        },
      },
    ],
    line_items: [sold(1_999), sold(4_999)],
    discounts: [{ coupon: coupon.id }],
    automatic_tax: { enabled: true },
    invoice_creation: {
      enabled: true,
      invoice_data: {
        account_tax_ids: [seller.id],
        custom_fields: [{ name: 'Order', value: '7' }],
        description: 'Chairs',
        footer: 'Thanks',
        metadata: { order: '7' },
      },
    },
    success_url: 'https://example.com/done',
  })
  expect([session.invoice, session.invoice_creation?.enabled]).toEqual([null, true])
  const complete = async (id: string, said: object) => {
    await stripe.rawRequest('POST', `/_sim/checkout/sessions/${id}/complete`, said)
    return stripe.checkout.sessions.retrieve(id, { expand: ['invoice.payments', 'payment_intent'] })
  }
  const done = await complete(session.id, { country: 'DE', name: 'Ada' })
  expect(done.collected_information?.shipping_details).toMatchObject({
    name: 'Ada',
    address: { country: 'DE' },
  })
  const after = await stripe.customers.retrieve(customer)
  expect(after).toMatchObject({
    address: { country: 'DE' },
    balance: -700,
    name: 'Ada',
    shipping: { name: 'Ada', address: { country: 'DE' } },
  })
  const intent = idOf(done.payment_intent)
  expect(done.payment_intent).toMatchObject({ shipping: { name: 'Ada' } })
  expect(done.invoice).toMatchObject({
    account_tax_ids: [seller.id],
    billing_reason: 'manual',
    custom_fields: [{ name: 'Order', value: '7' }],
    description: 'Chairs',
    footer: 'Thanks',
    metadata: { order: '7' },
    number: expect.any(String),
    amount_paid: done.amount_total,
    amount_remaining: 0,
    payments: {
      data: [{ status: 'paid', amount_paid: done.amount_total, payment: { payment_intent: intent } }],
    },
    status: 'paid',
    subtotal: done.amount_subtotal,
    total: 15_585,
    total_discount_amounts: [{ amount: 1_400 }],
  })
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
  expect(await events('invoice')).toEqual([
    'invoiceitem.created',
    'invoiceitem.created',
    'invoice.created',
    'invoice.finalized',
    'invoice_payment.paid',
    'invoice.paid',
    'invoice.payment_succeeded',
  ])
  const success_url = 'https://example.com'
  const invoice_creation = { enabled: true }
  const later = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [sold(1_000)],
    success_url,
    invoice_creation,
  })
  const waiting = await complete(later.id, { payment_method: 'pm_usBankAccount' })
  expect([waiting.payment_status, waiting.invoice]).toEqual(['unpaid', null])
  await stripe.rawRequest('POST', `/_sim/payment_intents/${idOf(waiting.payment_intent)}/settle`, {})
  const settled = await stripe.checkout.sessions.retrieve(later.id, { expand: ['invoice'] })
  expect(settled).toMatchObject({
    customer: expect.stringMatching(/^cus_/),
    payment_status: 'paid',
    invoice: { status: 'paid', total: 2_000, customer_name: 'A Visitor' },
  })
  await expect(
    stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      success_url,
      invoice_creation,
    }),
  ).rejects.toMatchObject({ param: 'invoice_creation' })
})
