import { Stripe } from 'stripe'
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { heldBy, toldAbout } from './testing/seen.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What payments live through: held, raised, captured in part, expired, authenticated, refunded. */
const DAY = 86_400_000
let time = 1_767_268_800_000
let simulator: Simulator
let stripe: Stripe
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, seed: 51, now: () => time })
  stripe = new Stripe('sk_test_payments', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterEach(() => simulator.close())

type More = Partial<Stripe.PaymentIntentCreateParams>
const pay = (payment_method: string, more: More = {}) =>
  stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method, confirm: true, ...more })

async function later(days: number, seen: () => Promise<unknown>, wanted: unknown) {
  time += days * DAY
  await stripe.customers.create({})
  await expect.poll(seen, { timeout: 20_000 }).toEqual(wanted)
}
const held = () => heldBy(stripe)
const toldOf = (id: string) => toldAbout(stripe, id)
const authenticate = async (id: string, outcome = 'succeed') =>
  stripe.rawRequest('POST', `/_sim/payment_intents/${id}/authenticate`, { outcome })

it('raises an authorisation where that was asked for, and captures a part of it', async () => {
  const plain = await pay('pm_card_visa', { capture_method: 'manual' })
  await expect(stripe.paymentIntents.incrementAuthorization(plain.id, { amount: 12_000 })).rejects.toThrow(
    /not eligible/,
  )
  const { id } = await pay('pm_card_visa', {
    capture_method: 'manual',
    payment_method_options: { card: { request_incremental_authorization: 'if_available' } },
  })
  const more = await stripe.paymentIntents.incrementAuthorization(id, { amount: 12_000 })
  expect([more.status, more.amount, more.amount_capturable]).toEqual(['requires_capture', 12_000, 12_000])
  await expect(stripe.paymentIntents.incrementAuthorization(id, { amount: 12_000 })).rejects.toMatchObject({
    param: 'amount',
  })
  await expect(stripe.paymentIntents.capture(id, { final_capture: false })).rejects.toMatchObject({
    code: 'simulator_unsupported',
    param: 'final_capture',
  })
  const captured = await stripe.paymentIntents.capture(id, {
    amount_to_capture: 11_000,
    expand: ['latest_charge'],
  })
  expect(captured).toMatchObject({ status: 'succeeded', amount_received: 11_000, amount_capturable: 0 })
  expect(captured.latest_charge).toMatchObject({ amount: 12_000, amount_captured: 11_000, refunded: false })
  expect(await held()).toBe(11_000 - 349)
})

it('gives an authorisation back that nobody captured within seven days', async () => {
  const { id } = await pay('pm_card_visa', { capture_method: 'manual' })
  const legacy = await stripe.charges.create({
    amount: 900,
    currency: 'usd',
    source: 'tok_visa',
    capture: false,
  })
  const status = async () => (await stripe.paymentIntents.retrieve(id)).status
  await later(6.9, status, 'requires_capture')
  await later(0.1, status, 'canceled')
  expect((await stripe.paymentIntents.retrieve(id)).cancellation_reason).toBe('automatic')
  await expect.poll(() => toldOf(legacy.id)).toContain('charge.expired')
  await expect(stripe.charges.capture(legacy.id)).rejects.toMatchObject({
    code: 'charge_expired_for_capture',
  })
  expect(await held()).toBe(0)
})

it('sends the customer to authenticate and back; one who fails can pay otherwise', async () => {
  const asked = await pay('pm_card_authenticationRequired', { return_url: 'https://shop.example/done?a=1' })
  const page = asked.next_action?.redirect_to_url?.url ?? ''
  expect(await (await fetch(page)).text()).toContain('pays $100.00')
  const answer = await fetch(page, { method: 'POST', body: 'outcome=succeed', redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  expect([back.origin, back.searchParams.get('a'), back.searchParams.get('redirect_status')]).toEqual([
    'https://shop.example',
    '1',
    'succeeded',
  ])
  expect((await stripe.paymentIntents.retrieve(asked.id)).status).toBe('succeeded')
  const other = await pay('pm_card_authenticationRequired')
  await authenticate(other.id, 'fail')
  expect(await stripe.paymentIntents.retrieve(other.id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  })
  expect((await stripe.paymentIntents.confirm(other.id, { payment_method: 'pm_card_visa' })).status).toBe(
    'succeeded',
  )
})

it('waits for the server after authentication where the server confirms', async () => {
  const { id } = await pay('pm_card_authenticationRequired', { confirmation_method: 'manual' })
  await authenticate(id)
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_confirmation')
  expect((await stripe.paymentIntents.confirm(id)).status).toBe('succeeded')
  await expect(
    pay('pm_card_authenticationRequired', { error_on_requires_action: true }),
  ).rejects.toMatchObject({
    code: 'authentication_required',
  })
})

it('pays by a confirmation token, once', async () => {
  const token = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_mastercard',
    return_url: 'https://example.com',
    setup_future_usage: 'off_session',
  })
  expect(token.payment_method_preview?.card?.brand).toBe('mastercard')
  const { id: customer } = await stripe.customers.create({})
  const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'usd', customer })
  const paid = await stripe.paymentIntents.confirm(id, { confirmation_token: token.id })
  expect([paid.status, paid.setup_future_usage]).toEqual(['succeeded', 'off_session'])
  expect((await stripe.paymentMethods.list({ customer })).data.map(one => one.card?.brand)).toEqual([
    'mastercard',
  ])
  await expect(
    stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      confirm: true,
      confirmation_token: token.id,
    }),
  ).rejects.toMatchObject({
    param: 'confirmation_token',
  })
})

