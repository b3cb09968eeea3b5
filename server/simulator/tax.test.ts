import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { taxesOn } from './tax/share-tax.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Tax by own rates and by the table: who is taxed, how much, and where it is written down. */
let simulator: Simulator
const BERLIN = { country: 'DE', postal_code: '10115', city: 'Berlin' }

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 41 })
})
afterAll(() => simulator.close())

async function seller(key: string, registrations: readonly string[] = ['DE', 'US-CA', 'US-TX']) {
  const stripe = new Stripe(key, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  const head_office = { country: 'US', state: 'CA', postal_code: '94107' }
  await stripe.rawRequest('POST', '/_sim/settings', { tax: { head_office, registrations } })
  const card = {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  }
  return {
    stripe,
    customer: async (address: Stripe.AddressParam, more: Stripe.CustomerCreateParams = {}) =>
      (await stripe.customers.create({ ...card, address, ...more })).id,
    price: async (
      unit_amount: number,
      tax_behavior: 'inclusive' | 'exclusive',
      more: { tax_code?: string; monthly?: boolean } = {},
    ) =>
      (
        await stripe.prices.create({
          currency: 'usd',
          unit_amount,
          tax_behavior,
          product_data: { name: `P${unit_amount}`, ...(more.tax_code ? { tax_code: more.tax_code } : {}) },
          ...(more.monthly ? { recurring: { interval: 'month' } } : {}),
        })
      ).id,
  }
}

const taxOf = (invoice: Stripe.Invoice | string | null) =>
  invoice === null || typeof invoice === 'string'
    ? null
    : {
        subtotal: invoice.subtotal,
        total: invoice.total,
        without: invoice.total_excluding_tax,
        taxes: invoice.total_taxes?.map(tax => [tax.amount, tax.tax_behavior, tax.taxability_reason]),
      }

it('rounds the tax of a line once per rate, inclusive ones taken out together', () => {
  const rate = (percent: number, inclusive: boolean) => ({ millionths: percent * 10_000, inclusive })
  expect([
    taxesOn(7900, [rate(19, false)]),
    taxesOn(7900, [rate(19, true)]),
    taxesOn(1000, [rate(8.875, false)]),
    taxesOn(10_000, [rate(5, true), rate(10, true)]),
    taxesOn(10_000, [rate(25, true), rate(10, false)]),
    taxesOn(50, [rate(5, false)]),
    taxesOn(-7900, [rate(19, true)]),
  ]).toEqual([[1501], [1261], [89], [435, 870], [2000, 800], [3], [-1261]])
})

it('taxes a subscription by the table, and credits tax with what is credited', async () => {
  const { stripe, customer, price } = await seller('sk_test_tax_subscription')
  const made = await stripe.subscriptions.create({
    customer: await customer(BERLIN),
    items: [
      { price: await price(7900, 'exclusive', { monthly: true }) },
      { price: await price(2999, 'inclusive', { monthly: true }) },
    ],
    automatic_tax: { enabled: true },
    expand: ['latest_invoice'],
  })
  expect(made.automatic_tax).toMatchObject({ enabled: true, liability: { type: 'self' } })
  // 19 % on 7900 is 1501; inside 2999 it is 479.
  expect(taxOf(made.latest_invoice)).toEqual({
    subtotal: 10_899,
    total: 12_400,
    without: 10_420,
    taxes: [
      [1501, 'exclusive', 'standard_rated'],
      [479, 'inclusive', 'standard_rated'],
    ],
  })
  const invoice = await stripe.invoices.retrieve(
    typeof made.latest_invoice === 'string' ? '' : (made.latest_invoice?.id ?? ''),
  )
  expect([invoice.status, invoice.amount_paid, invoice.automatic_tax.status]).toEqual([
    'paid',
    12_400,
    'complete',
  ])
  const [first] = invoice.lines.data
  const note = await stripe.creditNotes.create({
    invoice: invoice.id ?? '',
    lines: [{ type: 'invoice_line_item', invoice_line_item: first?.id ?? '', amount: 3950 }],
    refund_amount: 4701,
  })
  expect([note.subtotal, note.total, note.total_excluding_tax, note.total_taxes?.[0]?.amount]).toEqual([
    3950, 4701, 3950, 751,
  ])
  await expect(
    stripe.creditNotes.create({
      invoice: invoice.id ?? '',
      lines: [{ type: 'custom_line_item', description: 'x', unit_amount: 5, quantity: 1 }],
      refund_amount: 5,
    }),
  ).rejects.toMatchObject({ param: 'lines[0][type]' })
})

it('decides by place, registration, product and buyer', async () => {
  const { stripe, customer, price } = await seller('sk_test_tax_places')
  const goods = await price(10_000, 'exclusive', { tax_code: 'txcd_99999999' })
  const download = await price(10_000, 'exclusive', { tax_code: 'txcd_10000000' })
  const tax = async (address: Stripe.AddressParam, sold: string, more: Stripe.CustomerCreateParams = {}) => {
    const owner = await customer(address, more)
    await stripe.invoiceItems.create({ customer: owner, pricing: { price: sold } })
    const draft = await stripe.invoices.create({
      customer: owner,
      automatic_tax: { enabled: true },
      pending_invoice_items_behavior: 'include',
    })
    const [one] = draft.total_taxes ?? []
    return [one?.amount, one?.taxability_reason, await percentOf(one?.tax_rate_details?.tax_rate)]
  }
  const percentOf = async (rate: string | undefined) =>
    rate === undefined ? null : (await stripe.taxRates.retrieve(rate)).percentage
  const nothing = await price(10_000, 'exclusive', { tax_code: 'txcd_00000000' })
  const us = (state: string) => ({ country: 'US', state, postal_code: '12345' })
  const vat = { tax_id_data: [{ type: 'eu_vat' as const, value: 'DE123456789' }] }
  expect([
    await tax(us('CA'), goods),
    await tax(us('CA'), download),
    await tax(us('TX'), download),
    await tax(us('NY'), goods),
    await tax({ country: 'BR' }, goods),
    await tax(BERLIN, download),
    await tax(BERLIN, download, vat),
    await tax(us('TX'), goods, { tax_exempt: 'exempt' }),
    await tax(BERLIN, goods, { tax_exempt: 'reverse' }),
    await tax(BERLIN, nothing),
  ]).toEqual([
    [725, 'standard_rated', 7.25],
    [0, 'product_exempt', 0],
    [625, 'standard_rated', 6.25],
    [0, 'not_collecting', 0],
    [0, 'not_collecting', null],
    [1900, 'standard_rated', 19],
    [0, 'reverse_charge', 0],
    [0, 'customer_exempt', 0],
    [0, 'reverse_charge', 0],
    [0, 'not_collecting', 0],
  ])
})

it('asks for what it needs: a head office, a place, a behaviour, rates or the table', async () => {
  const { stripe, customer, price } = await seller('sk_test_tax_refusals')
  const bare = new Stripe('sk_test_tax_bare', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  expect((await bare.tax.settings.retrieve()).status_details).toEqual({
    pending: { missing_fields: ['head_office'] },
  })
  const nobody = await bare.customers.create({})
  await expect(
    bare.invoices.create({ customer: nobody.id, automatic_tax: { enabled: true } }),
  ).rejects.toThrow('You must have a valid head office address')
  const items = [{ price: await price(500, 'exclusive', { monthly: true }) }]
  const placeless = await customer({ country: 'US' })
  await expect(
    stripe.subscriptions.create({ customer: placeless, items, automatic_tax: { enabled: true } }),
  ).rejects.toMatchObject({ code: 'customer_tax_location_invalid' })
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false })
  await expect(
    stripe.subscriptions.create({
      customer: placeless,
      items,
      automatic_tax: { enabled: true },
      default_tax_rates: [rate.id],
    }),
  ).rejects.toMatchObject({ param: 'default_tax_rates' })
  await expect(
    stripe.tax.registrations.create({
      country: 'IN',
      active_from: 'now',
      country_options: { in: { type: 'simplified' } },
    }),
  ).rejects.toMatchObject({ statusCode: 501, param: 'country_options[in]' })
  const draft = await stripe.invoices.create({ customer: placeless, automatic_tax: { enabled: true } })
  expect(draft.automatic_tax.status).toBe('requires_location_inputs')
  await expect(stripe.invoices.finalizeInvoice(draft.id ?? '')).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  })
})

