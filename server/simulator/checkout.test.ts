import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Checkout and payment links: what is sold, paid on the page or by the helper, and what comes of it. */
let simulator: Simulator
const success_url = 'https://example.com/done?session={CHECKOUT_SESSION_ID}'

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 31 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

const item = (unit_amount: number, recurring?: { interval: 'month' }) => ({
  quantity: 1,
  price_data: {
    currency: 'usd',
    unit_amount,
    product_data: { name: 'Service' },
    ...(recurring === undefined ? {} : { recurring }),
  },
})

async function heldBy(stripe: Stripe, account?: string): Promise<number> {
  const { available, pending } = await stripe.balance.retrieve({}, account ? { stripeAccount: account } : {})
  return [...available, ...pending].reduce((sum, part) => sum + part.amount, 0)
}

/** Fills the page of a session in, as a browser does. */
const visit = async (url: string, number: string) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email: 'a@example.com', name: 'A', number }),
  })

const sessionEvents = async (stripe: Stripe) =>
  (await stripe.events.list({ limit: 100 })).data
    .map(event => event.type)
    .filter(type => type.startsWith('checkout.'))

it('is paid on its page; a refused card leaves it open', async () => {
  const stripe = open('sk_test_checkout_page')
  const account = await stripe.accounts.create({})
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [item(8000), item(2000)],
    payment_intent_data: { application_fee_amount: 1000, transfer_data: { destination: account.id } },
    success_url,
  })
  expect(session).toMatchObject({ amount_total: 10_000, payment_status: 'unpaid', payment_intent: null })
  const page = await fetch(session.url ?? '')
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('$100.00')])
  const refused = await visit(session.url ?? '', '4000 0000 0000 9995')
  const said = await refused.text()
  expect([refused.status, said]).toEqual([402, expect.stringContaining('insufficient funds')])
  for (const kept of ['value="a@example.com"', 'value="4000 0000 0000 9995"', '>Pay $100.00<'])
    expect(said).toContain(kept)
  expect(await heldBy(stripe)).toBe(0)
  const paid = await visit(session.url ?? '', '4242 4242 4242 4242')
  expect([paid.status, paid.headers.get('location')]).toEqual([
    303,
    `https://example.com/done?session=${session.id}`,
  ])
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(done).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    customer_details: { email: 'a@example.com' },
    payment_intent: { status: 'succeeded', amount_received: 10_000, application_fee_amount: 1000 },
  })
  expect([await heldBy(stripe), await heldBy(stripe, account.id)]).toEqual([1000 - 320, 9000])
  expect(await sessionEvents(stripe)).toEqual(['checkout.session.completed'])
  expect((await visit(session.url ?? '', '4242424242424242')).status).toBe(410)
})

it('sells a subscription with a coupon, shipping, and a one-time item', async () => {
  const stripe = open('sk_test_checkout_bundle')
  const coupon = await stripe.coupons.create({ amount_off: 1000, currency: 'usd', duration: 'once' })
  const lines = [4900, 7900, 3500].map(amount => item(amount, { interval: 'month' }))
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [...lines, item(700)],
    discounts: [{ coupon: coupon.id }],
    subscription_data: { metadata: { bundle: 'home-1' } },
    success_url,
  })
  expect([session.amount_subtotal, session.amount_total]).toEqual([17_000, 16_000])
  await stripe.rawRequest('POST', `/_sim/checkout/sessions/${session.id}/complete`, {
    payment_method: 'pm_card_authenticationRequired',
  })
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'invoice'] })
  expect(done).toMatchObject({
    payment_status: 'paid',
    subscription: { status: 'active', metadata: { bundle: 'home-1' }, items: { data: [{}, {}, {}] } },
    invoice: { status: 'paid', amount_paid: 16_000 },
  })
  const { data } = await stripe.checkout.sessions.listLineItems(session.id)
  expect(data.map(line => line.amount_total).reduce((sum, amount) => sum + amount, 0)).toBe(16_000)
})

