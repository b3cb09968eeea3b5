import { Stripe } from 'stripe'
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What connected accounts may do: by their type, by what they have told, by what Stripe and the platform think of them. */
const DAY = 86_400
let time = 1_767_268_800
let simulator: Simulator
let stripe: Stripe
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, seed: 71, now: () => time * 1000 })
  stripe = new Stripe('sk_test_accounts', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterEach(() => simulator.close())

const TOLD = {
  business_type: 'individual',
  capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
  individual: {
    first_name: 'A',
    last_name: 'B',
    dob: { day: 1, month: 1, year: 1901 },
    address: { line1: 'address_full_match', city: 'Reno', state: 'NV', postal_code: '89501', country: 'US' },
  },
  tos_acceptance: { date: 1_767_225_600, ip: '127.0.0.1' },
  external_account: 'btok_us_verified',
} satisfies Stripe.AccountCreateParams
const custom = (more: Stripe.AccountCreateParams = {}) =>
  stripe.accounts.create({ type: 'custom', ...TOLD, ...more })
const eventTypes = async (stripeAccount: string) =>
  (await stripe.events.list({ limit: 100 }, { stripeAccount })).data.map(event => event.type).toReversed()

test.for([
  ['standard', 'stripe', 'account', 'stripe', 'full', 'inactive'],
  ['express', 'application', 'application_express', 'stripe', 'express', 'inactive'],
  ['custom', 'application', 'application_custom', 'application', 'none', 'active'],
] as const)(
  'an account of type %s stands for its controller',
  async ([type, losses, fees, collects, dashboard, status]) => {
    const account = await stripe.accounts.create({ ...TOLD, type })
    expect(account.controller).toMatchObject({
      losses: { payments: losses },
      fees: { payer: fees },
      requirement_collection: collects,
      stripe_dashboard: { type: dashboard },
    })
    expect([account.type, account.capabilities?.transfers, account.payouts_enabled]).toEqual([
      type,
      status,
      status === 'active',
    ])
    expect(account.settings?.payouts).toMatchObject({
      debit_negative_balances: collects === 'stripe',
      schedule: { interval: 'daily', delay_days: 2 },
    })
    const rejection = stripe.accounts.reject(account.id, { reason: 'fraud_other' })
    if (losses === 'stripe') await expect(rejection).rejects.toThrow(/liable/)
    else expect((await rejection).requirements?.disabled_reason).toBe('rejected.platform_fraud')
  },
)

test.for([
  [
    { individual: { ...TOLD.individual, address: { line1: 'address_no_match' } } },
    'verification_failed_address_match',
    'individual.address.line1',
  ],
  [
    { individual: { ...TOLD.individual, id_number: '111111111' } },
    'verification_failed_id_number_match',
    'individual.id_number',
  ],
] as const)('%o does not pass, until a document does', async ([more, code, requirement]) => {
  const account = await custom(more)
  expect(account.requirements).toMatchObject({
    currently_due: [requirement],
    errors: [{ code, requirement }],
    disabled_reason: 'requirements.past_due',
  })
  expect([account.capabilities?.transfers, account.payouts_enabled]).toEqual(['inactive', false])
  const proven = await stripe.accounts.update(account.id, {
    individual: { verification: { document: { front: 'file_identity_document_success' } } },
  })
  expect([proven.requirements?.errors, proven.capabilities?.transfers, proven.payouts_enabled]).toEqual([
    [],
    'active',
    true,
  ])
  expect(await eventTypes(account.id)).toContain('capability.updated')
})

it('asks for more by a deadline, and restricts what is not told by then', async () => {
  const { id } = await custom()
  const deadline = time + 3 * DAY
  await stripe.rawRequest('POST', `/_sim/accounts/${id}/restrict`, { deadline })
  const asked = await stripe.accounts.retrieve(id)
  expect(asked.requirements).toMatchObject({
    current_deadline: deadline,
    currently_due: ['individual.verification.document'],
    past_due: [],
    disabled_reason: null,
  })
  expect([asked.capabilities?.transfers, asked.payouts_enabled]).toEqual(['active', true])
  time = deadline
  await stripe.customers.create({})
  await expect.poll(async () => (await stripe.accounts.retrieve(id)).capabilities?.transfers).toBe('inactive')
  expect((await stripe.accounts.retrieve(id)).requirements?.past_due).toEqual([
    'individual.verification.document',
  ])
  expect((await eventTypes(id)).slice(-3)).toEqual([
    'account.updated',
    'capability.updated',
    'capability.updated',
  ])
  await stripe.rawRequest('POST', `/_sim/accounts/${id}/onboard`, {})
  expect((await stripe.accounts.retrieve(id)).capabilities?.transfers).toBe('active')
})

it('rejects an account, with or without its payouts, and takes that back', async () => {
  const { id } = await custom()
  const rejected = await stripe.accounts.reject(id, { reason: 'terms_of_service', payouts_action: 'none' })
  expect(rejected.requirements?.disabled_reason).toBe('rejected.platform_terms_of_service')
  expect([rejected.charges_enabled, rejected.payouts_enabled]).toEqual([false, true])
  await expect(
    stripe.transfers.create({ amount: 100, currency: 'usd', destination: id }),
  ).rejects.toMatchObject({
    code: 'insufficient_capabilities_for_transfer',
  })
  const back = await stripe.accounts.unreject(id)
  expect([back.requirements?.disabled_reason, back.charges_enabled]).toEqual([null, true])
  await expect(stripe.accounts.unreject(id)).rejects.toThrow(/not rejected/)
  expect((await stripe.accounts.reject(id, { reason: 'other' })).payouts_enabled).toBe(false)
})

it('sets how an account pays out when it is made and later, and says what it cannot set', async () => {
  const { id } = await custom({
    settings: { payouts: { schedule: { interval: 'manual' }, debit_negative_balances: true } },
  })
  const after = await stripe.accounts.update(id, {
    settings: {
      payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'], delay_days: 7 } },
      payments: { statement_descriptor: 'CLEANING' },
    },
  })
  expect(after.settings).toMatchObject({
    payouts: {
      debit_negative_balances: true,
      schedule: { interval: 'weekly', weekly_payout_days: ['friday'], delay_days: 7 },
    },
    payments: { statement_descriptor: 'CLEANING' },
  })
  expect(
    (await stripe.balanceSettings.retrieve({}, { stripeAccount: id })).payments.settlement_timing.delay_days,
  ).toBe(7)
  await expect(
    stripe.accounts.update(id, { settings: { payouts: { schedule: { weekly_anchor: 'friday' } } } }),
  ).rejects.toMatchObject({
    code: 'simulator_unsupported',
    param: 'settings[payouts][schedule][weekly_anchor]',
  })
})
