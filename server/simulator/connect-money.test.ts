import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { idOf } from './testing/on-clock.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Who holds what after destination and direct charges, fees, refunds, discounts and payouts. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 21 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

async function held(stripe: Stripe, account?: string) {
  const { available, pending } = await stripe.balance.retrieve({}, account ? { stripeAccount: account } : {})
  return [...available, ...pending].reduce((sum, part) => sum + part.amount, 0)
}

it('sends a destination charge on, less the platform’s fee, and takes both back in proportion', async () => {
  const stripe = open('sk_test_destination')
  const { id: account } = await stripe.accounts.create({})
  const intent = await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    application_fee_amount: 1000,
    transfer_data: { destination: account },
    expand: ['latest_charge.transfer', 'latest_charge.application_fee'],
  })
  expect([await held(stripe), await held(stripe, account)]).toEqual([10_000 - 320 - 10_000 + 1000, 9000])
  const { data } = await stripe.balanceTransactions.list({}, { stripeAccount: account })
  expect(data.map(one => [one.type, one.amount, one.fee, one.net])).toEqual([['payment', 10_000, 1000, 9000]])
  const [fee] = (await stripe.applicationFees.list()).data
  expect([
    fee?.account,
    fee?.originating_transaction ===
      (typeof intent.latest_charge === 'object' ? intent.latest_charge?.id : ''),
  ]).toEqual([account, true])
  const refund = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 2500,
    reverse_transfer: true,
    refund_application_fee: true,
  })
  expect(refund.transfer_reversal).toMatch(/^trr_/)
  expect([await held(stripe), await held(stripe, account)]).toEqual([
    680 - 2500 + 2500 - 250,
    9000 - 2500 + 250,
  ])
})

it('loses no cent of transfer and fee over refunds in parts, however small', async () => {
  const stripe = open('sk_test_parts')
  const { id: account } = await stripe.accounts.create({})
  const pays = (more: Partial<Stripe.PaymentIntentCreateParams>) =>
    stripe.paymentIntents.create({
      amount: 999,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      ...more,
    })
  const undo = { reverse_transfer: true, refund_application_fee: true }
  const kept = await pays({ transfer_data: { destination: account, amount: 334 } })
  for (const amount of [333, 333, 333])
    await stripe.refunds.create({ payment_intent: kept.id, amount, reverse_transfer: true })
  expect(await held(stripe, account)).toBe(0)
  const charged = await pays({ transfer_data: { destination: account }, application_fee_amount: 333 })
  for (const amount of [1, 499, 499])
    await stripe.refunds.create({ payment_intent: charged.id, amount, ...undo })
  expect(await held(stripe, account)).toBe(0)
  expect((await stripe.applicationFees.list()).data).toMatchObject([{ amount_refunded: 333, refunded: true }])
  expect((await stripe.transfers.list()).data.map(transfer => transfer.reversed)).toEqual([true, true])
})

it('takes no more of a payment as its fee than was captured of it', async () => {
  const stripe = open('sk_test_capped')
  const { id: account } = await stripe.accounts.create({})
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'manual',
    application_fee_amount: 1000,
    transfer_data: { destination: account },
  })
  const taken = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 800 })
  expect([taken.application_fee_amount, (await stripe.applicationFees.list()).data[0]?.amount]).toEqual([
    800, 800,
  ])
})

it('takes a transfer back with the fee that was kept of it, in proportion', async () => {
  const stripe = open('sk_test_reversed_fee')
  const { id: account } = await stripe.accounts.create({})
  await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    application_fee_amount: 999,
    transfer_data: { destination: account },
  })
  const [sent] = (await stripe.transfers.list()).data
  const transfer = sent?.id ?? ''
  const amounts = async () => [await held(stripe), await held(stripe, account)]
  await stripe.transfers.createReversal(transfer, { amount: 5_000, refund_application_fee: true })
  expect(await amounts()).toEqual([-320 + 999 + 5_000 - 500, 10_000 - 999 - 5_000 + 500])
  await stripe.transfers.createReversal(transfer, { refund_application_fee: true })
  expect(await amounts()).toEqual([10_000 - 320, 0])
  const { data } = await stripe.applicationFees.list()
  expect(data).toMatchObject([{ amount_refunded: 999, refunded: true }])
  const { latest_charge: plain } = await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
  })
  const other = await stripe.transfers.create({
    amount: 1_000,
    currency: 'usd',
    destination: account,
    source_transaction: idOf(plain),
  })
  await expect(
    stripe.transfers.createReversal(other.id, { refund_application_fee: true }),
  ).rejects.toMatchObject({ param: 'refund_application_fee' })
})

