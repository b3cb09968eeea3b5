import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What is known only later: bank debits, refunds that come back, reviews, warnings. */
let simulator: Simulator
const start = 1_767_225_600

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 21 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

async function heldBy(stripe: Stripe, account?: string): Promise<number> {
  const { available, pending } = await stripe.balance.retrieve({}, account ? { stripeAccount: account } : {})
  return [...available, ...pending].reduce((sum, part) => sum + part.amount, 0)
}

async function eventsAbout(stripe: Stripe, id: string): Promise<readonly string[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  const about = data.filter(event => 'id' in event.data.object && event.data.object.id === id)
  return about.map(event => event.type).toReversed()
}

async function debit(stripe: Stripe, iban: string) {
  const method = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban },
    billing_details: { name: 'A', email: 'a@example.com' },
  })
  const intent = await stripe.paymentIntents.create({
    amount: 16_300,
    currency: 'eur',
    payment_method: method.id,
    confirm: true,
  })
  expect(intent.status).toBe('processing')
  expect(await heldBy(stripe)).toBe(0)
  return intent.id
}

const settled = async (stripe: Stripe, id: string) => {
  await expect
    .poll(async () => (await stripe.paymentIntents.retrieve(id)).status, { timeout: 20_000 })
    .not.toBe('processing')
  return stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.balance_transaction'] })
}

it('books a SEPA debit when the bank has answered, not before', async () => {
  const stripe = open('sk_test_sepa_paid')
  const paid = await settled(stripe, await debit(stripe, 'AT61 1904 3002 3457 3201'))
  expect(paid).toMatchObject({
    status: 'succeeded',
    amount_received: 16_300,
    latest_charge: {
      status: 'succeeded',
      payment_method_details: { type: 'sepa_debit', sepa_debit: { last4: '3201', country: 'AT' } },
      balance_transaction: { amount: 16_300, fee: 0, type: 'payment', reporting_category: 'charge' },
    },
  })
  expect(await heldBy(stripe)).toBe(16_300)
  expect(await eventsAbout(stripe, paid.id)).toEqual([
    'payment_intent.created',
    'payment_intent.processing',
    'payment_intent.succeeded',
  ])
})

it('moves no money when the bank sends a debit back', async () => {
  const stripe = open('sk_test_sepa_failed')
  const failed = await settled(stripe, await debit(stripe, 'AT861904300235473202'))
  expect(failed).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'generic_could_not_process' },
    latest_charge: { status: 'failed', balance_transaction: null },
  })
  expect(await heldBy(stripe)).toBe(0)
  expect((await stripe.balanceTransactions.list()).data).toEqual([])
})

test.for([
  ['pm_usBankAccount_success', 'paid', 'active', 16_300 - 130],
  ['pm_usBankAccount_insufficientFunds', 'open', 'past_due', 16_300 - 503],
] as const)('renews by bank debit: %s', async ([method, status, state, balance]) => {
  const stripe = open(`sk_test_${method}`)
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const customer = await stripe.customers.create({
    test_clock: clock.id,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 16_300,
    recurring: { interval: 'month' },
    product_data: { name: 'Bundle' },
  })
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: 'error_if_incomplete',
  })
  const bank = await stripe.paymentMethods.attach(method, { customer: customer.id })
  await stripe.subscriptions.update(id, { default_payment_method: bank.id })
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + 31.1 * 86_400 })
  const renewal = async () => {
    const [invoice] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data
    return [invoice?.billing_reason, invoice?.status, invoice?.attempt_count]
  }
  await expect.poll(renewal, { timeout: 20_000 }).toEqual(['subscription_cycle', status, 1])
  expect((await stripe.subscriptions.retrieve(id)).status).toBe(state)
  const first = 16_300 - 503
  expect(await heldBy(stripe)).toBe(status === 'paid' ? first + balance : balance)
})

it('decides a debit at once when it is told to', async () => {
  const stripe = open('sk_test_sepa_told')
  const id = await debit(stripe, 'AT321904300235473204')
  await stripe.rawRequest('POST', `/_sim/payment_intents/${id}/settle`, { outcome: 'fail' })
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
})

it('takes a refund that failed back into the balance', async () => {
  const stripe = open('sk_test_refunds')
  const pay = async (payment_method: string) =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method, confirm: true })
  const failing = await pay('pm_card_refundFail')
  const refund = await stripe.refunds.create({ payment_intent: failing.id })
  expect([refund.status, await heldBy(stripe)]).toEqual(['succeeded', -320])
  await expect
    .poll(async () => (await stripe.refunds.retrieve(refund.id)).status, { timeout: 20_000 })
    .toBe('failed')
  expect(await heldBy(stripe)).toBe(10_000 - 320)
  const back = await stripe.refunds.retrieve(refund.id, { expand: ['charge', 'failure_balance_transaction'] })
  expect(back).toMatchObject({
    charge: { amount_refunded: 0, refunded: false },
    failure_balance_transaction: { amount: 10_000, type: 'refund_failure' },
  })
  expect(await eventsAbout(stripe, refund.id)).toEqual([
    'refund.created',
    'refund.updated',
    'refund.updated',
    'refund.failed',
  ])
  const pending = await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id })
  expect(pending.status).toBe('pending')
  await expect
    .poll(async () => (await stripe.refunds.retrieve(pending.id)).status, { timeout: 20_000 })
    .toBe('succeeded')
})

it('puts a risky payment up for review and closes it with a refund', async () => {
  const stripe = open('sk_test_radar')
  const pay = async (payment_method: string) =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method, confirm: true })
  const risky = await pay('pm_card_riskLevelElevated')
  const [review] = (await stripe.reviews.list()).data
  expect(review).toMatchObject({ payment_intent: risky.id, open: true, reason: 'rule' })
  await stripe.refunds.create({ payment_intent: risky.id })
  expect(await stripe.reviews.retrieve(review?.id ?? '')).toMatchObject({
    open: false,
    closed_reason: 'refunded',
  })
  await expect(pay('pm_card_radarBlock')).rejects.toMatchObject({ decline_code: 'fraudulent' })
  const [blocked] = (await stripe.charges.list({ limit: 1 })).data
  expect(blocked?.outcome).toMatchObject({ type: 'blocked', network_status: 'not_sent_to_network' })
  const warned = await pay('pm_card_createIssuerFraudRecord')
  const warnings = async () =>
    (await stripe.radar.earlyFraudWarnings.list({ payment_intent: warned.id })).data
  expect(await warnings()).toMatchObject([{ actionable: true }])
  await stripe.refunds.create({ payment_intent: warned.id })
  expect(await warnings()).toMatchObject([{ actionable: false }])
})
