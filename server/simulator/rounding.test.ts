import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { LEGS, openBundle } from './testing/bundle.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** The worked example's rounding: discounts, shares, fees and reversals to the last unit, and without decimals. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 12 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

async function discountsOf(flow: Awaited<ReturnType<typeof openBundle>>) {
  const { lines, amount_paid } = await flow.latest()
  const off = lines.data.map(line => sum((line.discount_amounts ?? []).map(({ amount }) => amount)))
  return { off, net: lines.data.map((line, index) => line.amount - (off[index] ?? 0)), paid: amount_paid }
}

it('shares a coupon among the lines by largest remainder', async () => {
  const flow = await openBundle(open('sk_test_coupon'), { off: 1000 })
  expect(await discountsOf(flow)).toEqual({ off: [300, 485, 215], net: [4600, 7415, 3285], paid: 15_300 })
  const legs = [4140, 6673, 2957]
  await flow.split(await flow.chargeOf((await flow.latest()).id), legs)
  expect(await flow.balances()).toEqual([15_300 - 474 - 13_770, ...legs])
})

it('keeps exactly the commission when the providers bear the fee', async () => {
  const flow = await openBundle(open('sk_test_fee_bearer'))
  const legs = [4259, 6866, 3042]
  await flow.split(await flow.chargeOf((await flow.latest()).id), legs)
  expect(await flow.balances()).toEqual([1630, ...legs])
})

it('takes back a part, or a part in parts, of what a provider got', async () => {
  const flow = await openBundle(open('sk_test_parts'))
  const { refunds, transfers } = flow.stripe
  const charge = await flow.chargeOf((await flow.latest()).id)
  const made = await flow.split(charge)
  for (const [amount, leg, index] of [
    [3950, 3555, 1],
    [33, 30, 2],
    [33, 29, 2],
    [33, 30, 2],
  ] as const) {
    await transfers.createReversal(made[index]?.id ?? '', { amount: leg })
    await refunds.create({ charge, amount })
  }
  expect(await flow.balances()).toEqual([1127 - 395 - 10, 4410, 7110 - 3555, 3150 - 89])
  expect((await transfers.createReversal(made[2]?.id ?? '')).amount).toBe(3150 - 89)
})

test.for([
  ['pm_card_visa', 503],
  ['pm_card_gb', 747],
] as const)('adds the percentages of %s exactly and rounds once: %i', async ([payment_method, fee]) => {
  const made = await open(`sk_test_fee_${payment_method}`).paymentIntents.create({
    amount: 16_300,
    currency: 'usd',
    payment_method,
    confirm: true,
    capture_method: 'automatic',
    expand: ['latest_charge.balance_transaction'],
  })
  expect(made.latest_charge).toMatchObject({ balance_transaction: { fee, net: 16_300 - fee } })
})

it('counts yen whole', async () => {
  const stripe = open('sk_test_yen')
  await stripe.rawRequest('POST', '/_sim/settings', { fees: { card: { percent_bps: 360, fixed: 0 } } })
  const flow = await openBundle(stripe, { currency: 'jpy', card: 'pm_card_us' })
  expect((await flow.latest()).amount_paid).toBe(16_300)
  await flow.split(await flow.chargeOf((await flow.latest()).id))
  expect(await flow.balances()).toEqual([1043, ...LEGS])
  const discounted = await openBundle(stripe, { currency: 'jpy', off: 1000 })
  expect((await discountsOf(discounted)).off).toEqual([300, 485, 215])
  const pay = async (amount: number) => stripe.paymentIntents.create({ amount, currency: 'jpy' })
  await expect(pay(49)).rejects.toMatchObject({
    code: 'amount_too_small',
    message: expect.stringContaining('¥50'),
  })
  expect((await pay(50)).amount).toBe(50)
})
