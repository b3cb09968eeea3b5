import { Stripe } from 'stripe'
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Money on its way to banks and back, while the wall clock moves on as the test wants. */
const DAY = 86_400_000
/** Thursday, 1 January 2026, noon. */
const NOON = 1_767_268_800_000
let time = NOON
let simulator: Simulator
beforeEach(async () => {
  time = NOON
  simulator = await startSimulator({ port: 0, seed: 31, now: () => time })
})
afterEach(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

/** An account with a bank account, and a transfer of 10000 in it that is available at once. */
async function paidAccount(stripe: Stripe, bank = 'btok_us_verified') {
  const { id: stripeAccount } = await stripe.accounts.create({})
  await stripe.accounts.createExternalAccount(stripeAccount, { external_account: bank })
  await stripe.paymentIntents.create({
    amount: 20_000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  await stripe.transfers.create({ amount: 10_000, currency: 'usd', destination: stripeAccount })
  return { stripeAccount }
}

async function later(days: number, seen: () => Promise<unknown>, wanted: unknown) {
  time += days * DAY
  await open('sk_test_wakes_the_simulator').customers.create({})
  await expect.poll(seen, { timeout: 20_000 }).toEqual(wanted)
}

type Schedule = NonNullable<
  NonNullable<NonNullable<Stripe.BalanceSettingsUpdateParams['payments']>['payouts']>['schedule']
>
const schedules: readonly (readonly [string, Schedule, string])[] = [
  ['daily', { interval: 'daily' }, '2026-01-02'],
  ['weekly', { interval: 'weekly', weekly_payout_days: ['tuesday'] }, '2026-01-06'],
  ['monthly', { interval: 'monthly', monthly_payout_days: [31] }, '2026-01-31'],
]
test.for(schedules)('pays out %s by itself, and tells what of', async ([name, schedule, day]) => {
  const stripe = open(`sk_test_schedule_${name}`)
  const account = await paidAccount(stripe)
  await stripe.balanceSettings.update({ payments: { payouts: { schedule } } }, account)
  const payouts = async () =>
    (await stripe.payouts.list({}, account)).data.map(one => [one.amount, one.automatic, one.status])
  expect(await payouts()).toEqual([])
  const wait = (Date.parse(`${day}T00:00:00Z`) - NOON) / DAY
  await later(wait - 0.01, payouts, [])
  await later(0.01, payouts, [[10_000, true, 'pending']])
  const [payout] = (await stripe.payouts.list({}, account)).data
  const { data } = await stripe.balanceTransactions.list({ payout: payout?.id ?? '' }, account)
  expect(data.map(one => [one.type, one.net])).toEqual([
    ['payout', -10_000],
    ['payment', 10_000],
  ])
  await expect(stripe.payouts.cancel(payout?.id ?? '', {}, account)).rejects.toThrow(/Automatic payouts/)
  expect(payout?.reconciliation_status).toBe('in_progress')
  await later(1, payouts, [[10_000, true, 'in_transit']])
  await later(1, payouts, [[10_000, true, 'paid']])
  const types = ['payout.created', 'payout.updated', 'payout.reconciliation_completed', 'payout.paid']
  const { data: told } = await stripe.events.list({ types }, account)
  expect(told.map(event => event.type)).toEqual(types.toReversed())
  expect(told[1]?.data.object).toMatchObject({ id: payout?.id, reconciliation_status: 'completed' })
})

it('keeps what is to stay, and pays nothing out by hand only or without a bank account', async () => {
  const stripe = open('sk_test_stay')
  const account = await paidAccount(stripe)
  await stripe.balanceSettings.update(
    { payments: { payouts: { minimum_balance_by_currency: { usd: 4000 } } } },
    account,
  )
  const manual = await paidAccount(stripe)
  await stripe.balanceSettings.update({ payments: { payouts: { schedule: { interval: 'manual' } } } }, manual)
  await later(1, async () => (await stripe.payouts.list({}, account)).data.map(one => one.amount), [6000])
  expect((await stripe.payouts.list({}, manual)).data).toEqual([])
  expect((await stripe.payouts.list()).data).toEqual([])
  expect((await stripe.balanceSettings.retrieve({}, account)).payments.payouts).toMatchObject({
    minimum_balance_by_currency: { usd: 4000 },
    schedule: { interval: 'daily' },
  })
})

it('waits with a charge’s money as long as the settings say', async () => {
  const stripe = open('sk_test_delay')
  await stripe.balanceSettings.update({ payments: { settlement_timing: { delay_days_override: 7 } } })
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'automatic',
    expand: ['latest_charge.balance_transaction'],
  })
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  expect(charge?.balance_transaction).toMatchObject({ available_on: NOON / 1000 + 7 * 86_400 })
  await expect(
    stripe.balanceSettings.update({ payments: { settlement_timing: { delay_days_override: 32 } } }),
  ).rejects.toMatchObject({ param: 'payments[settlement_timing][delay_days_override]' })
})

test.for([
  ['btok_us_verified_noAccount', 'no_account'],
  ['btok_us_verified_accountClosed', 'account_closed'],
  ['btok_us_verified_insufficientFunds', 'insufficient_funds'],
  ['btok_us_verified_debitNotAuthorized', 'debit_not_authorized'],
  ['btok_us_verified_invalidCurrency', 'invalid_currency'],
])('has a payout to %s come back with %s', async ([bank, code]) => {
  const stripe = open(`sk_test_bounce_${code}`)
  const account = await paidAccount(stripe, bank)
  const { id } = await stripe.payouts.create({ amount: 10_000, currency: 'usd' }, account)
  const seen = async () => {
    const { status, failure_code } = await stripe.payouts.retrieve(id, {}, account)
    return [status, failure_code]
  }
  await later(1, seen, ['in_transit', null])
  await later(1, seen, ['failed', code])
  expect((await stripe.balance.retrieve({}, account)).available).toMatchObject([{ amount: 10_000 }])
  const { data } = await stripe.balanceTransactions.list({ type: 'payout_failure' }, account)
  expect(data).toMatchObject([{ amount: 10_000, reporting_category: 'payout_reversal', source: id }])
})

it('takes a paid payout back from the bank, once', async () => {
  const stripe = open('sk_test_payout_back')
  const account = await paidAccount(stripe)
  const { id } = await stripe.payouts.create({ amount: 10_000, currency: 'usd' }, account)
  await expect(stripe.payouts.reverse(id, {}, account)).rejects.toThrow(/once they are paid/)
  const status = async () => (await stripe.payouts.retrieve(id, {}, account)).status
  await later(1, status, 'in_transit')
  await later(1, status, 'paid')
  const back = await stripe.payouts.reverse(id, { metadata: { why: 'mistake' } }, account)
  expect(back).toMatchObject({ amount: -10_000, original_payout: id, metadata: { why: 'mistake' } })
  expect((await stripe.payouts.retrieve(id, {}, account)).reversed_by).toBe(back.id)
  expect((await stripe.balance.retrieve({}, account)).available).toMatchObject([{ amount: 10_000 }])
  await expect(stripe.payouts.reverse(id, {}, account)).rejects.toThrow(/already been reversed/)
})

it('has the bank make a negative balance good where it may be debited; else the platform answers for it', async () => {
  const stripe = open('sk_test_negative')
  const { id } = await stripe.accounts.create({
    controller: {
      stripe_dashboard: { type: 'none' },
      requirement_collection: 'application',
      fees: { payer: 'application' },
      losses: { payments: 'application' },
    },
  })
  await stripe.rawRequest('POST', `/_sim/accounts/${id}/onboard`, {})
  await stripe.accounts.updateCapability(id, 'transfers', { requested: true })
  const account = { stripeAccount: id }
  const intent = await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  const transfer = await stripe.transfers.create({
    amount: 8000,
    currency: 'usd',
    destination: id,
    source_transaction: typeof intent.latest_charge === 'string' ? intent.latest_charge : '',
  })
  await stripe.payouts.create({ amount: 8000, currency: 'usd' }, account)
  await stripe.transfers.createReversal(transfer.id, { amount: 3000 })
  const available = async () => (await stripe.balance.retrieve({}, account)).available[0]?.amount
  expect(await available()).toBe(-3000)
  expect((await stripe.balance.retrieve()).connect_reserved).toMatchObject([
    { amount: 3000, currency: 'usd' },
  ])
  await stripe.accounts.createExternalAccount(id, { external_account: 'btok_us_verified' })
  await later(1, available, -3000)
  await stripe.balanceSettings.update({ payments: { debit_negative_balances: true } }, account)
  await later(1, available, 0)
  expect((await stripe.payouts.list({}, account)).data[0]).toMatchObject({ amount: -3000, automatic: true })
  expect((await stripe.balance.retrieve()).connect_reserved).toMatchObject([{ amount: 0, currency: 'usd' }])
})

it('refuses an instant payout to a bank that takes none, and charges the fee of one that does', async () => {
  const stripe = open('sk_test_instant')
  const account = await paidAccount(stripe)
  const { external_accounts: banks } = await stripe.accounts.update(account.stripeAccount, {
    external_account: {
      object: 'bank_account',
      account_number: '000888888883',
      routing_number: '110000000',
      country: 'US',
      currency: 'usd',
    },
  })
  const bank = banks?.data.find(one => one.last4 === '8883')
  const asked = { amount: 5000, currency: 'usd', method: 'instant' } as const
  await expect(
    stripe.payouts.create({ ...asked, destination: bank?.id ?? '' }, account),
  ).rejects.toMatchObject({
    param: 'method',
  })
  const payout = await stripe.payouts.create({ ...asked, expand: ['balance_transaction'] }, account)
  expect(payout.balance_transaction).toMatchObject({ amount: -5000, fee: 75, net: -5075, type: 'payout' })
  expect((await stripe.balance.retrieve({}, account)).instant_available).toMatchObject([{ amount: 4925 }])
})

it('has a top-up come, fail or be canceled, and counts only what came', async () => {
  const stripe = open('sk_test_topups')
  const made: string[] = []
  for (const amount of [1000, 2000, 4000])
    made.push((await stripe.topups.create({ amount, currency: 'usd' })).id)
  const [comes = '', fails = '', canceled = ''] = made
  const failed = await stripe.rawRequest('POST', `/_sim/topups/${fails}/fail`, {})
  expect(failed).toMatchObject({ status: 'failed', failure_code: 'insufficient_funds' })
  await stripe.topups.cancel(canceled)
  await later(1, async () => (await stripe.topups.retrieve(comes)).status, 'succeeded')
  expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 1000 }])
  const { data } = await stripe.events.list({ types: ['topup.succeeded', 'topup.failed', 'topup.canceled'] })
  const by = async (source: string) =>
    (await stripe.topups.create({ amount: 500, currency: 'usd', source })).id
  await expect(by('src_1')).rejects.toMatchObject({ code: 'resource_missing', param: 'source' })
  const [good, bad] = [await by('btok_us_verified'), await by('btok_us_verified_noAccount')]
  await later(1, async () => (await stripe.topups.retrieve(good)).status, 'succeeded')
  await later(1, async () => (await stripe.topups.retrieve(bad)).status, 'failed')
  expect((await stripe.topups.retrieve(bad)).failure_code).toBe('no_account')
  expect(data.map(event => event.type)).toEqual(['topup.succeeded', 'topup.canceled', 'topup.failed'])
})

