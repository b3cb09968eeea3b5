import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'
import { isJson, parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Who may ask, and what an answer looks like: headers, errors, expansion, pages. */
let simulator: Simulator
let send: ReturnType<typeof rawClient>
/** Ids of a subscription, its customer, a charge and a connected account. */
const made = { subscription: '', customer: '', charge: '', account: '', platform: '' }

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 91 })
  send = rawClient(simulator, 'answers')
  const post = async (url: string, body = '') => send('POST', url, { body })
  made.account = (await post('/v1/accounts')).id
  made.platform = (await send('GET', '/v1/account')).id
  made.customer = (
    await post(
      '/v1/customers',
      'payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa',
    )
  ).id
  const price = await post(
    '/v1/prices',
    'currency=usd&unit_amount=2000&recurring[interval]=month&product_data[name]=Box',
  )
  made.subscription = (
    await post('/v1/subscriptions', `customer=${made.customer}&items[0][price]=${price.id}`)
  ).id
  const charges = await send('GET', '/v1/charges')
  made.charge = String(parts(charges.json['data'])[0]?.['id'])
})
afterAll(() => simulator.close())

const errorOf = ({ json }: Awaited<ReturnType<typeof send>>) => (isJson(json['error']) ? json['error'] : {})
/** A value inside of an answer. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((found: unknown, name) => (isJson(found) ? found[name] : undefined), value)

describe('who asks', () => {
  test.for([
    ['Bearer sk_test_answers', 200, undefined],
    ['Bearer rk_test_answers', 200, undefined],
    [`Basic ${Buffer.from('sk_test_answers:').toString('base64')}`, 200, undefined],
    ['Bearer pk_test_answers', 401, 'secret_key_required'],
    ['Bearer sk_live_answers1', 401, 'api_key_live_refused'],
    ['Bearer sk_test_', 401, undefined],
    ['Bearer sk_test_with space', 200, undefined],
    ['Bearer nonsense', 401, undefined],
    ['Token sk_test_answers', 200, undefined],
    ['', 401, undefined],
  ] as const)('with “%s” is answered %i', async ([authorization, status, code]) => {
    const answer = await send('GET', '/v1/balance', { headers: { authorization } })
    expect([answer.status, errorOf(answer)['code']]).toEqual([status, code])
  })

  test.for([
    ['stripe-account', (id: string) => id],
    ['stripe-context', (id: string) => id],
    ['stripe-context', (id: string) => `${made.platform}/${id}`],
  ] as const)('for a connected account with %s', async ([name, context]) => {
    const answer = await send('GET', '/v1/account', { headers: { [name]: context(made.account) } })
    expect([answer.id, answer.headers.get('stripe-account')]).toEqual([made.account, made.account])
    const strange = await send('GET', '/v1/account', { headers: { [name]: context('acct_1nobody') } })
    expect([strange.status, errorOf(strange)['code']]).toEqual([403, 'account_invalid'])
  })

  it('for nobody behind another platform, or behind an account of this one', async () => {
    for (const [context, named] of [
      [`acct_1platform/${made.account}`, 'acct_1platform'],
      [`${made.account}/${made.platform}`, made.account],
      [`${made.platform}/${made.account}/acct_1other`, 'acct_1other'],
    ] as const) {
      const answer = await send('GET', '/v1/account', { headers: { 'stripe-context': context } })
      expect([answer.status, errorOf(answer)]).toMatchObject([
        403,
        { code: 'account_invalid', message: expect.stringContaining(named) },
      ])
    }
  })

  it('speaks the pinned version, or none', async () => {
    const ask = (version: string) => send('GET', '/v1/balance', { headers: { 'stripe-version': version } })
    expect([(await ask(API_VERSION)).status, (await ask('')).status]).toEqual([200, 200])
    const old = await ask('2020-08-27')
    expect([old.status, errorOf(old)]).toMatchObject([
      400,
      { code: 'api_version_unsupported', message: expect.stringContaining(`${API_VERSION} only`) },
    ])
  })
})

describe('an answer', () => {
  it('has Stripe’s headers, whether it went well or not', async () => {
    for (const [body, status] of [
      ['name=A', 200],
      ['colour=red', 400],
    ] as const) {
      const headers = { 'idempotency-key': `headers-${status}`, 'stripe-account': made.account }
      const answer = await send('POST', '/v1/customers', { body, headers })
      expect(answer.status).toBe(status)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...headers,
        'content-type': 'application/json',
        'request-id': expect.stringMatching(/^req_\w{14}/),
        'stripe-version': API_VERSION,
      })
    }
  })

  it('says what was wrong, where it is explained, and where the request can be seen', async () => {
    const answer = await send('POST', '/v1/customers', { body: 'balance=x' })
    expect(errorOf(answer)).toEqual({
      type: 'invalid_request_error',
      code: 'parameter_invalid_integer',
      message: 'Invalid integer: x',
      param: 'balance',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-invalid-integer',
      request_log_url: `${simulator.url}/_sim/requests/${answer.headers.get('request-id')}`,
    })
    const seen = await send('GET', String(errorOf(answer)['request_log_url']).replace(simulator.url, ''))
    expect(seen.json).toMatchObject({ status: 400, request: 'balance=x', response: answer.text })
    expect((await send('GET', '/_sim/requests/req_never')).status).toBe(404)
  })

  it('does not send anybody to Stripe for a code that is its own', async () => {
    const answer = await send('GET', '/v1/issuing/cards')
    expect(errorOf(answer)).toMatchObject({ code: 'simulator_unsupported' })
    expect(errorOf(answer)).not.toHaveProperty('doc_url')
  })

  test.for([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline', 'try_again_later', '05'],
    [
      'pm_card_visa_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'try_again_later',
      '51',
    ],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'do_not_try_again', '41'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'do_not_try_again', '54'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc', 'confirm_card_data', 'N7'],
  ] as const)('tells how %s was refused', async ([card, code, decline_code, advice_code, network]) => {
    const body = `amount=2000&currency=usd&payment_method=${card}&confirm=true`
    const answer = await send('POST', '/v1/payment_intents', { body })
    const error = errorOf(answer)
    expect([answer.status, error]).toMatchObject([
      402,
      {
        type: 'card_error',
        code,
        decline_code,
        advice_code,
        network_decline_code: network,
        charge: expect.stringMatching(/^ch_/),
        payment_intent: { status: 'requires_payment_method', last_payment_error: { code } },
        payment_method: { object: 'payment_method' },
      },
    ])
  })

  it('refuses JSON where Stripe takes forms, and more than it can hold', async () => {
    const json = await send('POST', '/v1/customers', {
      body: '{"name":"A"}',
      headers: { 'content-type': 'application/json' },
    })
    expect([json.status, errorOf(json)['message']]).toEqual([
      400,
      expect.stringContaining('x-www-form-urlencoded'),
    ])
    expect((await send('POST', '/v1/customers', { body: `name=${'x'.repeat(1_000_001)}` })).status).toBe(413)
  })
})

describe('expand', () => {
  const subscription = async (...expand: readonly string[]) =>
    send('GET', `/v1/subscriptions/${made.subscription}?${expand.map(path => `expand[]=${path}`).join('&')}`)

  test.for([
    ['customer', 'object', 'customer'],
    ['latest_invoice.payments', 'object', 'list'],
    ['latest_invoice.payments.data.payment', 'object', 'list'],
    ['customer.invoice_settings.default_payment_method', 'object', 'payment_method'],
  ] as const)('%s', async ([path, field, value]) => {
    const found = at((await subscription(path)).json, path.replace(/\.data\..*/, ''))
    expect(at(found, field)).toBe(value)
  })

  it('takes several paths, in brackets with and without numbers, encoded or not', async () => {
    for (const query of [
      'expand[0]=customer&expand[1]=latest_invoice',
      'expand%5B%5D=customer&expand[]=latest_invoice',
    ]) {
      const { json } = await send('GET', `/v1/subscriptions/${made.subscription}?${query}`)
      expect([at(json, 'customer.id'), at(json, 'latest_invoice.object')]).toEqual([made.customer, 'invoice'])
    }
  })

  it('reaches into lists, and after a change', async () => {
    const list = await send(
      'GET',
      `/v1/charges?customer=${made.customer}&expand[]=data.customer&expand[]=data.balance_transaction&expand[]=data`,
    )
    expect(parts(list.json['data'])[0]).toMatchObject({
      customer: { id: made.customer },
      balance_transaction: { fee: 88 },
    })
    const changed = await send('POST', `/v1/charges/${made.charge}`, {
      body: 'description=A&expand[]=customer',
    })
    expect(at(changed.json, 'customer.id')).toBe(made.customer)
  })

  test.for([
    ['/v1/charges?expand[]=data.amount', 'This property cannot be expanded (data.amount).'],
    [
      '/v1/charges?expand[]=customer',
      "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.",
    ],
    ['/v1/charges?expand[]=data.nothing', 'This property cannot be expanded (data.nothing).'],
    ['/v1/charges?expand[]=data.customer.a.b.c', 'You cannot expand more than 4 levels of a property.'],
  ] as const)('%s is refused', async ([url, message]) => {
    const answer = await send('GET', url)
    expect([answer.status, errorOf(answer)['message']]).toEqual([400, expect.stringContaining(message)])
  })
})

