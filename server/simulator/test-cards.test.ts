import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What each test payment method of docs.stripe.com/testing does, and what Radar is told to make of it. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 41 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })
const stripe = () => open('sk_test_cards')

const pay = (
  payment_method: string,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
  client = stripe(),
) =>
  client.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method,
    confirm: true,
    capture_method: 'automatic',
    expand: ['latest_charge.balance_transaction'],
    ...more,
  })
const chargeOf = (intent: Stripe.PaymentIntent) =>
  typeof intent.latest_charge === 'object' ? intent.latest_charge : null
const refusal = async (paying: Promise<unknown>) =>
  paying.then(
    () => 'paid',
    (error: unknown) =>
      error instanceof Stripe.errors.StripeCardError ? `${error.code}/${error.decline_code}` : String(error),
  )

test.for([
  ['visa', 'visa', 'credit', 'US', '4242'],
  ['visa_debit', 'visa', 'debit', 'US', '5556'],
  ['mastercard', 'mastercard', 'credit', 'US', '4444'],
  ['mastercard_debit', 'mastercard', 'debit', 'US', '8210'],
  ['mastercard_prepaid', 'mastercard', 'prepaid', 'US', '5100'],
  ['amex', 'amex', 'credit', 'US', '0005'],
  ['discover', 'discover', 'credit', 'US', '1117'],
  ['diners', 'diners', 'credit', 'US', '0004'],
  ['jcb', 'jcb', 'credit', 'US', '0505'],
  ['unionpay', 'unionpay', 'credit', 'US', '0005'],
  ['de', 'visa', 'credit', 'DE', '0016'],
  ['br', 'visa', 'credit', 'BR', '0002'],
  ['gb_debit', 'visa', 'debit', 'GB', '4242'],
  ['threeDSecureOptional', 'visa', 'credit', 'US', '3055'],
])('pm_card_%s pays at once', async ([name, brand, funding, country, last4]) => {
  const intent = await pay(`pm_card_${name}`)
  const card = chargeOf(intent)?.payment_method_details?.card
  expect([intent.status, card?.brand, card?.funding, card?.country, card?.last4]).toEqual([
    'succeeded',
    brand,
    funding,
    country,
    last4,
  ])
})

test.for([
  ['chargeDeclined', 'card_declined/generic_decline'],
  ['visa_chargeDeclined', 'card_declined/generic_decline'],
  ['visa_chargeDeclinedInsufficientFunds', 'card_declined/insufficient_funds'],
  ['visa_chargeDeclinedLostCard', 'card_declined/lost_card'],
  ['visa_chargeDeclinedStolenCard', 'card_declined/stolen_card'],
  ['visa_chargeDeclinedVelocityLimitExceeded', 'card_declined/card_velocity_exceeded'],
  ['chargeDeclinedFraudulent', 'card_declined/fraudulent'],
  ['chargeDeclinedExpiredCard', 'expired_card/expired_card'],
  ['chargeDeclinedIncorrectCvc', 'incorrect_cvc/incorrect_cvc'],
  ['chargeDeclinedProcessingError', 'processing_error/processing_error'],
  ['chargeCustomerFail', 'card_declined/generic_decline'],
  ['radarBlock', 'card_declined/fraudulent'],
  ['riskLevelHighest', 'card_declined/fraudulent'],
])('pm_card_%s is refused: %s', async ([name, wanted]) => {
  expect(await refusal(pay(`pm_card_${name}`))).toBe(wanted)
})

test.for([
  ['authenticationRequired', true, 'succeeded', 'refused'],
  ['authenticationRequiredOnSetup', true, 'succeeded', 'refused'],
  ['authenticationRequiredSetupForOffSession', true, 'succeeded', 'paid'],
  ['threeDSecure2Required', true, 'succeeded', 'refused'],
  ['threeDSecureRequired', true, 'succeeded', 'refused'],
  ['authenticationRequiredChargeDeclinedInsufficientFunds', true, 'requires_payment_method', 'refused'],
  ['threeDSecureRequiredChargeDeclined', true, 'requires_payment_method', 'refused'],
  ['threeDSecureRequiredProcessingError', true, 'requires_payment_method', 'refused'],
  ['visa', false, 'succeeded', 'paid'],
] as const)('pm_card_%s asks for authentication', async ([name, asks, then, away]) => {
  const asked = await pay(`pm_card_${name}`)
  expect(asked.status).toBe(asks ? 'requires_action' : 'succeeded')
  if (asks) await stripe().rawRequest('POST', `/_sim/payment_intents/${asked.id}/authenticate`, {})
  expect((await stripe().paymentIntents.retrieve(asked.id)).status).toBe(then)
  expect(await refusal(pay(`pm_card_${name}`, { off_session: true }))).toBe(
    away === 'paid' ? 'paid' : 'authentication_required/authentication_required',
  )
})

