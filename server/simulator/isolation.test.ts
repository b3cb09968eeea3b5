import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Two platforms on one simulator, each with a connected account: what one has, the other neither sees nor touches. */
let simulator: Simulator
let ours: Stripe
let theirs: Stripe
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 61 })
  ours = open('sk_test_ours')
  theirs = open('sk_test_theirs')
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

it('lets two platforms choose the same ids for their own things', async () => {
  for (const [stripe, percent_off, name] of [
    [ours, 10, 'Ours'],
    [theirs, 20, 'Theirs'],
  ] as const) {
    await stripe.coupons.create({ id: 'SUMMER', percent_off, duration: 'once' })
    await stripe.products.create({ id: 'gold', name })
    await stripe.prices.create({
      product: 'gold',
      currency: 'usd',
      unit_amount: percent_off * 100,
      lookup_key: 'gold',
    })
  }
  const seen = async (stripe: Stripe) => {
    const { data } = await stripe.prices.list({ lookup_keys: ['gold'], expand: ['data.product'] })
    const [price] = data
    const product = typeof price?.product === 'object' && 'name' in price.product ? price.product.name : ''
    return [(await stripe.coupons.retrieve('SUMMER')).percent_off, price?.unit_amount, product]
  }
  expect(await seen(ours)).toEqual([10, 1000, 'Ours'])
  expect(await seen(theirs)).toEqual([20, 2000, 'Theirs'])
  await theirs.products.update('gold', { active: false })
  expect((await ours.products.retrieve('gold')).active).toBe(true)
  await theirs.coupons.create({ id: 'BRIEF', percent_off: 5, duration: 'once' })
  await ours.coupons.create({ id: 'BRIEF', percent_off: 6, duration: 'once' })
  await ours.coupons.del('BRIEF')
  expect((await theirs.coupons.retrieve('BRIEF')).percent_off).toBe(5)
  await theirs.coupons.update('SUMMER', { metadata: { a: 'b' } })
  await ours.coupons.del('SUMMER')
  expect((await theirs.coupons.retrieve('SUMMER')).metadata).toEqual({ a: 'b' })
  await expect(ours.coupons.retrieve('SUMMER')).rejects.toMatchObject({ code: 'resource_missing' })
  await ours.coupons.create({ id: 'SUMMER', percent_off: 30, duration: 'once' })
  expect([
    (await ours.coupons.retrieve('SUMMER')).percent_off,
    (await theirs.coupons.list()).data.map(coupon => coupon.percent_off),
  ]).toEqual([30, [5, 20]])
})

it('keeps connected accounts to their platform, and from each other', async () => {
  const { id: own } = await ours.accounts.create({})
  const { id: sibling } = await ours.accounts.create({})
  const { id: foreign } = await theirs.accounts.create({})
  for (const asked of [
    ours.accounts.retrieve(foreign),
    ours.balance.retrieve({}, { stripeAccount: foreign }),
    ours.transfers.create({ amount: 100, currency: 'usd', destination: foreign }),
    ours.accountLinks.create({ account: foreign, type: 'account_onboarding' }),
    ours.accounts.del(foreign),
    ours.rawRequest('POST', `/_sim/accounts/${foreign}/restrict`, {}),
    ours.accounts.retrieve(sibling, {}, { stripeAccount: own }),
    ours.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      transfer_data: { destination: foreign },
    }),
    ours.paymentIntents.create({ amount: 900, currency: 'usd', on_behalf_of: foreign }),
  ])
    await expect(asked).rejects.toThrow(/No such|does not have access/)
  const { id: customer } = await ours.customers.create({ email: 'one@example.com' })
  await expect(ours.customers.retrieve(customer, {}, { stripeAccount: own })).rejects.toThrow(
    /No such customer/,
  )
  await ours.customers.create({ email: 'two@example.com' }, { stripeAccount: own })
  const emails = async (stripe: Stripe, stripeAccount?: string) =>
    (await stripe.customers.list({}, stripeAccount === undefined ? {} : { stripeAccount })).data.map(
      one => one.email,
    )
  expect([
    await emails(ours),
    await emails(ours, own),
    await emails(ours, sibling),
    await emails(theirs),
  ]).toEqual([['one@example.com'], ['two@example.com'], [], []])
  expect((await theirs.accounts.list()).data.map(account => account.id)).toEqual([foreign])
  const { data } = await theirs.events.list({ type: 'customer.created' })
  expect(data).toEqual([])
})

it('answers an idempotency key for each account of its own', async () => {
  const once = { idempotencyKey: 'the-same' }
  const made = [
    await ours.customers.create({ name: 'A' }, once),
    await theirs.customers.create({ name: 'A' }, once),
    await ours.customers.create({ name: 'A' }, once),
  ]
  expect(new Set(made.map(customer => customer.id)).size).toBe(2)
  expect(made[0]?.id).toBe(made[2]?.id)
})
