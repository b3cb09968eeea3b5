import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { pay, whole } from './testing/paying.ts'
import { toldAbout } from './testing/seen.ts'
import { parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What events tell, and what Stripe's side does that they tell of. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 91 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(`sk_test_told_${key}`, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })

const lastOf = async (stripe: Stripe, type: string) => (await stripe.events.list({ type, limit: 1 })).data[0]

describe('previous attributes', () => {
  it('name what changed and nothing else, and of metadata the keys that did', async () => {
    const stripe = open('previous')
    const { id } = await stripe.customers.create({
      name: 'Ada',
      metadata: { kept: '1', changed: '2' },
      address: { city: 'Vienna', country: 'AT' },
      preferred_locales: ['de', 'en'],
    })
    await stripe.customers.update(id, {
      name: 'Ada L.',
      metadata: { changed: '3', added: '4' },
      address: { city: 'Vienna', country: 'AT', line1: 'Ring 1' },
      shipping: { name: 'Ada', address: { city: 'Graz' } },
      preferred_locales: ['de', 'fr'],
      invoice_settings: { footer: 'Thanks' },
    })
    expect((await lastOf(stripe, 'customer.updated'))?.data.previous_attributes).toEqual({
      name: 'Ada',
      metadata: { changed: '2', added: null },
      address: { line1: null },
      shipping: null,
      preferred_locales: ['de', 'en'],
      invoice_settings: { footer: null },
    })
    await stripe.customers.update(id, {
      address: { city: 'Graz', country: 'AT', line1: 'Ring 1' },
      shipping: { name: 'Ada', address: { city: 'Linz' } },
    })
    expect((await lastOf(stripe, 'customer.updated'))?.data.previous_attributes).toEqual({
      address: { city: 'Vienna' },
      shipping: { address: { city: 'Graz' } },
    })
  })

  it('come up for no event where nothing changed', async () => {
    const stripe = open('unchanged')
    const { id } = await stripe.customers.create({ name: 'Ada', metadata: { a: '1' } })
    await stripe.customers.update(id, { name: 'Ada', metadata: { a: '1' } })
    expect(await lastOf(stripe, 'customer.updated')).toBeUndefined()
  })
})

describe('Stripe’s side', () => {
  it('updates a saved card that its bank replaced', async () => {
    const stripe = open('renewed')
    const { id: customer } = await stripe.customers.create()
    const renew = (id: string, params = {}) =>
      stripe.rawRequest('POST', `/_sim/payment_methods/${id}/renew`, params)
    const loose = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
    await expect(renew(loose.id)).rejects.toThrow(/saved to a customer/)
    const { id, card } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await renew(id, { exp_month: 2, last4: '1881' })
    const told = await lastOf(stripe, 'payment_method.automatically_updated')
    expect(told?.data.object).toMatchObject({ id, card: { exp_month: 2, last4: '1881' } })
    const { exp_month, exp_year, last4 } = card ?? {}
    expect(told?.data.previous_attributes).toMatchObject({ card: { exp_month, exp_year, last4 } })
    expect(told?.data.previous_attributes).not.toHaveProperty('card.brand')
    expect((await stripe.paymentMethods.retrieve(id)).card?.exp_year).toBe((card?.exp_year ?? 0) + 3)
  })

  it('takes the access to an account back and gives it again, and tells so of a deleted one', async () => {
    const stripe = open('access')
    const { id: stripeAccount } = await stripe.accounts.create({})
    const switched = (what: string) =>
      stripe.rawRequest('POST', `/_sim/accounts/${stripeAccount}/${what}`, {})
    await expect(switched('authorize')).rejects.toThrow(/authorized already/)
    await switched('deauthorize')
    const refused = { statusCode: 403, code: 'account_invalid' }
    await expect(stripe.balance.retrieve({}, { stripeAccount })).rejects.toMatchObject(refused)
    await expect(stripe.accounts.retrieve(stripeAccount)).rejects.toMatchObject(refused)
    expect((await stripe.accounts.list()).data).toEqual([])
    await switched('authorize')
    expect((await stripe.balance.retrieve({}, { stripeAccount })).object).toBe('balance')
    const told = async () => {
      const types = ['account.application.authorized', 'account.application.deauthorized']
      const { data } = await stripe.events.list({ types }, { stripeAccount })
      return data.map(({ type, account, data: { object } }) => ({ type, account, object }))
    }
    const object = expect.objectContaining({ object: 'application', id: expect.stringMatching(/^ca_/) })
    expect(await told()).toEqual([
      { type: 'account.application.authorized', account: stripeAccount, object },
      { type: 'account.application.deauthorized', account: stripeAccount, object },
    ])
  })

  it('tells who came back from a link to a v2 account, once', async () => {
    const stripe = open('link')
    const { id } = await stripe.v2.core.accounts.create({
      contact_email: 'a@example.com',
      dashboard: 'express',
      identity: { country: 'us' },
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
      defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
    })
    const returned = async () => {
      const { data } = await stripe.v2.core.events.list({ limit: 100 })
      return data.filter(event => event.type === 'v2.core.account_link.returned')
    }
    const onboard = () => stripe.rawRequest('POST', `/_sim/accounts/${id}/onboard`, {})
    await onboard()
    expect(await returned()).toEqual([])
    const urls = { refresh_url: 'https://example.com/a', return_url: 'https://example.com/b' }
    await stripe.v2.core.accountLinks.create({
      account: id,
      use_case: {
        type: 'account_onboarding',
        account_onboarding: urls,
      },
    })
    await onboard()
    await onboard()
    expect(parts(await returned()).map(({ data }) => data)).toEqual([
      { account_id: id, configurations: ['recipient'], use_case: 'account_onboarding' },
    ])
  })
})

describe('a payment that is captured asynchronously, as all are unless they say otherwise', () => {
  it('is answered before its money is booked, which charge.updated tells', async () => {
    const stripe = open('async')
    const { id: destination } = await stripe.accounts.create({})
    const { latest_charge: charge, ...paid } = await stripe.paymentIntents.create({
      amount: 10_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      application_fee_amount: 1000,
      transfer_data: { destination },
      expand: ['latest_charge'],
    })
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 10_000,
      capture_method: 'automatic_async',
    })
    const early = { captured: true, paid: true, amount_captured: 10_000, status: 'succeeded' }
    const none = { balance_transaction: null, application_fee: null }
    expect(charge).toMatchObject({ ...early, ...none })
    expect(charge).not.toHaveProperty('transfer')
    const { id } = whole(charge)
    const booked = await stripe.charges.retrieve(id, { expand: ['balance_transaction'] })
    expect(booked).toMatchObject({
      ...early,
      balance_transaction: { amount: 10_000, fee: 320 },
      transfer: expect.stringMatching(/^tr_/),
      application_fee: expect.stringMatching(/^fee_/),
    })
    const succeeded = await lastOf(stripe, 'charge.succeeded')
    expect(succeeded?.data.object).toMatchObject(none)
    const updated = await lastOf(stripe, 'charge.updated')
    expect(updated?.data.previous_attributes).toMatchObject(none)
    expect(updated?.request?.id).toBeNull()
    expect(await toldAbout(stripe, id)).toEqual(['charge.succeeded', 'charge.updated'])
  })

  it('is disputed once its money is there', async () => {
    const stripe = open('async_dispute')
    const { latest_charge: charge } = await pay(stripe, 5000, {
      payment_method: 'pm_card_createDispute',
      capture_method: 'automatic_async',
    })
    expect(charge).toMatchObject({ disputed: false, balance_transaction: null })
    expect(await stripe.charges.retrieve(whole(charge).id)).toMatchObject({ disputed: true })
  })

  it('can be refunded and sent on in the very next request', async () => {
    const stripe = open('async_next')
    const { latest_charge: charge } = await pay(stripe, 5000, { capture_method: 'automatic_async' })
    const refund = await stripe.refunds.create({ charge: whole(charge).id, amount: 2000 })
    expect(refund.status).toBe('succeeded')
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 5000 - 175 - 2000 }])
  })
})