it('needs no authentication off session once a card was set up', async () => {
  const { id: customer } = await stripe().customers.create({})
  const setup = await stripe().setupIntents.create({
    customer,
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    confirm: true,
  })
  expect(setup.status).toBe('requires_action')
  const done = await stripe().rawRequest('POST', `/_sim/setup_intents/${setup.id}/authenticate`, {})
  const method = String(done['payment_method'])
  expect((await pay(method, { customer, off_session: true })).status).toBe('succeeded')
  const { data } = await stripe().setupAttempts.list({
    setup_intent: setup.id,
    expand: ['data.payment_method'],
  })
  expect(data).toMatchObject([{ status: 'succeeded', payment_method: { id: method } }])
})

test.for([
  ['cvcCheckFail', { cvc_check: 'fail' }],
  ['avsZipFail', { address_postal_code_check: 'fail' }],
  ['avsLine1Fail', { address_line1_check: 'fail' }],
  ['avsFail', { address_line1_check: 'fail', address_postal_code_check: 'fail' }],
  ['avsUnchecked', { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' }],
] as const)('pm_card_%s pays, and its check tells', async ([name, checks]) => {
  const charge = chargeOf(await pay(`pm_card_${name}`))
  expect(charge?.payment_method_details?.card?.checks).toMatchObject(checks)
})

test.for([
  ['createDispute', [['fraudulent', 'needs_response', 1000]]],
  ['createDisputeProductNotReceived', [['product_not_received', 'needs_response', 1000]]],
  ['createDisputeInquiry', [['fraudulent', 'warning_needs_response', 1000]]],
  [
    'createMultipleDisputes',
    [
      ['fraudulent', 'needs_response', 500],
      ['fraudulent', 'needs_response', 500],
    ],
  ],
] as const)('pm_card_%s is disputed', async ([name, wanted]) => {
  const { id } = await pay(`pm_card_${name}`)
  const { data } = await stripe().disputes.list({ payment_intent: id })
  expect(data.map(one => [one.reason, one.status, one.amount])).toEqual(wanted)
})

it('has funds of bypassPending at once, others later', async () => {
  const availability = async (name: string) => {
    const transaction = chargeOf(await pay(`pm_card_${name}`))?.balance_transaction
    return typeof transaction === 'object' ? transaction?.status : ''
  }
  expect([
    await availability('bypassPending'),
    await availability('bypassPendingInternational'),
    await availability('visa'),
  ]).toEqual(['available', 'available', 'pending'])
})

it('has Radar block and review as the settings say', async () => {
  const own = open('sk_test_radar')
  const tries = async () => {
    const results: string[] = []
    for (const name of ['riskLevelHighest', 'riskLevelElevated', 'cvcCheckFail', 'avsZipFail', 'br'])
      results.push(await refusal(pay(`pm_card_${name}`, {}, own)))
    return results
  }
  const blocked = 'card_declined/fraudulent'
  expect(await tries()).toEqual([blocked, 'paid', 'paid', 'paid', 'paid'])
  expect((await own.reviews.list()).data.length).toBe(1)
  await own.rawRequest('POST', '/_sim/settings', {
    radar: {
      block: 'never',
      review: 'never',
      block_cvc_failure: true,
      block_postal_failure: true,
      block_countries: ['BR'],
    },
  })
  expect(await tries()).toEqual(['paid', 'paid', blocked, blocked, blocked])
  expect((await own.reviews.list()).data.length).toBe(1)
  await own.rawRequest('POST', '/_sim/settings', { radar: { block: 'elevated' } })
  expect(await tries()).toEqual([blocked, blocked, 'paid', 'paid', 'paid'])
  await expect(own.rawRequest('POST', '/_sim/settings', { radar: { block: 'all' } })).rejects.toMatchObject({
    param: 'radar[block]',
  })
})

it('asks for 3D Secure where the request wants it, and never of a card that knows none', async () => {
  const wanted = { payment_method_options: { card: { request_three_d_secure: 'any' as const } } }
  expect((await pay('pm_card_threeDSecureOptional', wanted)).status).toBe('requires_action')
  expect((await pay('pm_card_amex_threeDSecureNotSupported', wanted)).status).toBe('succeeded')
})