it('says what an amount is made of, and refuses parts that do not add up', async () => {
  const lines = [
    { product_name: 'Box', quantity: 3, unit_cost: 3000 },
    { product_name: 'Ribbon', quantity: 1, unit_cost: 500 },
  ]
  const details = { line_items: lines, shipping: { amount: 500 } }
  const { id } = await pay('pm_card_visa', { amount_details: details })
  const { data } = await stripe.paymentIntents.listAmountDetailsLineItems(id)
  expect(data.map(line => [line.product_name, line.quantity, line.unit_cost])).toEqual([
    ['Box', 3, 3000],
    ['Ribbon', 1, 500],
  ])
  await expect(pay('pm_card_visa', { amount: 9999, amount_details: details })).rejects.toMatchObject({
    code: 'amount_details_amount_mismatch',
  })
})

it('charges a token or a customer without an intent, and captures later', async () => {
  const card = { number: '5555555555554444', exp_month: '12', exp_year: '2034', cvc: '123' }
  const { id: source } = await stripe.tokens.create({ card })
  const paid = await stripe.charges.create({ amount: 10_000, currency: 'usd', source })
  expect(paid).toMatchObject({ paid: true, captured: true, payment_intent: null })
  expect(paid.payment_method_details?.card?.brand).toBe('mastercard')
  await expect(stripe.charges.create({ amount: 900, currency: 'usd', source })).rejects.toMatchObject({
    code: 'token_already_used',
  })
  await expect(
    stripe.charges.create({ amount: 900, currency: 'usd', source: 'tok_chargeDeclinedInsufficientFunds' }),
  ).rejects.toMatchObject({ decline_code: 'insufficient_funds' })
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const { id } = await stripe.charges.create({ amount: 5000, currency: 'usd', customer, capture: false })
  expect((await stripe.charges.capture(id, { amount: 3000 })).amount_captured).toBe(3000)
  expect(await held()).toBe(10_000 - 320 + 3000 - 117)
})

test.for([
  ['cancel', 'canceled', ['refund.created', 'refund.updated', 'refund.updated', 'refund.updated']],
  [
    'expire',
    'failed',
    ['refund.created', 'refund.updated', 'refund.updated', 'refund.updated', 'refund.failed'],
  ],
] as const)(
  'gives the money back when a refund that asks for details ends by %s',
  async ([end, status, told]) => {
    const { id: payment_intent } = await pay('pm_card_pendingRefund')
    const { id } = await stripe.refunds.create({ payment_intent, amount: 4000 })
    await expect(stripe.refunds.cancel(id)).rejects.toThrow(/requires_action/)
    await stripe.rawRequest('POST', `/_sim/refunds/${id}/require_action`, {})
    const ended = await (end === 'cancel' ? stripe.refunds.cancel(id) : stripe.testHelpers.refunds.expire(id))
    expect([ended.status, await held()]).toEqual([status, 10_000 - 320])
    expect(await toldOf(id)).toEqual(told)
    const { data } = await stripe.balanceTransactions.list({ source: id })
    expect(data.map(one => [one.type, one.reporting_category, one.amount])).toEqual([
      ['refund_failure', 'refund_failure', 4000],
      ['refund', 'refund', -4000],
    ])
  },
)

it('stops a debit on its way when its payment is canceled', async () => {
  const { id } = await pay('pm_usBankAccount_success')
  const canceled = await stripe.paymentIntents.cancel(id, {
    cancellation_reason: 'abandoned',
    expand: ['latest_charge'],
  })
  expect(canceled).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'abandoned',
    latest_charge: { status: 'failed' },
  })
  await later(1, held, 0)
})
