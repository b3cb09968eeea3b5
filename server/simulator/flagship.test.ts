import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** The worked example of one bundle with three providers, through the official SDK over HTTP. */
let simulator: Simulator
let stripe: Stripe
const start = Math.floor(Date.UTC(2026, 0, 1) / 1000)

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 7 })
  stripe = clientOf(simulator, 'sk_test_flagship')
})
afterAll(() => simulator.close())

function clientOf({ port }: { readonly port: number }, key: string) {
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
}

async function provider(name: string) {
  const account = await stripe.accounts.create({
    country: 'US',
    controller: {
      stripe_dashboard: { type: 'none' },
      requirement_collection: 'application',
      fees: { payer: 'application' },
      losses: { payments: 'application' },
    },
    capabilities: { transfers: { requested: true } },
    business_type: 'individual',
    individual: {
      first_name: name,
      last_name: 'Provider',
      dob: { day: 1, month: 1, year: 1901 },
      address: {
        line1: 'address_full_match',
        city: 'Springfield',
        state: 'IL',
        postal_code: '62701',
        country: 'US',
      },
    },
    tos_acceptance: { date: start, ip: '127.0.0.1' },
    external_account: 'btok_us_verified',
  })
  expect(account.capabilities?.transfers).toBe('active')
  return account
}

async function ready(clock: string) {
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock)
    if (status === 'ready') return
  }
}

/** Pays the providers of an invoice out of its charge, as the flow's reaction does. */
async function split(invoice: string, legs: Readonly<Record<string, number>>) {
  const payments = await stripe.invoicePayments.list({ invoice, status: 'paid' })
  const intentId = payments.data[0]?.payment.payment_intent
  if (typeof intentId !== 'string') throw new Error('the invoice has no paid intent')
  const intent = await stripe.paymentIntents.retrieve(intentId, {
    expand: ['latest_charge.balance_transaction'],
  })
  const charge = intent.latest_charge
  if (charge === null || typeof charge === 'string') throw new Error('the charge was not expanded')
  const booked = charge.balance_transaction
  if (booked === null || typeof booked === 'string')
    throw new Error('the balance transaction was not expanded')
  for (const [destination, amount] of Object.entries(legs))
    await stripe.transfers.create({ amount, currency: 'usd', destination, source_transaction: charge.id })
  return { amount: charge.amount, fee: booked.fee, charge: charge.id }
}

async function held(account?: string) {
  const balance = await stripe.balance.retrieve({}, account === undefined ? {} : { stripeAccount: account })
  return [...balance.available, ...balance.pending].reduce((sum, part) => sum + part.amount, 0)
}

it('pays three providers out of one subscription payment, and again on renewal', async () => {
  const accounts = [await provider('A'), await provider('B'), await provider('C')]
  const prices = []
  for (const [name, unit_amount] of [
    ['Cleaning', 4900],
    ['Landscaping', 7900],
    ['Pest control', 3500],
  ] as const) {
    const product = await stripe.products.create({ name })
    prices.push(
      await stripe.prices.create({
        product: product.id,
        currency: 'usd',
        unit_amount,
        recurring: { interval: 'month' },
      }),
    )
  }
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const customer = await stripe.customers.create({ email: 'a@example.com', test_clock: clock.id })
  await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const methods = await stripe.customers.listPaymentMethods(customer.id)
  await stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: methods.data[0]?.id ?? '' },
  })
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: prices.map(price => ({ price: price.id })),
    billing_mode: { type: 'flexible' },
    payment_behavior: 'error_if_incomplete',
    off_session: true,
    expand: ['latest_invoice.payments'],
  })
  expect(subscription.status).toBe('active')
  const invoice = subscription.latest_invoice
  if (invoice === null || typeof invoice === 'string') throw new Error('the invoice was not expanded')
  expect([invoice.status, invoice.amount_paid, invoice.lines.data.map(line => line.amount)]).toEqual([
    'paid',
    16300,
    [4900, 7900, 3500],
  ])

  const legs = Object.fromEntries(
    accounts.map((account, index) => [account.id, [4410, 7110, 3150][index] ?? 0]),
  )
  expect(await split(invoice.id, legs)).toMatchObject({ amount: 16300, fee: 503 })
  expect(await held()).toBe(1127)
  for (const account of accounts) expect(await held(account.id)).toBe(legs[account.id])

  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + 31 * 86_400 + 7200 })
  await ready(clock.id)
  const renewed = await stripe.invoices.list({ subscription: subscription.id })
  expect(renewed.data.map(one => [one.billing_reason, one.status, one.amount_paid])).toEqual([
    ['subscription_cycle', 'paid', 16300],
    ['subscription_create', 'paid', 16300],
  ])
  await split(renewed.data[0]?.id ?? '', legs)
  expect(await held()).toBe(2254)
  for (const account of accounts) expect(await held(account.id)).toBe(2 * (legs[account.id] ?? 0))

  const types = await stripe.events.list({ limit: 100 })
  expect(types.data.map(event => event.type)).toContain('invoice.paid')
  await stripe.testHelpers.testClocks.del(clock.id)
  for (const account of accounts) await stripe.accounts.del(account.id)
})