test.for([
  ['pm_usBankAccount', 'paid', 'checkout.session.async_payment_succeeded'],
  ['pm_usBankAccount_accountClosed', 'unpaid', 'checkout.session.async_payment_failed'],
] as const)('is complete before %s is paid', async ([payment_method, status, event]) => {
  const stripe = open(`sk_test_checkout_${payment_method}`)
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [item(5000)],
    success_url,
  })
  const done = await stripe.rawRequest('POST', `/_sim/checkout/sessions/${session.id}/complete`, {
    payment_method,
  })
  expect(done).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
  await expect
    .poll(() => sessionEvents(stripe), { timeout: 20_000 })
    .toEqual([event, 'checkout.session.completed'])
  expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(status)
})

it('opens a payment link as often as it may be paid', async () => {
  const stripe = open('sk_test_links')
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2500,
    product_data: { name: 'Ticket' },
  })
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: price.id, quantity: 2 }],
    restrictions: { completed_sessions: { limit: 1 } },
  })
  const opened = await fetch(link.url, { redirect: 'manual' })
  expect(opened.status).toBe(303)
  const paid = await visit(opened.headers.get('location') ?? '', '4242424242424242')
  expect(paid.headers.get('location')).toBe(`${simulator.url}/paid`)
  const [session] = (await stripe.checkout.sessions.list({ payment_link: link.id })).data
  expect(session).toMatchObject({ status: 'complete', amount_total: 5000 })
  expect((await stripe.paymentLinks.retrieve(link.id)).active).toBe(false)
  expect((await fetch(link.url, { redirect: 'manual' })).status).toBe(410)
})

test.for([
  [{ line_items: [item(5000)], success_url }, 'mode'],
  [{ mode: 'payment', success_url }, 'line_items'],
  [{ mode: 'payment', line_items: [item(5000)] }, 'success_url'],
  [{ mode: 'payment', line_items: [item(5000, { interval: 'month' })], success_url }, 'line_items'],
  [{ mode: 'subscription', line_items: [item(5000)], success_url }, 'line_items'],
  [{ mode: 'setup', currency: 'usd', success_url: 'nowhere' }, 'success_url'],
  [{ mode: 'setup', currency: 'usd', success_url, expires_at: 5 }, 'expires_at'],
] as const)('refuses %j', async ([params, param]) => {
  const { expires_at, ...rest } = { expires_at: undefined, ...params }
  const asked = { ...rest, ...(expires_at === undefined ? {} : { expires_at }) }
  await expect(
    open('sk_test_checkout_refused').rawRequest('POST', '/v1/checkout/sessions', asked),
  ).rejects.toMatchObject({ param })
})

