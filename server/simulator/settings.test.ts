import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { insideEndpoints } from './inside/index.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'
import { isJson } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What Stripe's Dashboard, a person or a bank does, and the simulator when it is asked. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 86 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })
const errorOf = ({ json }: { readonly json: Readonly<Record<string, unknown>> }) =>
  isJson(json['error']) ? json['error'] : {}

const USUAL = {
  retry_policy: { days: [1, 3, 5, 7, 9, 11, 13, 14], final_action: 'cancel' },
  notices: { upcoming: 7 },
  fees: {},
  tax: { head_office: null, registrations: [], tax_behavior: null },
  radar: {
    block: 'highest',
    review: 'elevated',
    block_cvc_failure: false,
    block_postal_failure: false,
    block_countries: [],
  },
}
const office = { city: null, line1: null, line2: null, postal_code: null, state: null, country: 'DE' }

describe('settings', () => {
  test.for<[string, object]>([
    [
      'retry_policy[days][0]=5&retry_policy[days][1]=2&retry_policy[final_action]=unpaid',
      {
        retry_policy: { days: [2, 5], final_action: 'unpaid' },
      },
    ],
    ['notices[upcoming]=3', { notices: { upcoming: 3 } }],
    ['notices[will_be_due]=2&notices[overdue]=0', { notices: { upcoming: 7, will_be_due: 2, overdue: 0 } }],
    [
      'fees[card][percent_bps]=140&fees[sepa_debit][fixed]=35',
      {
        fees: { card: { percent_bps: 140, fixed: 0 }, sepa_debit: { percent_bps: 0, fixed: 35 } },
      },
    ],
    [
      'tax[head_office][country]=DE&tax[head_office][city]=',
      {
        tax: { head_office: office, registrations: [], tax_behavior: null },
      },
    ],
    [
      'tax[head_office][country]=DE&tax[registrations][]=DE&tax[registrations][]=US-CA&tax[tax_behavior]=inclusive',
      { tax: { head_office: office, registrations: ['DE', 'US-CA'], tax_behavior: 'inclusive' } },
    ],
    [
      'radar[block]=elevated&radar[block_countries][0]=GB',
      {
        radar: { ...USUAL.radar, block: 'elevated', block_countries: ['GB'] },
      },
    ],
    [
      'radar[review]=never&radar[block_cvc_failure]=true&radar[block_postal_failure]=true',
      {
        radar: { ...USUAL.radar, review: 'never', block_cvc_failure: true, block_postal_failure: true },
      },
    ],
  ])('%s is what they then say', async ([body, changed]) => {
    const send = rawClient(simulator, `settings_${body.replaceAll(/\W/g, '')}`)
    expect((await send('GET', '/_sim/settings')).json).toEqual(USUAL)
    const said = { ...USUAL, ...changed }
    expect((await send('POST', '/_sim/settings', { body })).json).toEqual(said)
    expect((await send('GET', '/_sim/settings')).json).toEqual(said)
    expect((await rawClient(simulator, 'elsewhere')('GET', '/_sim/settings')).json).toEqual(USUAL)
  })

  it('keep what is not named', async () => {
    const send = rawClient(simulator, 'settings_kept')
    await send('POST', '/_sim/settings', { body: 'notices[overdue]=4' })
    await send('POST', '/_sim/settings', { body: 'fees[card][fixed]=1&notices[upcoming]=0' })
    const { json } = await send('POST', '/_sim/settings', { body: 'radar[block]=never' })
    expect(json).toEqual({
      ...USUAL,
      notices: { upcoming: 0, overdue: 4 },
      fees: { card: { percent_bps: 0, fixed: 1 } },
      radar: { ...USUAL.radar, block: 'never' },
    })
  })

  test.for([
    ['colour=red', 'colour'],
    ['retry_policy[days][0]=1', 'retry_policy[final_action]'],
    ['retry_policy[final_action]=cancel', 'retry_policy[days]'],
    ['retry_policy[days][0]=soon&retry_policy[final_action]=cancel', 'retry_policy[days][0]'],
    ['retry_policy[days][0]=-1&retry_policy[final_action]=cancel', 'retry_policy[days][0]'],
    ['retry_policy[days][0]=1&retry_policy[final_action]=sue', 'retry_policy[final_action]'],
    ['retry_policy[days][0]=1&retry_policy[final_action]=cancel&retry_policy[x]=1', 'retry_policy[x]'],
    ['notices[upcoming]=1.5', 'notices[upcoming]'],
    ['notices[late]=1', 'notices[late]'],
    ['fees=cheap', 'fees'],
    ['fees[cards][fixed]=1', 'fees[cards]'],
    ['fees[card][percent]=1', 'fees[card][percent]'],
    ['fees[card][percent_bps]=10001', 'fees[card][percent_bps]'],
    ['fees[card][fixed]=-1', 'fees[card][fixed]'],
    ['tax[registrations][0]=DE', 'tax[head_office]'],
    ['tax[head_office][city]=Bonn', 'tax[head_office][country]'],
    ['tax[head_office][country]=', 'tax[head_office][country]'],
    ['tax[head_office][country]=DE&tax[head_office][planet]=x', 'tax[head_office][planet]'],
    ['tax[head_office][country]=DE&tax[registrations][0]=Germany', 'tax[registrations][0]'],
    ['tax[head_office][country]=DE&tax[tax_behavior]=none', 'tax[tax_behavior]'],
    ['radar[block]=all', 'radar[block]'],
    ['radar[review]=highest', 'radar[review]'],
    ['radar[block_cvc_failure]=perhaps', 'radar[block_cvc_failure]'],
    ['radar[block_countries][0]=gb', 'radar[block_countries][0]'],
    ['radar[block_weekdays]=1', 'radar[block_weekdays]'],
  ] as const)('%s is refused for %s, and nothing is set', async ([body, param]) => {
    const send = rawClient(simulator, 'settings_refused')
    const refused = await send('POST', '/_sim/settings', { body: `notices[overdue]=9&${body}` })
    expect([refused.status, errorOf(refused)]).toMatchObject([400, { type: 'invalid_request_error', param }])
    expect((await send('GET', '/_sim/settings')).json).toEqual(USUAL)
  })
})

