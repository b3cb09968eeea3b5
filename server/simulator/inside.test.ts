import { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'
import { parts } from './testing/talk.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

it('shows what it holds on a page, every id of which leads on', async () => {
  const simulator = await startSimulator({ port: 0, seed: 81 })
  const page = async (address: string) => {
    const answer = await fetch(`${simulator.url}${address}`, { headers: { accept: 'text/html' } })
    return { status: answer.status, text: await answer.text() }
  }
  const empty = (await page('/_sim')).text
  expect(empty).toContain(`curl ${simulator.url}/v1/customers -u sk_test_`)
  expect(empty).toContain('Nobody has asked anything yet')
  await fetch(`${simulator.url}/v1/customers`, { headers: { authorization: 'Bearer sk_test_' } })
  const refusedOnly = (await page('/_sim')).text
  expect(refusedOnly).not.toContain('Nobody has asked')
  expect(refusedOnly).toContain('No account holds anything yet')
  expect(refusedOnly).toContain('<td class="bad">401</td>')
  expect(refusedOnly).toContain('Invalid API Key provided')
  const stripe = new Stripe('sk_test_inside', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  const { id: destination } = await stripe.accounts.create({})
  await stripe.customers.create({ name: '<script>alert(1)</script>' })
  const pay = (payment_method: string) =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method, confirm: true })
  await pay('pm_card_bypassPending')
  await pay('pm_card_createDispute')
  await fetch(`${simulator.url}/pay/<nothing>`)
  await stripe.transfers.create({ amount: 100, currency: 'usd', destination }).catch(() => undefined)
  const { text } = await page('/_sim')
  for (const words of ['Connected account', '−$18.20', '$96.80', 'charge.dispute.created', '/v1/transfers'])
    expect(text).toContain(words)
  for (const words of ['You have insufficient available funds', '<code>balance_insufficient</code>'])
    expect(text).toContain(words)
  const { json } = await rawClient(simulator, 'inside')('GET', '/_sim')
  expect(parts(json['requests']).map(({ status, error }) => [status, error])).toMatchObject([
    [400, { code: 'balance_insufficient', type: 'invalid_request_error' }],
    [404, { message: 'This page does not exist, or is over.', code: null, param: null }],
    [200, null],
    [200, null],
    [200, null],
    [200, null],
    [401, { message: expect.stringContaining('Invalid API Key'), type: 'invalid_request_error' }],
  ])
  const links = [...text.matchAll(/href="(\/_sim\/[^"]+)"/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(30)
  for (const link of links) expect({ link, status: (await page(link)).status }).toEqual({ link, status: 200 })
  const [refused] = links.filter(link => link.startsWith('/_sim/requests/'))
  const request = (await page(refused ?? '')).text
  for (const words of [
    'POST /v1/transfers',
    `destination = <a href="/_sim/objects/${destination}">`,
    'amount = 100',
    'balance_insufficient',
  ])
    expect(request).toContain(words)
  expect((await page('/_sim/requests')).text).toContain(refused)
  const [event] = links.filter(link => link.startsWith('/_sim/objects/evt_'))
  const inside = [...(await page(event ?? '')).text.matchAll(/href="(\/_sim\/\w+\/\w+)"/g)]
  expect(inside.length).toBeGreaterThan(3)
  for (const [, link = ''] of inside)
    expect({ link, status: (await page(link)).status }).toEqual({ link, status: 200 })
  for (const nothing of ['/_sim/objects/cus_nope', '/_sim/requests/req_nope'])
    expect(await page(nothing)).toMatchObject({ status: 404, text: expect.stringContaining('<h1>') })
  expect((await page('/favicon.ico')).status).toBe(204)
  const [customer] = (await stripe.customers.list()).data
  expect((await page(`/_sim/objects/${customer?.id ?? ''}`)).text).not.toContain('<script>')
  await simulator.close()
})

