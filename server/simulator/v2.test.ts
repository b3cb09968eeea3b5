import { createServer, type IncomingMessage } from 'node:http'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Accounts of v2 are the accounts of v1 seen anew, and tell of themselves in thin events. */
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 51 })
})
afterAll(() => simulator.close())

const open = (key: string) =>
  new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', maxNetworkRetries: 0 })

const provider = {
  contact_email: 'a@example.com',
  display_name: 'Cleaning',
  dashboard: 'express',
  identity: { country: 'us', entity_type: 'company' },
  configuration: {
    recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
  },
  defaults: {
    currency: 'usd',
    responsibilities: { fees_collector: 'application', losses_collector: 'application' },
  },
} as const

it('receives transfers once it is onboarded', async () => {
  const stripe = open('sk_test_v2_transfers')
  const { id } = await stripe.v2.core.accounts.create(provider)
  const capability = async () => {
    const account = await stripe.v2.core.accounts.retrieve(id, {
      include: ['configuration.recipient', 'requirements'],
    })
    const recipient = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers
    return [recipient?.status, (account.requirements?.entries ?? []).length > 0]
  }
  expect(await capability()).toEqual(['restricted', true])
  await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  const send = async () => stripe.transfers.create({ amount: 4410, currency: 'usd', destination: id })
  await expect(send()).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' })
  await stripe.rawRequest('POST', `/_sim/accounts/${id}/onboard`, {})
  expect(await capability()).toEqual(['active', false])
  await send()
  const { available } = await stripe.balance.retrieve({}, { stripeAccount: id })
  expect(available.map(part => part.amount)).toEqual([4410])
  expect((await stripe.accounts.retrieve(id)).capabilities).toEqual({ transfers: 'active' })
})

it('tells in signed thin events that it was onboarded', async () => {
  const received: { readonly body: string; readonly signature: string }[] = []
  const hooks = createServer((message: IncomingMessage, response) => {
    let body = ''
    message.on('data', chunk => (body += String(chunk)))
    message.on('end', () => {
      received.push({ body, signature: String(message.headers['stripe-signature']) })
      response.end()
    })
  })
  await new Promise<void>(resolve => hooks.listen(0, '127.0.0.1', resolve))
  const address = hooks.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const stripe = open('sk_test_v2_events')
  const type = 'v2.core.account[configuration.recipient].capability_status_updated'
  const destination = await stripe.v2.core.eventDestinations.create({
    name: 'Accounts',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: [type],
    webhook_endpoint: { url },
    include: ['webhook_endpoint.signing_secret'],
  })
  const { id } = await stripe.v2.core.accounts.create(provider)
  await stripe.rawRequest('POST', `/_sim/accounts/${id}/onboard`, {})
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1)
  const secret = destination.webhook_endpoint?.signing_secret ?? ''
  const notice = stripe.parseEventNotification(received[0]?.body ?? '', received[0]?.signature ?? '', secret)
  expect(notice).toMatchObject({ type, related_object: { id, type: 'v2.core.account' } })
  hooks.close()
})

it('refuses what is not JSON', async () => {
  const answer = await fetch(`${simulator.url}/v2/core/accounts`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_v2_json', 'content-type': 'application/json' },
    body: '{"contact_email":',
  })
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('not valid JSON')])
})

it('lists in pages, whose addresses keep what was asked for, and that the SDK goes through', async () => {
  const stripe = open('sk_test_v2_pages')
  for (const display_name of ['A', 'B', 'C', 'D', 'E'])
    await stripe.v2.core.accounts.create({ ...provider, display_name })
  const first = await stripe.v2.core.accounts.list({ limit: 2, applied_configurations: ['recipient'] })
  expect([first.data.map(one => one.display_name), first.previous_page_url]).toEqual([['E', 'D'], null])
  expect(first.next_page_url).toMatch(/applied_configurations\[0\]=recipient&/)
  expect(first.next_page_url).toMatch(/limit=2&/)
  const page = (url: string | null | undefined) => stripe.rawRequest('GET', url ?? '')
  const second = await page(first.next_page_url)
  expect(second).toMatchObject({ data: [{ display_name: 'C' }, { display_name: 'B' }] })
  const back = await page(typeof second.previous_page_url === 'string' ? second.previous_page_url : '')
  expect(back).toMatchObject({ data: [{ display_name: 'E' }, { display_name: 'D' }] })
  const all = await stripe.v2.core.accounts.list({ limit: 2 }).autoPagingToArray({ limit: 10 })
  expect(all.map(one => one.display_name)).toEqual(['E', 'D', 'C', 'B', 'A'])
  await expect(page('/v2/core/events?page=nonsense')).rejects.toMatchObject({ param: 'page' })
})

