import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Search: its language, its pages, and that it comes late. */
let simulator: Simulator
let stripe: Stripe
let seconds = 1_767_225_600

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 41, now: () => seconds * 1000 })
  stripe = new Stripe('sk_test_search', {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
  for (const [name, email, order] of [
    ['Ann Archer', 'ann@example.com', '1'],
    ['Bob Baker', 'bob@example.com', '2'],
    ['Ann Cooper', 'cooper@example.com', '2'],
  ] as const)
    await stripe.customers.create({ name, email, metadata: { order } })
})
afterAll(() => simulator.close())

const found = async (query: string) =>
  (await stripe.customers.search({ query })).data.map(customer => customer.name)

it('finds what was made a second ago, not what was made just now', async () => {
  expect(await found('name~"ann"')).toEqual([])
  seconds += 1
  expect(await found('name~"ann"')).toEqual(['Ann Cooper', 'Ann Archer'])
})

test.for([
  ['email:"bob@example.com"', ['Bob Baker']],
  ["metadata['order']:'2'", ['Ann Cooper', 'Bob Baker']],
  ["metadata['order']:'2' AND -name~'bob'", ['Ann Cooper']],
  ['email:"ann@example.com" OR email:"bob@example.com"', ['Bob Baker', 'Ann Archer']],
  ['phone:null', ['Ann Cooper', 'Bob Baker', 'Ann Archer']],
  ['created>1767225600', []],
  ['created<=1767225600 name:"ann archer"', ['Ann Archer']],
] as const)('%s', async ([query, names]) => {
  seconds += 1
  expect(await found(query)).toEqual(names)
})

test.for([
  ['name', 'unable to parse'],
  ['colour:"red"', 'unsupported search field'],
  ['name:"a" AND email:"b" OR email:"c"', 'cannot be combined'],
] as const)('refuses %s', async ([query, message]) => {
  await expect(found(query)).rejects.toMatchObject({
    param: 'query',
    message: expect.stringContaining(message),
  })
})

it('answers in pages', async () => {
  seconds += 1
  const first = await stripe.customers.search({ query: 'created>0', limit: 2 })
  expect([first.data.length, first.has_more]).toEqual([2, true])
  const second = await stripe.customers.search({
    query: 'created>0',
    limit: 2,
    page: first.next_page ?? '',
  })
  expect([second.data.map(customer => customer.name), second.has_more]).toEqual([['Ann Archer'], false])
})