it('lets the customer name the amount, within the limits of the price, on the page and by the helper', async () => {
  const stripe = open('sk_test_checkout_custom')
  const product_data = { name: 'Gift' }
  const asked = { currency: 'usd', product_data, custom_unit_amount: { enabled: true, minimum: 500 } }
  const refusals = await Promise.all(
    [
      { ...asked, custom_unit_amount: { enabled: true, minimum: 49 } },
      { ...asked, custom_unit_amount: { enabled: true, minimum: 500, maximum: 400 } },
      { ...asked, custom_unit_amount: { enabled: true, minimum: 500, preset: 499 } },
      { ...asked, custom_unit_amount: { enabled: false } },
      { ...asked, unit_amount: 500 },
      { ...asked, recurring: { interval: 'month' as const } },
    ].map(params =>
      stripe.prices
        .create(params)
        .catch((error: unknown) => error instanceof Stripe.errors.StripeError && error.param),
    ),
  )
  expect(refusals).toEqual([
    'custom_unit_amount[minimum]',
    'custom_unit_amount[maximum]',
    'custom_unit_amount[preset]',
    'custom_unit_amount[enabled]',
    'custom_unit_amount',
    'custom_unit_amount',
  ])
  const gift = await stripe.prices.create({
    ...asked,
    custom_unit_amount: { enabled: true, minimum: 500, maximum: 10_000, preset: 2500 },
  })
  const customer = await stripe.customers.create({})
  await expect(
    stripe.invoiceItems.create({ customer: customer.id, pricing: { price: gift.id } }),
  ).rejects.toThrow('can only be used with Checkout Sessions and Payment Links')
  const line_items = [{ price: gift.id, quantity: 1 }]
  await expect(
    stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: gift.id, quantity: 2 }],
      success_url,
    }),
  ).rejects.toMatchObject({ param: 'line_items[0][quantity]' })
  const link = await stripe.paymentLinks.create({ line_items, submit_type: 'donate' })
  const opened = await fetch(link.url, { redirect: 'manual' })
  const page = opened.headers.get('location') ?? ''
  const shown = await (await fetch(page)).text()
  for (const words of ['value="25.00"', '>Donate<', '<td>what you choose</td>'])
    expect(shown).toContain(words)
  expect(shown).not.toContain('<td>Total</td>')
  const give = (amount: string) =>
    fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email: 'a@example.com', name: 'A', number: '4242424242424242', amount }),
    })
  const little = await give('4.99')
  expect([little.status, await little.text()]).toEqual([402, expect.stringContaining('value="4.99"')])
  expect(await (await give('much')).text()).toContain('An amount is a number')
  expect((await give('42.5')).status).toBe(303)
  const session = await stripe.checkout.sessions.create({ mode: 'payment', line_items, success_url })
  expect(session).toMatchObject({ amount_subtotal: 2500, amount_total: 2500 })
  await stripe.rawRequest('POST', `/_sim/checkout/sessions/${session.id}/complete`, { amount: 700 })
  const { data } = await stripe.checkout.sessions.list({ expand: ['data.line_items'] })
  expect(
    data.map(({ amount_total: total, line_items: lines }) => [total, lines?.data[0]?.amount_total]),
  ).toEqual([
    [700, 700],
    [4250, 4250],
  ])
})

it('keeps the metadata of a line with the line', async () => {
  const stripe = open('sk_test_checkout_metadata')
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [
      { ...item(4900, { interval: 'month' }), metadata: { block: 'qA', team: 'north' } },
      item(700),
    ],
    success_url,
  })
  const { data } = await stripe.checkout.sessions.listLineItems(session.id)
  expect(data.map(({ metadata }) => metadata)).toEqual([{ block: 'qA', team: 'north' }, null])
})

test.for<[Stripe.Checkout.SessionCreateParams.UiMode, Partial<Stripe.Checkout.SessionCreateParams>, string]>([
  ['elements', { success_url }, 'success_url'],
  ['embedded_page', { cancel_url: success_url }, 'cancel_url'],
  ['elements', {}, 'return_url'],
  [
    'elements',
    {
      return_url: success_url,
      custom_fields: [{ key: 'note', label: { type: 'custom', custom: 'Note' }, type: 'text' }],
    },
    'custom_fields',
  ],
  [
    'form',
    { return_url: success_url, optional_items: [{ price: 'price_1', quantity: 1 }] },
    'optional_items',
  ],
])('refuses in the mode %s what has no place there: %o', async ([ui_mode, given, param]) => {
  const stripe = open('sk_test_checkout_modes')
  const made = stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [item(500)],
    ui_mode,
    ...given,
  })
  await expect(made).rejects.toMatchObject({ param })
})

test.for([{ success_url }, { return_url: success_url }, {}])('opens a form with %o', async urls => {
  const stripe = open('sk_test_checkout_form')
  const line_items = [item(500)]
  const made = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items,
    ui_mode: 'form',
    ...urls,
  })
  expect(made).toMatchObject({ status: 'open', client_secret: expect.any(String), ...urls })
})