it('takes persons, asks for no more of what its representative told, and tells of them', async () => {
  const stripe = open('sk_test_v2_persons')
  const { accounts, events } = stripe.v2.core
  const { id: account } = await accounts.create({
    ...provider,
    dashboard: 'none',
    identity: { country: 'us', entity_type: 'individual' },
  })
  const due = async () => {
    const { requirements } = await accounts.retrieve(account, { include: ['requirements'] })
    return (requirements?.entries ?? []).map(entry => entry.description)
  }
  const before = await due()
  expect(before).toContain('individual.first_name')
  const person = await accounts.persons.create(account, {
    given_name: 'Ada',
    surname: 'Lovelace',
    date_of_birth: { day: 10, month: 12, year: 1990 },
    address: { country: 'us', line1: 'Ring 1', town: 'Soho' },
    id_numbers: [{ type: 'us_ssn', value: '000000000' }],
    relationship: { representative: true, percent_ownership: Stripe.Decimal.from('25.5') },
    nationalities: ['us', 'gb'],
    metadata: { a: 'b' },
  })
  expect(person).toMatchObject({
    object: 'v2.core.account_person',
    account,
    given_name: 'Ada',
    address: { line1: 'Ring 1', town: 'Soho' },
    id_numbers: [{ type: 'us_ssn' }],
    nationalities: ['us', 'gb'],
    relationship: { representative: true },
  })
  expect(JSON.stringify(person)).not.toContain('000000000')
  expect(String(person.relationship?.percent_ownership)).toBe('25.5')
  expect(await due()).toEqual(before.filter(name => !name?.startsWith('individual.')))
  const { id } = person
  expect(await stripe.accounts.retrievePerson(account, id)).toMatchObject({ first_name: 'Ada' })
  const changed = await accounts.persons.update(account, id, { surname: 'King', metadata: { a: null } })
  expect([changed.surname, changed.given_name, changed.metadata, changed.nationalities]).toEqual([
    'King',
    'Ada',
    {},
    ['us', 'gb'],
  ])
  const other = await accounts.persons.create(account, { given_name: 'Charles' })
  const page = await accounts.persons.list(account, { limit: 1 })
  expect(page.data.map(one => one.given_name)).toEqual(['Charles'])
  const all = await accounts.persons.list(account, { limit: 1 }).autoPagingToArray({ limit: 9 })
  expect(all.map(one => one.id)).toEqual([other.id, id])
  await expect(accounts.persons.del(account, id)).rejects.toThrow(/representative/)
  expect(await accounts.persons.del(account, other.id)).toMatchObject({ id: other.id })
  await expect(accounts.persons.retrieve(account, other.id)).rejects.toMatchObject({ statusCode: 404 })
  const told = await events.list({ object_id: other.id })
  expect(told.data.map(event => event.type)).toEqual([
    'v2.core.account_person.deleted',
    'v2.core.account_person.created',
  ])
  expect(await events.retrieve(told.data[0]?.id ?? '')).toMatchObject({
    data: { account_id: account },
    related_object: { id: other.id, url: `/v2/core/accounts/${account}/persons/${other.id}` },
  })
})

it('does not let a representative’s number pass that Stripe’s tests refuse', async () => {
  const stripe = open('sk_test_v2_number')
  const { accounts } = stripe.v2.core
  const { id } = await accounts.create({ ...provider, dashboard: 'none' })
  await accounts.persons.create(id, {
    id_numbers: [{ type: 'us_ssn', value: '111111111' }],
    relationship: { representative: true },
  })
  const { requirements } = await stripe.accounts.retrieve(id)
  expect(requirements?.errors).toMatchObject([{ code: 'verification_failed_id_number_match' }])
})
