import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { pay, whole } from './testing/paying.ts'
import { rawClient } from './testing/raw-client.ts'
import { parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What is known of Stripe's wire and books, statement by statement: words of refusals, ids, lists. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 87 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(`sk_test_facts_${key}`, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })

describe('refused in Stripe’s words', () => {
  it('a payment whose state does not allow it', async () => {
    const stripe = open('state')
    const paid = await pay(stripe, 1000)
    for (const move of [
      stripe.paymentIntents.cancel(paid.id),
      stripe.paymentIntents.confirm(paid.id),
      stripe.paymentIntents.capture(paid.id),
    ])
      await expect(move).rejects.toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' })
  })

  it('a declined card, with its charge and the whole payment', async () => {
    const declined = await pay(open('declined'), 1000, {
      payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    }).catch((error: unknown) => error)
    expect(declined).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      charge: expect.stringMatching(/^ch_/),
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { decline_code: 'insufficient_funds' },
      },
    })
  })

  it('an invoice whose card asks for authentication', async () => {
    const stripe = open('invoice')
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_authenticationRequired',
      invoice_settings: { default_payment_method: 'pm_card_authenticationRequired' },
    })
    const item = { customer: customer.id, amount: 1000, currency: 'usd' }
    await stripe.invoiceItems.create(item)
    const { id } = await stripe.invoices.create({
      customer: customer.id,
      pending_invoice_items_behavior: 'include',
    })
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code: 'invoice_payment_intent_requires_action',
    })
  })

  it('a subscription of somebody without a card', async () => {
    const stripe = open('cardless')
    const { id: customer } = await stripe.customers.create({})
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 1000,
      recurring: { interval: 'month' },
      product_data: { name: 'Box' },
    })
    const items = [{ price: price.id }]
    await expect(stripe.subscriptions.create({ customer, items })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      message: expect.stringContaining(
        'This customer has no attached payment source or default payment method.',
      ),
    })
    for (const more of [
      { payment_behavior: 'default_incomplete' as const },
      { collection_method: 'send_invoice' as const, days_until_due: 7 },
      { trial_period_days: 3 },
    ])
      expect((await stripe.subscriptions.create({ customer, items, ...more })).id).toMatch(/^sub_/)
  })

  it('more than there is: refunds, transfers, payouts', async () => {
    const stripe = open('more')
    const { id: destination } = await stripe.accounts.create({})
    const charge = whole((await pay(stripe, 7000)).latest_charge)
    const refused = async (move: Promise<unknown>, words: object) =>
      expect(move).rejects.toMatchObject({ statusCode: 400, ...words })
    const leg = { currency: 'usd', destination, source_transaction: charge.id }
    await stripe.transfers.create({ ...leg, amount: 7000 })
    await refused(stripe.transfers.create({ ...leg, amount: 1 }), {
      message:
        'Transfers using this transaction as a source must not exceed the source amount of $70.00. (There is already a transfer using this source, amounting to $70.00.)',
    })
    await refused(stripe.transfers.create({ ...leg, amount: 1, currency: 'eur' }), { param: 'currency' })
    const insufficient = {
      code: 'balance_insufficient',
      message: expect.stringContaining('You have insufficient available funds in your Stripe account.'),
    }
    await refused(stripe.transfers.create({ amount: 100, currency: 'usd', destination }), insufficient)
    await stripe.accounts.createExternalAccount((await stripe.accounts.retrieveCurrent()).id, {
      external_account: 'btok_us_verified',
    })
    await refused(stripe.payouts.create({ amount: 100, currency: 'usd' }), insufficient)
    await refused(stripe.refunds.create({ charge: charge.id, amount: 7001 }), {
      message: 'Refund amount ($70.01) is greater than unrefunded amount on charge ($70.00)',
    })
    await stripe.refunds.create({ charge: charge.id })
    await refused(stripe.refunds.create({ charge: charge.id }), { code: 'charge_already_refunded' })
  })
})