describe('a list', () => {
  beforeAll(async () => {
    for (let count = 0; count < 102; count += 1)
      await send('POST', '/v1/coupons', { body: `percent_off=10&id=c${count}` })
  })
  const page = async (query: string) => {
    const { json } = await send('GET', `/v1/coupons${query}`)
    return [
      parts(json['data']).map(coupon => Number(String(coupon['id']).slice(1))),
      json['has_more'],
      json['url'],
    ]
  }
  const down = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index)

  test.for([
    ['', down(101, 10), true],
    ['?limit=0', [101], true],
    ['?limit=-1', [101], true],
    ['?limit=200', down(101, 100), true],
    ['?limit=3&starting_after=c50', [49, 48, 47], true],
    ['?limit=3&starting_after=c2', [1, 0], false],
    ['?limit=3&ending_before=c50', [53, 52, 51], true],
    ['?limit=3&ending_before=c100', [101], false],
    ['?starting_after=c0', [], false],
  ] as const)('%s', async ([query, ids, more]) => {
    expect(await page(query)).toEqual([ids, more, '/v1/coupons'])
  })

  test.for([
    ['?starting_after=c1&ending_before=c5', undefined, 'Please pass in only one'],
    ['?starting_after=nobody', 'starting_after', "No such coupon: 'nobody'"],
    ['?limit=many', 'limit', 'Invalid integer: many'],
    ['?colour=red', 'colour', 'Received unknown parameter: colour'],
  ] as const)('%s is refused', async ([query, param, message]) => {
    const answer = await send('GET', `/v1/coupons${query}`)
    expect([answer.status, errorOf(answer)['param']]).toEqual([400, param])
    expect(errorOf(answer)['message']).toContain(message)
  })
})

it('keeps a product that has prices, and forgets a deleted coupon', async () => {
  const price = await send('POST', '/v1/prices', {
    body: 'currency=usd&unit_amount=100&product_data[name]=P',
  })
  const refused = await send('DELETE', `/v1/products/${String(price.json['product'])}`)
  expect([refused.status, errorOf(refused)['message']]).toEqual([
    400,
    expect.stringContaining('cannot be deleted'),
  ])
  const { id } = await send('POST', '/v1/coupons', { body: 'percent_off=5' })
  expect((await send('DELETE', `/v1/coupons/${id}`)).json).toEqual({ id, object: 'coupon', deleted: true })
  expect((await send('GET', `/v1/coupons/${id}`)).status).toBe(404)
})