it('charges directly on an account: who pays Stripe’s fee is in its controller', async () => {
  const stripe = open('sk_test_direct')
  for (const [payer, platform, own] of [
    ['account', 500, 10_000 - 320 - 500],
    ['application', 500 - 320, 10_000 - 500],
  ] as const) {
    const before = await held(stripe)
    const { id: account } = await stripe.accounts.create({
      controller: { fees: { payer }, stripe_dashboard: { type: 'full' } },
      capabilities: { card_payments: { requested: true } },
    })
    await stripe.paymentIntents.create(
      {
        amount: 10_000,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: true,
        application_fee_amount: 500,
      },
      { stripeAccount: account },
    )
    expect([(await held(stripe)) - before, await held(stripe, account)]).toEqual([platform, own])
  }
})

it('shares a discount out over the lines without losing a cent', async () => {
  const stripe = open('sk_test_discount')
  const items: { price: string }[] = []
  for (const unit_amount of [4900, 7900, 3500])
    items.push({
      price: (
        await stripe.prices.create({
          currency: 'usd',
          unit_amount,
          recurring: { interval: 'month' },
          product_data: { name: 'S' },
        })
      ).id,
    })
  const coupon = await stripe.coupons.create({ amount_off: 1000, currency: 'usd', duration: 'once' })
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items,
    discounts: [{ coupon: coupon.id }],
    expand: ['latest_invoice'],
  })
  const invoice = subscription.latest_invoice
  if (invoice === null || typeof invoice === 'string') throw new Error('not expanded')
  expect(invoice.lines.data.map(line => line.discount_amounts?.[0]?.amount)).toEqual([300, 485, 215])
  expect([invoice.subtotal, invoice.total, invoice.amount_paid]).toEqual([16_300, 15_300, 15_300])
  expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual([])
})

it('pays out what is available and takes a failed payout back', async () => {
  const stripe = open('sk_test_payout')
  await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  await expect(stripe.payouts.create({ amount: 9681, currency: 'usd' })).rejects.toMatchObject({
    code: 'balance_insufficient',
  })
  const payout = await stripe.payouts.create({ amount: 9680, currency: 'usd' })
  expect([payout.status, await held(stripe)]).toEqual(['pending', 0])
  await stripe.rawRequest('POST', `/_sim/payouts/${payout.id}/fail`, {})
  expect([(await stripe.payouts.retrieve(payout.id)).status, await held(stripe)]).toEqual(['failed', 9680])
})

it('charges yen in whole yen at the account’s own rate', async () => {
  const stripe = open('sk_test_yen')
  await stripe.rawRequest('POST', '/_sim/settings', { fees: { card: { percent_bps: 360, fixed: 0 } } })
  const { id: destination } = await stripe.accounts.create({ country: 'JP' })
  const intent = await stripe.paymentIntents.create({
    amount: 16_300,
    currency: 'jpy',
    payment_method: 'pm_card_us',
    confirm: true,
  })
  for (const amount of [4410, 7110, 3150])
    await stripe.transfers.create({
      amount,
      currency: 'jpy',
      destination,
      source_transaction: typeof intent.latest_charge === 'string' ? intent.latest_charge : '',
    })
  const { pending } = await stripe.balance.retrieve()
  expect(pending.find(one => one.currency === 'jpy')?.amount).toBe(1043)
})
