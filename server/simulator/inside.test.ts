import { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { startSimulator } from './start-simulator.ts'
import { rawClient } from './testing/raw-client.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

it('shows what it holds on a page, every id of which leads on', async () => {
  const simulator = await startSimulator({ port: 0, seed: 81 })
  const page = async (address: string) => {
    const answer = await fetch(`${simulator.url}${address}`, { headers: { accept: 'text/html' } })
    return { status: answer.status, text: await answer.text() }
  }
  expect((await page('/_sim')).text).toContain('Nobody has asked anything yet')
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
  await stripe.transfers.create({ amount: 100, currency: 'usd', destination }).catch(() => undefined)
  const { text } = await page('/_sim')
  for (const words of ['Connected account', '−$18.20', '$96.80', 'charge.dispute.created', '/v1/transfers'])
    expect(text).toContain(words)
  const links = [...text.matchAll(/href="(\/_sim\/[^"]+)"/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(30)
  for (const link of links) expect({ link, status: (await page(link)).status }).toEqual({ link, status: 200 })
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
