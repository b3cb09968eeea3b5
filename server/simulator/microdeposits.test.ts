import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { readPath } from '#shared/plan/read-path.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Bank accounts told by their numbers: nobody can pay with them before a small sum on them is told of. */
let simulator: Simulator
let stripe: Stripe

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 23 })
  const at = { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 } as const
  stripe = new Stripe('sk_test_microdeposits', at)
})
afterAll(() => simulator.close())

const bank = (account_number = '000123456789') => ({
  type: 'us_bank_account' as const,
  us_bank_account: {
    account_holder_type: 'company' as const,
    account_number,
    routing_number: '110000000',
  },
  billing_details: { name: 'A' },
})
const pay = async (account_number?: string) => {
  const method = await stripe.paymentMethods.create(bank(account_number))
  return stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    payment_method: method.id,
    confirm: true,
  })
}

it('debits an account once the code of its deposit is told', async () => {
  const waiting = await pay()
  expect(waiting).toMatchObject({
    status: 'requires_action',
    next_action: {
      type: 'verify_with_microdeposits',
      verify_with_microdeposits: { microdeposit_type: 'descriptor_code' },
    },
  })
  const wrong = stripe.paymentIntents.verifyMicrodeposits(waiting.id, { descriptor_code: 'SM00ZZ' })
  await expect(wrong).rejects.toMatchObject({
    code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
    statusCode: 400,
  })
  const told = await stripe.paymentIntents.verifyMicrodeposits(waiting.id, { descriptor_code: 'SM11AA' })
  expect([told.status, told.next_action]).toEqual(['processing', null])
  await expect
    .poll(async () => (await stripe.paymentIntents.retrieve(waiting.id)).status, { timeout: 20_000 })
    .toBe('succeeded')
  await expect(
    stripe.paymentIntents.verifyMicrodeposits(waiting.id, { descriptor_code: 'SM11AA' }),
  ).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' })
})

test.for([
  ['too many codes', { descriptor_code: 'SM33CC' }, 'attempts_exceeded'],
  ['too many amounts', { amounts: [11, 10] }, 'attempts_exceeded'],
  ['too late, by code', { descriptor_code: 'SM44DD' }, 'timeout'],
  ['too late, by amounts', { amounts: [40, 41] }, 'timeout'],
] as const)('needs another way to pay after %s', async ([_name, told, code]) => {
  const { id } = await pay()
  const params = 'amounts' in told ? { amounts: [...told.amounts] } : told
  const full = `payment_method_microdeposit_verification_${code}`
  await expect(stripe.paymentIntents.verifyMicrodeposits(id, params)).rejects.toMatchObject({ code: full })
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: { code: full, type: 'invalid_request_error' },
  })
})

it('saves an account by its amounts, and gives up after three wrong ones', async () => {
  const customer = await stripe.customers.create()
  const save = () =>
    stripe.setupIntents.create({ customer: customer.id, payment_method_data: bank(), confirm: true })
  const first = await save()
  const method = typeof first.payment_method === 'string' ? first.payment_method : ''
  await expect(stripe.paymentMethods.attach(method, { customer: customer.id })).rejects.toMatchObject({
    code: 'bank_account_unverified',
  })
  const done = await stripe.setupIntents.verifyMicrodeposits(first.id, { amounts: [32, 45] })
  expect(done.status).toBe('succeeded')
  expect(await stripe.paymentMethods.retrieve(method)).toMatchObject({
    customer: customer.id,
    us_bank_account: { account_holder_type: 'company', last4: '6789' },
  })
  const second = await save()
  const codes: unknown[] = []
  for (let attempt = 0; attempt < 3; attempt += 1)
    await stripe.setupIntents
      .verifyMicrodeposits(second.id, { amounts: [1, 2] })
      .catch((refusal: unknown) => codes.push(readPath(refusal, 'code')))
  const prefix = 'payment_method_microdeposit_verification_'
  const mismatch = `${prefix}amounts_mismatch`
  expect(codes).toEqual([mismatch, mismatch, `${prefix}attempts_exceeded`])
  expect((await stripe.setupIntents.retrieve(second.id)).status).toBe('requires_payment_method')
  await expect(pay('000999999999')).rejects.toMatchObject({ code: 'simulator_unsupported' })
})