describe('lists', () => {
  test.for([
    ['limit=0', 1],
    ['limit=-1', 1],
    ['limit=101', 12],
    ['limit=200', 12],
    ['', 10],
  ] as const)('?%s has %i of twelve', async ([query, count]) => {
    const stripe = open('lists')
    const { data } = await stripe.customers.list({ limit: 100 })
    for (let made = data.length; made < 12; made += 1) await stripe.customers.create({})
    const send = rawClient(simulator, 'facts_lists')
    expect(parts((await send('GET', `/v1/customers?${query}`)).json['data'])).toHaveLength(count)
  })

  it('go one way at a time, from what there is', async () => {
    const send = rawClient(simulator, 'facts_lists')
    const both = await send('GET', '/v1/customers?starting_after=cus_a&ending_before=cus_b')
    expect([both.status, both.json['error']]).toMatchObject([
      400,
      {
        message: expect.stringContaining(
          'Received both starting_after and ending_before parameters. Please pass in only one.',
        ),
      },
    ])
    const unknown = await send('GET', '/v1/customers?starting_after=cus_a')
    expect(unknown.json['error']).toMatchObject({ code: 'resource_missing', param: 'starting_after' })
    expect((await send('GET', '/v1/customers?expand[]=data')).status).toBe(200)
  })
})

it('makes one payment method of a test card that a request names twice, and a new one for each request', async () => {
  const stripe = open('methods')
  const made = () =>
    stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
  const ids = []
  for (const { id, invoice_settings } of [await made(), await made()]) {
    const { data } = await stripe.customers.listPaymentMethods(id)
    expect(data.map(method => method.id)).toEqual([invoice_settings.default_payment_method])
    ids.push(data[0]?.id)
  }
  expect(new Set(ids).size).toBe(2)
})

it('keeps a customer’s names, prefix and next number, and numbers invoices by them', async () => {
  const stripe = open('names')
  const made = await stripe.customers.create({
    business_name: 'Acme',
    individual_name: 'Ada',
    invoice_prefix: 'ACME',
    next_invoice_sequence: 41,
  })
  expect(made).toMatchObject({ business_name: 'Acme', individual_name: 'Ada', invoice_prefix: 'ACME' })
  for (const invoice_prefix of ['ACME', 'acme', 'AC'])
    await expect(stripe.customers.create({ invoice_prefix })).rejects.toMatchObject({
      param: 'invoice_prefix',
    })
  const again = { business_name: 'Acme Ltd', invoice_prefix: 'ACME2', next_invoice_sequence: 50 }
  expect(await stripe.customers.update(made.id, again)).toMatchObject(again)
  const { individual_name: gone, business_name: kept } = await stripe.customers.update(made.id, {
    individual_name: '',
  })
  expect([gone, kept]).toEqual([undefined, 'Acme Ltd'])
  const [told] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data
  expect(told?.data.previous_attributes).toEqual({ individual_name: 'Ada' })
  const { id: customer } = made
  await stripe.invoiceItems.create({ customer, amount: 1000, currency: 'usd' })
  const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
  expect((await stripe.invoices.finalizeInvoice(id)).number).toBe('ACME2-0050')
})

it('changes what a payment link asks for, and how often it may be paid', async () => {
  const stripe = open('links')
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2500,
    product_data: { name: 'Ticket' },
  })
  const { id } = await stripe.paymentLinks.create({
    line_items: [{ price: price.id, quantity: 1 }],
    restrictions: { completed_sessions: { limit: 2 } },
  })
  await stripe.rawRequest('POST', '/_sim/settings', { tax: { head_office: { country: 'DE' } } })
  const asks = {
    automatic_tax: { enabled: true },
    billing_address_collection: 'required',
    customer_creation: 'always',
    phone_number_collection: { enabled: true },
    restrictions: { completed_sessions: { limit: 5 } },
    tax_id_collection: { enabled: true },
  } as const
  expect(await stripe.paymentLinks.update(id, asks)).toMatchObject({
    ...asks,
    restrictions: { completed_sessions: { count: 0, limit: 5 } },
  })
  const opened = await stripe.rawRequest('POST', `/_sim/payment_links/${id}/open`, {})
  expect(opened).toMatchObject({ automatic_tax: { enabled: true }, tax_id_collection: { enabled: true } })
  expect((await stripe.paymentLinks.update(id, { restrictions: '' })).restrictions).toBeNull()
})