it('tells when money that was pending is available, once for all of it', async () => {
  const stripe = open('sk_test_available')
  for (const amount of [1000, 2000])
    await stripe.paymentIntents.create({
      amount,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
  const told = async () => {
    const { data } = await stripe.events.list({ type: 'balance.available' })
    return data.map(event => (event.type === 'balance.available' ? event.data.object.available : []))
  }
  expect(await told()).toEqual([])
  await later(2, told, [[expect.objectContaining({ amount: 3000 - 59 - 88, currency: 'usd' })]])
})

it('sends a payout by hand, or takes it back before the bank has it', async () => {
  const stripe = open('sk_test_by_hand')
  const account = await paidAccount(stripe)
  await stripe.balanceSettings.update(
    { payments: { payouts: { schedule: { interval: 'manual' } } } },
    account,
  )
  const make = () => stripe.payouts.create({ amount: 4000, currency: 'usd' }, account)
  const [canceled, paid] = [await make(), await make()]
  expect((await stripe.payouts.cancel(canceled.id, {}, account)).status).toBe('canceled')
  const status = async () => (await stripe.payouts.retrieve(paid.id, {}, account)).status
  expect(await status()).toBe('pending')
  await later(1, status, 'in_transit')
  await expect(stripe.payouts.cancel(paid.id, {}, account)).rejects.toMatchObject({ statusCode: 400 })
  await later(1, status, 'paid')
  const { available } = await stripe.balance.retrieve({}, account)
  expect(available[0]?.amount).toBe(6000)
})
