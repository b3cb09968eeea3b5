import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What Stripe refuses of texts and of payment methods that were used before, in its words. */
let simulator: Simulator
let send: ReturnType<typeof rawClient>
let stripe: Stripe
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 93 })
  send = rawClient(simulator, 'refusals')
  stripe = new Stripe('sk_test_refusals', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterAll(() => simulator.close())

const PI = 'amount=1000&currency=usd'
type Refusal = { readonly code?: string; readonly param?: string; readonly message?: string | RegExp }
test.for<[url: string, body: string, refusal: Refusal]>([
  [
    '/v1/customers',
    'email=ada',
    { code: 'email_invalid', param: 'email', message: 'Invalid email address: ada' },
  ],
  ['/v1/customers', `email=${'a'.repeat(512)}@example.com`, { param: 'email', message: /at most 512 char/ }],
  [
    '/v1/customers',
    `name=${'a'.repeat(257)}`,
    { param: 'name', message: /^Invalid string: a{10}\.{3}a{3}; must be at most 256/ },
  ],
  [
    '/v1/customers',
    `description=${'a'.repeat(5001)}`,
    { param: 'description', message: /at most 5000 char/ },
  ],
  ['/v1/payment_intents', `${PI}&receipt_email=a@b`, { code: 'email_invalid', param: 'receipt_email' }],
  [
    '/v1/payment_intents',
    `${PI}&statement_descriptor=${'a'.repeat(23)}`,
    { param: 'statement_descriptor', message: /at most 22 char/ },
  ],
  [
    '/v1/payment_intents',
    `${PI}&statement_descriptor_suffix=a<b`,
    { param: 'statement_descriptor_suffix', message: /invalid characters/ },
  ],
  [
    '/v1/payment_intents',
    `${PI}&statement_descriptor=123`,
    { param: 'statement_descriptor', message: /alphabetic/ },
  ],
  [
    '/v1/payment_intents',
    `${PI}&statement_descriptor=SHOP&payment_method=pm_card_visa&confirm=true`,
    { param: 'statement_descriptor', message: /not supported for card/ },
  ],
  [
    '/v1/payment_intents',
    `${PI}&confirm=true`,
    { code: 'payment_intent_unexpected_state', message: /payment method or ConfirmationToken\.$/ },
  ],
  ['/v1/payment_intents', 'amount=1005&currency=kwd', { param: 'amount', message: /divisible by 10\.$/ }],
  ['/v1/payment_intents', 'amount=1050&currency=isk', { param: 'amount', message: /divisible by 100\.$/ }],
  [
    '/v1/refunds',
    'charge=ch_1&payment_intent=pi_1',
    { message: 'You may only specify one of these parameters: charge, payment_intent.' },
  ],
  [
    '/v1/accounts',
    'country=QQ',
    { code: 'country_code_invalid', param: 'country', message: /^Country 'QQ' is unknown/ },
  ],
])('POST %s %s', async ([url, body, { message, ...error }]) => {
  const { status, json } = await send('POST', url, { body })
  expect(status).toBe(400)
  expect(json['error']).toMatchObject({
    type: 'invalid_request_error',
    ...error,
    ...(message === undefined ? {} : { message: expect.stringMatching(message) }),
  })
})

it('takes what is just short enough', async () => {
  const body = `name=${'a'.repeat(256)}&description=${'b'.repeat(5000)}&email=a.b@example.co.uk&phone=`
  expect((await send('POST', '/v1/customers', { body })).status).toBe(200)
})

it('says that a cursor cannot be empty, and who is to be asked for a key', async () => {
  expect((await send('GET', '/v1/customers?starting_after=')).json['error']).toMatchObject({
    code: 'parameter_invalid_empty',
    param: 'starting_after',
  })
  const { headers } = await fetch(`${simulator.url}/v1/customers`)
  expect(headers.get('www-authenticate')).toBe('Basic realm="Stripe"')
})

describe('a payment method', () => {
  const paid = { amount: 1000, currency: 'usd', confirm: true } as const
  const USED =
    /^The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment/
  const GONE = /^This PaymentMethod was previously used without being attached to a Customer or was detached/

  it('of nobody is good for one payment, whether or not it is made', async () => {
    const { id: customer } = await stripe.customers.create()
    for (const token of ['tok_visa', 'tok_visa_chargeDeclined']) {
      const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token } })
      await stripe.paymentIntents.create({ ...paid, payment_method: id }).catch(() => undefined)
      await expect(stripe.paymentIntents.create({ ...paid, payment_method: id })).rejects.toThrow(USED)
      await expect(stripe.setupIntents.create({ payment_method: id })).rejects.toThrow(USED)
      await expect(stripe.paymentMethods.attach(id, { customer })).rejects.toThrow(GONE)
    }
  })

  it('that is saved with its payment goes on', async () => {
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
    const saving = { ...paid, customer, payment_method: id, setup_future_usage: 'off_session' } as const
    await stripe.paymentIntents.create(saving)
    const again = await stripe.paymentIntents.create({ ...paid, customer, payment_method: id })
    expect(again.status).toBe('succeeded')
  })

  it('that was detached, or whose customer is gone, is good for nothing more', async () => {
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.paymentMethods.detach(id)
    await expect(stripe.paymentMethods.attach(id, { customer })).rejects.toThrow(GONE)
    await expect(stripe.paymentIntents.create({ ...paid, payment_method: id })).rejects.toThrow(USED)
    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.customers.del(customer)
    await expect(stripe.paymentIntents.create({ ...paid, payment_method: other.id })).rejects.toThrow(USED)
  })

  it('of a customer pays for nobody else', async () => {
    const { id: customer } = await stripe.customers.create()
    const { id: other } = await stripe.customers.create()
    const { id: payment_method } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await expect(stripe.paymentIntents.create({ ...paid, payment_method })).rejects.toMatchObject({
      code: 'parameter_missing',
      message: `The \`payment_method\` parameter supplied ${payment_method} belongs to the Customer ${customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    })
    await expect(
      stripe.paymentIntents.create({ ...paid, payment_method, customer: other }),
    ).rejects.toMatchObject({
      param: 'payment_method',
      message: expect.stringMatching(/does not belong to the Customer you supplied/),
    })
    await expect(stripe.setupIntents.create({ payment_method, confirm: true })).rejects.toThrow(
      /customer` parameter on the SetupIntent/,
    )
    const made = await stripe.paymentIntents.create({ ...paid, payment_method, customer })
    expect(made.status).toBe('succeeded')
  })
})