it('takes own rates from the line first, then from the subscription; discounts lower the tax', async () => {
  const { stripe, customer, price } = await seller('sk_test_tax_rates')
  const [city, state] = await Promise.all(
    [8.875, 10].map(percentage =>
      stripe.taxRates.create({ display_name: 'Tax', percentage, inclusive: percentage === 10 }),
    ),
  )
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
  const made = await stripe.subscriptions.create({
    customer: await customer({ country: 'US', postal_code: '10001', state: 'NY' }),
    items: [
      { price: await price(1000, 'exclusive', { monthly: true }) },
      { price: await price(3000, 'exclusive', { monthly: true }), tax_rates: [state?.id ?? ''] },
    ],
    default_tax_rates: [city?.id ?? ''],
    discounts: [{ coupon: coupon.id }],
    expand: ['latest_invoice'],
  })
  // 500 × 8.875 % = 44 on top; inside 1500 at 10 % = 136.
  expect(taxOf(made.latest_invoice)).toEqual({
    subtotal: 4000,
    total: 2044,
    without: 1864,
    taxes: [
      [44, 'exclusive', 'not_available'],
      [136, 'inclusive', 'not_available'],
    ],
  })
})

it('taxes a page when its customer has said where they are, shipping too', async () => {
  const { stripe, price } = await seller('sk_test_tax_checkout')
  const shipping = await stripe.shippingRates.create({
    display_name: 'Post',
    type: 'fixed_amount',
    fixed_amount: { amount: 1000, currency: 'usd' },
    tax_behavior: 'exclusive',
  })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: await price(7900, 'exclusive'), quantity: 1 }],
    shipping_options: [{ shipping_rate: shipping.id }],
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
    success_url: 'https://example.com/done',
  })
  expect([session.amount_total, session.automatic_tax.status]).toEqual([8900, 'requires_location_inputs'])
  const path = `/_sim/checkout/sessions/${session.id}/complete`
  await expect(stripe.rawRequest('POST', path, { country: 'US' })).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  })
  await stripe.rawRequest('POST', path, { country: 'DE', postal_code: '10115' })
  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['line_items.data.taxes', 'payment_intent'],
  })
  expect(done.total_details).toMatchObject({ amount_tax: 1501 + 190, amount_shipping: 1000 })
  expect(done.line_items?.data[0]).toMatchObject({
    amount_tax: 1501,
    amount_total: 9401,
    taxes: [{ amount: 1501, rate: { percentage: 19, country: 'DE' }, taxability_reason: 'standard_rated' }],
  })
  expect(done.payment_intent).toMatchObject({ amount: 10_591 })
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: await price(1900, 'inclusive', { monthly: true }), quantity: 1 }],
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
  })
  const opened = await fetch(link.url, { redirect: 'manual' })
  const page = opened.headers.get('location') ?? ''
  expect(await (await fetch(page)).text()).toContain('Postal code')
  const paid = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      email: 'a@example.com',
      name: 'A',
      number: '4242424242424242',
      country: 'DE',
      tax_id: 'DE123456789',
    }),
  })
  expect(paid.status).toBe(303)
  const [invoice] = (await stripe.invoices.list()).data
  expect([invoice?.total, invoice?.total_taxes?.[0]?.taxability_reason, invoice?.customer_tax_ids]).toEqual([
    1900,
    'reverse_charge',
    [{ type: 'eu_vat', value: 'DE123456789' }],
  ])
})
