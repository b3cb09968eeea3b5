import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { ASKS, type Found, REFUSED, SEARCHES, T0 } from './testing/searches.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Search: its language, its pages and that it comes late, for each kind of object that can be searched. */
let seconds = T0
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 41, now: () => seconds * 1000 })
})
afterAll(() => simulator.close())

/** A platform of its own for each kind: so it holds the three objects that are searched, and no other of their kind. */
const open = (kind: string) =>
  new Stripe(`sk_test_search_${kind}`, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })

describe.for(SEARCHES)('$resource', ({ resource, make, search, asks, refused }) => {
  let stripe: Stripe
  const numbers = (data: readonly Found[]) => data.map(({ metadata }) => Number(metadata?.['n'] ?? 3))
  const found = async (query: string) => numbers((await search(stripe, { query })).data)

  beforeAll(async () => {
    stripe = open(resource)
    for (const n of [1, 2, 3]) await make(stripe, { n: String(n), group: n === 1 ? 'a' : 'b' }, n)
    if (resource === 'invoices') {
      const invoices = await stripe.invoices.list()
      await stripe.invoices.update(invoices.data[0]?.id ?? '', { metadata: { n: '3', group: 'b' } })
    }
  })

  it('finds what was made a second ago, not what was made just now', async () => {
    expect(await found('metadata["group"]:"b"')).toEqual([])
    seconds += 1
    expect(await found('metadata["group"]:"b"')).toEqual([3, 2])
  })

  test.for([...ASKS, ...asks])('%s', async ([query, expected]) => {
    seconds += 1
    expect(await found(query)).toEqual(expected)
  })

  test.for([...REFUSED, ...refused])('refuses %s', async ([query, message]) => {
    await expect(found(query)).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      param: 'query',
      message: expect.stringContaining(message),
    })
  })

  it('says where the fields of this kind are told', async () => {
    const address = `resource \`${resource}\`. See https://docs.stripe.com/search#query-fields-for-${resource.replace('_', '')}`
    await expect(found('colour:"red"')).rejects.toMatchObject({ message: expect.stringContaining(address) })
  })

  it('answers in pages, and how many there are when asked to', async () => {
    seconds += 1
    const query = '-metadata["n"]:null'
    const first = await search(stripe, { query, limit: 2 })
    expect(first).toMatchObject({ object: 'search_result', url: `/v1/${resource}/search`, has_more: true })
    expect([numbers(first.data), 'total_count' in first]).toEqual([[3, 2], false])
    const page = first.next_page ?? ''
    const second = await search(stripe, { query, limit: 2, page, expand: ['total_count'] })
    expect(second).toMatchObject({ has_more: false, next_page: null, total_count: 3 })
    expect(numbers(second.data)).toEqual([1])
    const all = await search(stripe, { query, limit: 1 }).autoPagingToArray({ limit: 10 })
    expect(numbers(all)).toEqual([3, 2, 1])
    for (const nonsense of ['nonsense', '', `${page}A`])
      await expect(search(stripe, { query, page: nonsense })).rejects.toMatchObject({ param: 'page' })
  })

  it('answers no count of what cannot be read, and nothing without a query', async () => {
    const send = (address: string) =>
      fetch(`${simulator.url}/v1/${resource}/search?${address}`, {
        headers: { authorization: `Bearer sk_test_search_${resource}` },
      })
    const answer = await send('')
    expect([answer.status, (await answer.json()).error]).toMatchObject([
      400,
      { code: 'parameter_missing', param: 'query' },
    ])
    const wrong = await send('query=-metadata["n"]:null&expand[]=has_count')
    expect([wrong.status, (await wrong.json()).error.param]).toEqual([400, 'expand'])
  })
})