describe('prices, trials and codes', () => {
  const past = '1000000000'
  const FUTURE = 'Invalid timestamp: must be an integer Unix timestamp in the future.'
  it.for([
    ['recurring[interval]=year&recurring[interval_count]=4', 'recurring[interval_count]', /three years/],
    ['recurring[interval]=day&recurring[interval_count]=1096', 'recurring[interval_count]', /three years/],
    ['product=prod_x', 'product', 'You may only specify one of these parameters: product, product_data.'],
  ] as const)('a price is refused %s', async ([more, param, message]) => {
    const body = `currency=usd&unit_amount=500&product_data[name]=P&${more}`
    const { status, json } = await send('POST', '/v1/prices', { body })
    expect([status, json['error']]).toMatchObject([400, { param, message: expect.stringMatching(message) }])
  })

  it.for([
    [`trial_end=${past}`, 'trial_end', FUTURE],
    [`trial_end=${Math.floor(Date.now() / 1000) + 732 * 86_400}`, 'trial_end', /two years/],
    [
      'trial_end=now&trial_period_days=3',
      'trial_end',
      /one of these parameters: trial_end, trial_period_days/,
    ],
    ['items[0][price_data][currency]=usd', 'items[0][price]', /one of these parameters: price, price_data/],
  ] as const)('a subscription is refused %s', async ([more, param, message]) => {
    const { id: customer } = await stripe.customers.create()
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'P' },
    })
    const body = `customer=${customer}&items[0][price]=${price.id}&${more}`
    const { status, json } = await send('POST', '/v1/subscriptions', { body })
    expect([status, json['error']]).toMatchObject([400, { param, message: expect.stringMatching(message) }])
  })

  it('a coupon is redeemed in the next five years', async () => {
    const coupon = (redeem_by: number) => stripe.coupons.create({ percent_off: 10, redeem_by })
    await expect(coupon(Number(past))).rejects.toMatchObject({ param: 'redeem_by', message: FUTURE })
    const far = Math.floor(Date.now() / 1000) + 6 * 366 * 86_400
    await expect(coupon(far)).rejects.toMatchObject({
      param: 'redeem_by',
      message: expect.stringMatching(/five years/),
    })
  })

  it('a promotion code is found however it is written', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10 })
    const { id } = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon },
      code: 'SpringSale',
    })
    expect((await stripe.promotionCodes.list({ code: 'SPRINGsale' })).data).toMatchObject([{ id }])
    expect((await stripe.promotionCodes.list({ code: 'Spring' })).data).toEqual([])
  })
})

it.for([
  ['pause', 'paused', 'customer.subscription.paused'],
  ['cancel', 'canceled', 'customer.subscription.deleted'],
] as const)('a trial that is ended with nothing to charge: %s', async ([behavior, status, type]) => {
  const { id: customer } = await stripe.customers.create()
  const made = await stripe.subscriptions.create({
    customer,
    items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 500,
          recurring: { interval: 'month' },
          product: (await stripe.products.create({ name: 'P' })).id,
        },
      },
    ],
    trial_period_days: 7,
    trial_settings: { end_behavior: { missing_payment_method: behavior } },
  })
  const ended = await stripe.subscriptions.update(made.id, { trial_end: 'now' })
  expect(ended.status).toBe(status)
  const [told] = (await stripe.events.list({ type, limit: 1 })).data
  expect(told?.data.object).toMatchObject({ id: made.id, status })
})

it('a balance that is set is an entry of the customer’s balance', async () => {
  const { id, currency } = await stripe.customers.create({ balance: -500 })
  expect(currency).toBeNull()
  expect((await stripe.customers.update(id, { balance: 200 })).balance).toBe(200)
  const { data } = await stripe.customers.listBalanceTransactions(id)
  expect(data.map(one => [one.type, one.amount, one.ending_balance])).toEqual([
    ['adjustment', 700, 200],
    ['initial', -500, -500],
  ])
})
