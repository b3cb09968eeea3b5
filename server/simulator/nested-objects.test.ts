import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Objects that live under another: found by both ids, and shown by the one above as they are now. */
let simulator: Simulator
let stripe: Stripe
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 22 })
  stripe = new Stripe('sk_test_nested', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterAll(() => simulator.close())

const metadata = { why: 'goodwill' }
const missing = { code: 'resource_missing', statusCode: 404 }

async function charge() {
  const { id: destination } = await stripe.accounts.create({})
  const intent = await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'automatic',
    application_fee_amount: 1000,
    transfer_data: { destination },
    expand: ['latest_charge'],
  })
  const made = intent.latest_charge
  if (made === null || typeof made === 'string') throw new Error('not expanded')
  const [fee, transfer] = [made.application_fee, made.transfer]
  if (typeof fee !== 'string' || typeof transfer !== 'string') throw new Error('expanded')
  return { fee, transfer }
}

it('a refund of a fee is of that fee alone, and the fee shows it as it is now', async () => {
  const [one, other] = [await charge(), await charge()]
  const refund = await stripe.applicationFees.createRefund(one.fee, { amount: 100 })
  await expect(stripe.applicationFees.retrieveRefund(other.fee, refund.id)).rejects.toMatchObject(missing)
  await expect(stripe.applicationFees.updateRefund(other.fee, refund.id, { metadata })).rejects.toMatchObject(
    missing,
  )
  await stripe.applicationFees.updateRefund(one.fee, refund.id, { metadata })
  const { refunds } = await stripe.applicationFees.retrieve(one.fee)
  expect(refunds.data.map(shown => shown.metadata)).toEqual([metadata])
})

it('a reversal of a transfer is of that transfer alone, and the transfer shows it as it is now', async () => {
  const [one, other] = [await charge(), await charge()]
  const reversal = await stripe.transfers.createReversal(one.transfer, { amount: 100 })
  await expect(stripe.transfers.retrieveReversal(other.transfer, reversal.id)).rejects.toMatchObject(missing)
  await expect(
    stripe.transfers.updateReversal(other.transfer, reversal.id, { metadata }),
  ).rejects.toMatchObject(missing)
  await stripe.transfers.updateReversal(one.transfer, reversal.id, { metadata })
  const { reversals } = await stripe.transfers.retrieve(one.transfer)
  expect(reversals.data.map(shown => shown.metadata)).toEqual([metadata])
})
