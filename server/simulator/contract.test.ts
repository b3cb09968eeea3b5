import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { answerFaults } from './core/check-answer.ts'
import { endpoint } from './core/endpoint.ts'
import { endpoints } from './resources/index.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { Spoiler } from './testing/malformed.ts'
import { rawClient } from './testing/raw-client.ts'
import { walkAccounts, walkConnectMoney, walkTransfers } from './testing/walk-accounts.ts'
import { walkBilling } from './testing/walk-billing.ts'
import {
  walkCatalogue,
  walkCustomers,
  walkDiscounts,
  walkMeters,
  walkRemovals,
  walkWebhookEndpoints,
} from './testing/walk-catalogue.ts'
import { walkCheckout } from './testing/walk-checkout.ts'
import { walkIntents } from './testing/walk-intents.ts'
import { walkPayments, walkRisk, walkSetupIntents } from './testing/walk-payments.ts'
import { walkSchedules } from './testing/walk-schedules.ts'
import { walkSearch, walkSelfService } from './testing/walk-self-service.ts'
import { walkTax } from './testing/walk-tax.ts'
import { walkV2 } from './testing/walk-v2.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Walks every implemented endpoint and compares each answer with the type that the SDK declares for it. */
let simulator: Simulator
let stripe: Stripe
let send: ReturnType<typeof rawClient>
let log: {
  endpoint: string | null
  account: string
  method: string
  url: string
  request: string
  status: number
  response: string
}[] = []

/** Of the simulator, in seconds; it stands still, so that the same is drawn and answered every time. */
let seconds = Date.UTC(2026, 10, 23) / 1000
/** How many requests the simulator's log keeps. */
const KEPT = 1000

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 5, now: () => seconds * 1000 })
  send = rawClient(simulator, 'contract')
  stripe = new Stripe('sk_test_contract', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  const account = await walkAccounts(stripe)
  const { customer, method } = await walkCustomers(stripe)
  const { recurring, once } = await walkCatalogue(stripe)
  await walkWebhookEndpoints(stripe)
  await walkPayments(stripe, { customer, method })
  await walkRisk(stripe)
  await walkIntents(stripe)
  await walkTransfers(stripe, account)
  await walkConnectMoney(stripe, account)
  await walkSetupIntents(stripe, customer)
  await walkMeters(stripe, { customer, now: seconds })
  const code = await walkDiscounts(stripe)
  await walkBilling(stripe, { recurring, once, code })
  await walkSchedules(stripe, recurring)
  await walkCheckout(stripe, { recurring, once, customer })
  await walkTax(stripe)
  await walkSelfService(stripe, { customer, account })
  await walkSearch(stripe)
  await walkV2(stripe)
  await walkRemovals(stripe, { account, customer })
  const answer = await fetch(`${simulator.url}/_sim/requests?limit=${KEPT}`)
  log = (await answer.json()).data
})
afterAll(() => simulator.close())

const [obliging, refusing] = [false, true].map(refuses =>
  endpoints.filter(endpoint => (endpoint.refuses ?? false) === refuses),
)

test.for((obliging ?? []).map(endpoint => [endpoint.name, endpoint.result] as const))(
  '%s answers as the SDK declares',
  ([name, type]) => {
    const answers = log.filter(request => request.endpoint === name && request.status === 200)
    expect(answers.length, `${name} was not called with success`).toBeGreaterThan(0)
    for (const { response } of answers)
      expect(type === undefined ? [] : answerFaults(type, JSON.parse(response))).toEqual([])
  },
)

test.for((refusing ?? []).map(({ name }) => name))('%s refuses in words, whatever is asked', name => {
  const statuses = log.filter(request => request.endpoint === name).map(({ status }) => status)
  expect(statuses).toContain(404)
  expect(statuses.filter(status => status < 400 || status > 404)).toEqual([])
})

it('has heard of the whole walk', () => {
  expect(log.length).toBeLessThan(KEPT)
  expect(log.at(-1)).toMatchObject({ endpoint: 'POST /v1/accounts' })
})

it('compiles only when an endpoint answers what the SDK declares', () => {
  // @ts-expect-error -- a balance without what is available is none
  const incomplete = endpoint('GET /v1/balance', () => ({ object: 'balance', pending: [], livemode: false }))
  const whole = endpoint('GET /v1/balance', () => ({
    object: 'balance',
    available: [],
    pending: [],
    livemode: false,
  }))
  expect(incomplete.result).toBe(whole.result)
})

it('reports what is missing, mistyped or unknown', () => {
  const [type] = endpoints
    .filter(endpoint => endpoint.name === 'POST /v1/products')
    .map(endpoint => endpoint.result)
  const product = JSON.parse(log.find(request => request.endpoint === 'POST /v1/products')?.response ?? '{}')
  const { name: _name, ...nameless } = product
  expect(type === undefined ? [] : answerFaults(type, { ...nameless, active: 'yes', colour: 'red' })).toEqual(
    [
      { path: '.colour', fault: 'is not a field' },
      { path: '.active', fault: '"yes" is not b' },
      { path: '.name', fault: 'is missing' },
    ],
  )
})

