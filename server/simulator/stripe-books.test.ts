import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { pay, whole } from './testing/paying.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What Stripe books, entry by entry, on both sides of what moves between accounts. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 88 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(`sk_test_books_${key}`, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })

const entriesOf = async (stripe: Stripe, stripeAccount?: string) =>
  (await stripe.balanceTransactions.list({ limit: 100 }, stripeAccount ? { stripeAccount } : {})).data.map(
    ({ type, reporting_category: category, amount, fee, net }) => [type, category, amount, fee, net],
  )

it('books a charge, a refund, a dispute and its counter', async () => {
  const stripe = open('books')
  const charge = whole((await pay(stripe, 16_300)).latest_charge)
  expect(whole(charge.balance_transaction)).toMatchObject({
    fee_details: [
      {
        type: 'stripe_fee',
        description: 'Stripe processing fees',
        amount: 503,
        currency: 'usd',
        application: null,
      },
    ],
    balance_type: 'payments',
    source: charge.id,
    status: 'available',
  })
  await stripe.refunds.create({ charge: charge.id, amount: 3500 })
  const slow = whole((await pay(stripe, 1000, { payment_method: 'pm_card_visa' })).latest_charge)
  const { status, available_on: on, created } = whole(slow.balance_transaction)
  expect([status, Math.round((on - created) / 86_400)]).toEqual(['pending', 2])
  await pay(stripe, 2000, { payment_method: 'pm_card_createDispute' })
  const [dispute] = (await stripe.disputes.list()).data
  await stripe.disputes.update(dispute?.id ?? '', {
    evidence: { uncategorized_text: 'winning_evidence' },
    submit: true,
  })
  expect((await entriesOf(stripe)).toReversed()).toEqual([
    ['charge', 'charge', 16_300, 503, 15_797],
    ['refund', 'refund', -3500, 0, -3500],
    ['charge', 'charge', 1000, 59, 941],
    ['charge', 'charge', 2000, 88, 1912],
    ['adjustment', 'dispute', -2000, 1500, -3500],
    ['stripe_fee', 'fee', 0, 1500, -1500],
    ['adjustment', 'dispute_reversal', 2000, -1500, 3500],
  ])
  const { available, pending } = await stripe.balance.retrieve()
  const nets = (await entriesOf(stripe)).map(([, , , , net]) => Number(net))
  expect([...available, ...pending].reduce((sum, { amount }) => sum + amount, 0)).toBe(
    nets.reduce((sum, net) => sum + net, 0),
  )
})

it('books a transfer out of a charge, and of what is taken back', async () => {
  const stripe = open('transfers')
  const { id: destination } = await stripe.accounts.create({})
  const paid = await pay(stripe, 10_000, { payment_method: 'pm_card_visa' })
  const charge = whole(paid.latest_charge)
  const { available_on } = whole(charge.balance_transaction)
  const made = await stripe.transfers.create({
    amount: 4000,
    currency: 'usd',
    destination,
    source_transaction: charge.id,
    expand: ['balance_transaction'],
  })
  expect(made).toMatchObject({
    transfer_group: `group_${paid.id}`,
    balance_transaction: { type: 'transfer', status: 'pending', available_on, net: -4000 },
    destination_payment: expect.stringMatching(/^py_/),
    reversed: false,
  })
  const there = { stripeAccount: destination }
  const payment = await stripe.charges.retrieve(
    typeof made.destination_payment === 'string' ? made.destination_payment : '',
    { expand: ['balance_transaction'] },
    there,
  )
  expect(payment).toMatchObject({
    source_transfer: made.id,
    balance_transaction: { type: 'payment', status: 'pending', available_on, net: 4000 },
  })
  await stripe.transfers.createReversal(made.id, { amount: 1000, description: 'Half' })
  const rest = await stripe.transfers.createReversal(made.id, {})
  expect([rest.amount, rest.destination_payment_refund]).toEqual([3000, expect.stringMatching(/^pyr_/)])
  expect(await stripe.transfers.retrieve(made.id)).toMatchObject({ amount_reversed: 4000, reversed: true })
  const { data: booked } = await stripe.balanceTransactions.list({ type: 'transfer_refund' })
  expect(booked.map(({ description }) => description)).toEqual([null, 'Half'])
  expect((await entriesOf(stripe)).slice(0, 2).map(([type, , amount]) => [type, amount])).toEqual([
    ['transfer_refund', 3000],
    ['transfer_refund', 1000],
  ])
  expect((await entriesOf(stripe, destination)).map(([type, , amount]) => [type, amount])).toEqual([
    ['payment_refund', -3000],
    ['payment_refund', -1000],
    ['payment', 4000],
  ])
})

it('books a destination charge with an application fee', async () => {
  const stripe = open('destination')
  const { id: destination } = await stripe.accounts.create({})
  const charge = whole(
    (
      await pay(stripe, 10_000, {
        payment_method: 'pm_card_visa',
        application_fee_amount: 1000,
        transfer_data: { destination },
      })
    ).latest_charge,
  )
  const entries = (await entriesOf(stripe)).map(([type, , , , net]) => [type, net])
  expect(Object.fromEntries(entries)).toEqual({ application_fee: 1000, charge: 9680, transfer: -10_000 })
  expect(await entriesOf(stripe, destination)).toEqual([['payment', 'charge', 10_000, 1000, 9000]])
  const [fee] = (await stripe.applicationFees.list()).data
  expect(fee).toMatchObject({ originating_transaction: charge.id, charge: expect.stringMatching(/^py_/) })
})

it('books a transfer that came out of no charge, whose money is gone', async () => {
  const stripe = open('gone')
  const { id: destination } = await stripe.accounts.create({})
  await pay(stripe, 10_000)
  const made = await stripe.transfers.create({ amount: 5000, currency: 'usd', destination })
  await stripe.transfers.create({ amount: 100, currency: 'usd', destination })
  const there = { stripeAccount: destination }
  await stripe.accounts.createExternalAccount(destination, { external_account: 'btok_us_verified' })
  await stripe.payouts.create({ amount: 5000, currency: 'usd' }, there)
  await expect(stripe.transfers.createReversal(made.id)).rejects.toMatchObject({
    code: 'balance_insufficient',
  })
  expect((await stripe.transfers.createReversal(made.id, { amount: 100 })).amount).toBe(100)
})