it('forgets everything when it is reset, and begins anew with the seed that is named', async () => {
  const simulator = await startSimulator({ port: 0, seed: 82 })
  const send = rawClient(simulator, 'reset')
  const firstId = async () => (await send('POST', '/v1/customers', { body: 'name=A' })).id
  const first = await firstId()
  const { json } = await send('POST', '/_sim/snapshot')
  expect((await send('POST', '/_sim/reset')).json).toEqual({ reset: true })
  expect((await send('GET', '/v1/customers')).json['data']).toEqual([])
  expect((await send('GET', '/_sim/requests')).json['data']).toHaveLength(1)
  expect((await send('GET', `/_sim/objects/${first}`)).status).toBe(404)
  const forgotten = await send('POST', '/_sim/restore', { body: `snapshot=${String(json['snapshot'])}` })
  expect(forgotten.status).toBe(400)
  const again: string[] = []
  for (const body of ['', 'seed=83', 'seed=82']) {
    await send('POST', '/_sim/reset', { body })
    again.push(await firstId())
  }
  expect([again[0], again[2]]).toEqual([first, first])
  expect(again[1]).not.toBe(first)
  const refused = await send('POST', '/_sim/reset', { body: 'seed=often' })
  expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'seed' } }])
  expect((await send('GET', '/v1/customers')).json['data']).toHaveLength(1)
  await simulator.close()
})

/** Fills in a page's form, as a browser does. */
const fill = (address: string, fields: Readonly<Record<string, string>>) =>
  fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })

it('lists visits of its pages, under the requests that their events name, without real card numbers', async () => {
  const simulator = await startSimulator({ port: 0, seed: 84 })
  const stripe = new Stripe('sk_test_visits', { host: '127.0.0.1', port: simulator.port, protocol: 'http' })
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2500,
    product_data: { name: 'Ticket' },
  })
  const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] })
  const opened = await fetch(link.url, { redirect: 'manual' })
  const page = opened.headers.get('location') ?? ''
  await fetch(page)
  const who = { email: 'a@example.com', name: 'A' }
  expect((await fill(page, { ...who, number: '5500 0055 5555 5559' })).status).not.toBe(303)
  expect((await fill(page, { ...who, number: '4242 4242 4242 4242' })).status).toBe(303)
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_card_authenticationRequired',
    confirm: true,
    return_url: 'https://example.com/back',
  })
  const bank = intent.next_action?.redirect_to_url?.url ?? ''
  await fetch(bank)
  await fill(bank, { outcome: 'succeed' })
  await fetch(`${simulator.url}/pay/nothing`)
  const { json } = await rawClient(simulator, 'visits')('GET', '/_sim/requests')
  const visits = parts(json['data']).filter(({ url }) => !String(url).startsWith('/v1/'))
  expect(visits.map(({ method, url, status }) => [method, url, status]).toReversed()).toEqual([
    ['GET', `/buy/${link.id}`, 303],
    ['GET', new URL(page).pathname, 200],
    ['POST', new URL(page).pathname, 402],
    ['POST', new URL(page).pathname, 303],
    ['GET', `/authenticate/${intent.id}`, 200],
    ['POST', `/authenticate/${intent.id}`, 303],
    ['GET', '/pay/nothing', 404],
  ])
  const typed = visits.map(({ request }) => String(request))
  expect(JSON.stringify(visits)).not.toMatch(/5500|0055/)
  expect(typed.filter(text => text !== '')).toEqual([
    'outcome=succeed',
    'email=a%40example.com&name=A&number=4242+4242+4242+4242',
    'email=a%40example.com&name=A&number=····5559',
  ])
  const told = await stripe.events.list({ limit: 100 })
  const from = (type: string) => told.data.filter(event => event.type === type).map(one => one.request?.id)
  expect(from('checkout.session.completed')).toEqual([visits[3]?.['id']])
  expect(from('payment_intent.succeeded')).toContain(visits[1]?.['id'])
  await simulator.close()
})

it('lists snapshots and returns to them, and as many requests as are asked for', async () => {
  const simulator = await startSimulator({ port: 0, seed: 85 })
  const send = rawClient(simulator, 'lists')
  await send('POST', '/v1/customers')
  const { json } = await send('POST', '/_sim/snapshot')
  await send('POST', '/_sim/restore', { body: `snapshot=${String(json['snapshot'])}` })
  const listed = async (query: string) => parts((await send('GET', `/_sim/requests${query}`)).json['data'])
  expect((await listed('')).map(({ url }) => url)).toEqual([
    '/_sim/restore',
    '/_sim/snapshot',
    '/v1/customers',
  ])
  expect(await listed('?limit=1')).toHaveLength(1)
  for (const limit of ['0', '-1', 'all', '']) {
    const refused = await send('GET', `/_sim/requests?limit=${limit}`)
    expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'limit' } }])
  }
  await simulator.close()
})