it('answers what is wrong in words, never as if it had broken', async () => {
  const made = log.toReversed().filter(({ method }) => method === 'POST')
  const said = made.flatMap(({ response }) => response.match(/\b[a-z]+_[A-Za-z0-9]{14,}\b/g) ?? [])
  const ids = [...new Set(said)]
  const { json } = await send('POST', '/_sim/snapshot')
  const statuses = new Set<number>()
  for (let round = 0; round < 5; round += 1) {
    for (const { name, params, result } of endpoints) {
      const request = log.find(one => one.endpoint === name && one.status === 200)
      if (request === undefined) continue
      const spoiler = new Spoiler(`${name} ${round}`, ids)
      const wrong = spoiler.spoil({ ...request, body: request.request }, params)
      const answer = await send(wrong.method, wrong.url, { body: wrong.body, headers: headersOf(request) })
      const status = answer.status < 500 || answer.status === 501 ? 'in words' : 'broken'
      const faults = answer.status === 200 && result !== undefined ? answerFaults(result, answer.json) : []
      expect({ wrong, status, faults, answer: answer.text }).toMatchObject({ status: 'in words', faults: [] })
      statuses.add(answer.status)
    }
    await send('POST', '/_sim/restore', { body: `snapshot=${String(json['snapshot'])}` })
  }
  expect([...statuses].filter(status => ![200, 400, 402, 403, 404, 501].includes(status))).toEqual([])
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 501]))
})

it('shows and does nothing of one key’s platform for another key, whatever is asked', async () => {
  const stranger = { authorization: 'Bearer sk_test_stranger' }
  const idsIn = (text: string) => new Set(text.match(/\b[a-z]+_[A-Za-z0-9_]{14,}\b/g))
  const made = log.filter(one => one.method === 'POST' && one.status === 200)
  const theirs = new Set(
    made.flatMap(({ response }) => [...response.matchAll(/"id":"(\w{14,})"/g)].map(([, id]) => id)),
  )
  expect(theirs.size).toBeGreaterThan(100)
  seconds += 60
  await stripe.coupons.create({ percent_off: 1 })
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([])
  const before = await stateOf('sk_test_contract')
  const refused: number[] = []
  const obeyed: string[] = []
  for (const asked of log.toReversed().filter(one => one.endpoint !== null)) {
    const { method, url, request: body, account } = asked
    const headers = { ...headersOf(asked), ...stranger }
    if (account !== '') {
      expect((await send(method, url, { body, headers })).status).toBe(403)
    }
    const answer = await send(method, url, { body, headers: { ...headers, 'stripe-account': '' } })
    const said = idsIn(`${url} ${decodeURIComponent(body.replaceAll('+', ' '))}`)
    const leaked = [...idsIn(answer.text)].filter(id => theirs.has(id) && !said.has(id))
    expect({ method, url, status: answer.status, leaked }).toMatchObject({ leaked: [] })
    const named = [...said].some(id => theirs.has(id))
    if (named && answer.status !== 404 && answer.status !== 200) refused.push(answer.status)
    const empty = method === 'GET' && /"data":\[\]/.test(answer.text)
    if (named && answer.status === 200 && !empty) obeyed.push(`${method} ${url} ${body}`)
  }
  expect(obeyed).toEqual([])
  expect(refused.length).toBeGreaterThan(40)
  expect(await stateOf('sk_test_contract')).toEqual(before)
})

/** Debits and refunds that banks have not answered yet, and will within a second: nobody else's doing. */
async function waiting() {
  const [intents, refunds] = await Promise.all([
    stripe.paymentIntents.list({ limit: 100 }),
    stripe.refunds.list({ limit: 100 }),
  ])
  return [
    ...intents.data.filter(({ status }) => status === 'processing'),
    ...refunds.data.filter(({ status }) => status === 'pending'),
  ].map(({ id }) => id)
}

/** What an account and its connected accounts hold, and how many objects of each kind there are. */
async function stateOf(key: string) {
  const answer = await fetch(`${simulator.url}/v1/account`, { headers: { authorization: `Bearer ${key}` } })
  const { id } = await answer.json()
  const { accounts } = await (await fetch(`${simulator.url}/_sim`)).json()
  return accounts.filter(
    (one: { id: string; platform: string | null }) => one.id === id || one.platform === id,
  )
}

const headersOf = ({ account, url }: { account: string; url: string }) => ({
  'stripe-account': account,
  'content-type': url.startsWith('/v2/') ? 'application/json' : 'application/x-www-form-urlencoded',
})