describe('helpers', () => {
  test.for(insideEndpoints.map(({ name }) => name))('%s refuses what it does not know', async name => {
    const [method = '', path = ''] = name.split(' ')
    const url = path.replace('{id}', 'nothing')
    const send = rawClient(simulator, 'helpers')
    const unknown =
      method === 'GET'
        ? await send(method, `${url}?colour=red`)
        : await send(method, url, { body: 'colour=red' })
    expect([unknown.status, errorOf(unknown)]).toMatchObject([
      400,
      { code: 'parameter_unknown', param: 'colour' },
    ])
    if (path.includes('{id}'))
      expect(errorOf(await send(method, url))).toMatchObject({ code: 'resource_missing', param: 'id' })
  })

  test.for([
    ['payment_intents/x/authenticate', 'outcome=maybe', 'outcome'],
    ['setup_intents/x/authenticate', 'outcome=maybe', 'outcome'],
    ['payment_intents/x/settle', 'outcome=maybe', 'outcome'],
    ['accounts/x/restrict', 'deadline=soon', 'deadline'],
    ['checkout/sessions/x/complete', 'amount=much', 'amount'],
    ['checkout/sessions/x/complete', 'email[a]=b', 'email'],
  ] as const)('%s refuses %s', async ([path, body, param]) => {
    const refused = await rawClient(simulator, 'helpers')('POST', `/_sim/${path}`, { body })
    expect([refused.status, errorOf(refused)]).toMatchObject([400, { param }])
  })

  it('finish what waits for a customer, a visitor or a bank', async () => {
    const stripe = open('sk_test_finish')
    const ask = (path: string, params = {}) => stripe.rawRequest('POST', `/_sim/${path}`, params)
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 4000,
      product_data: { name: 'Ticket' },
    })
    const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 2 }] })
    const opened = await ask(`payment_links/${link.id}/open`)
    expect(opened).toMatchObject({ status: 'open', amount_total: 8000, payment_link: link.id })
    const [session] = (await stripe.checkout.sessions.list({ payment_link: link.id })).data
    expect(await ask(`checkout/sessions/${session?.id ?? ''}/expire`)).toMatchObject({ status: 'expired' })
    await expect(ask(`checkout/sessions/${session?.id ?? ''}/complete`)).rejects.toMatchObject({
      statusCode: 400,
    })
    const debit = await stripe.paymentIntents.create({
      amount: 9000,
      currency: 'eur',
      payment_method_data: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'AT321904300235473204' },
        billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      },
      mandate_data: { customer_acceptance: { type: 'offline' } },
      confirm: true,
    })
    expect(debit.status).toBe('processing')
    expect(await ask(`payment_intents/${debit.id}/settle`)).toMatchObject({
      status: 'succeeded',
      amount_received: 9000,
    })
    await stripe.paymentIntents.create({
      amount: 5000,
      currency: 'usd',
      payment_method: 'pm_card_bypassPending',
      confirm: true,
    })
    await stripe.accounts.createExternalAccount((await stripe.accounts.retrieveCurrent()).id, {
      external_account: 'btok_us_verified',
    })
    const payout = await stripe.payouts.create({ amount: 1000, currency: 'usd' })
    expect(await ask(`payouts/${payout.id}/arrive`)).toMatchObject({ status: 'paid' })
    await expect(ask(`payouts/${payout.id}/arrive`)).rejects.toThrow('is paid already')
  })
})
