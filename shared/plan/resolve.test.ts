import { describe, expect, it, test } from 'vitest'
import { blockId, operationId } from '#shared/flow/ids.ts'
import type { SplitTerms } from '#shared/flow/parameters.ts'
import { addMonths, clockTarget, dayOfMonth, dueAfter } from './clock.ts'
import { inOrder, waves } from './order.ts'
import type { Operation } from './plan.ts'
import { readPath } from './read-path.ts'
import { resolveOperation, UnresolvedReference } from './resolve.ts'

const op = (id: string, more: Partial<Operation> = {}): Operation => ({
  id: operationId(id),
  block: blockId('b'),
  call: 'x.create',
  title: id,
  params: {},
  dependsOn: [],
  idempotencyKey: id,
  keyValues: {},
  ...more,
})
const ref = (id: string, path: string) => ({ $ref: operationId(id), path })

const terms: SplitTerms = {
  split: blockId('spl'),
  mode: 'by_line_item',
  basis: 'net_of_tax',
  feeBearer: 'platform',
  discountsFundedBy: 'platform',
  commissionBps: 1000,
  legs: [
    {
      leg: blockId('tA'),
      commissionBps: 1000,
      prices: [{ block: blockId('qA'), id: ref('qA.create', 'id') }],
    },
    {
      leg: blockId('tB'),
      commissionBps: 1000,
      prices: [{ block: blockId('qB'), id: ref('qB.create', 'id') }],
    },
  ],
}

const line = (price: string, amount: number, discount = 0) => ({
  object: 'line_item',
  amount,
  discount_amounts: discount ? [{ amount: discount, discount: 'di_1' }] : [],
  taxes: [],
  pricing: { price_details: { price, product: 'prod' } },
})
const intent = (amount: number, fee: number, charge: string) => ({
  object: 'payment_intent',
  latest_charge: { id: charge, amount, balance_transaction: { fee, currency: 'usd' } },
})

const results = new Map<string, unknown>([
  ['qA.create', { id: 'price_A' }],
  ['qB.create', { id: 'price_B' }],
  ['A.retrieve', { id: 'acct_A' }],
  ['lines', { data: [line('price_A', 4900), line('price_B', 0)] }],
  ['charges', [intent(4900, 172, 'ch_1')]],
])

const transfer = (leg: string) =>
  op(`${leg}.create`, {
    call: 'transfers.create',
    params: {
      amount: {
        $share: blockId('spl'),
        leg: blockId(leg),
        lines: ref('lines', 'data'),
        charges: ref('charges', ''),
        part: 'charge',
      },
      currency: { $ref: 'each', path: 'latest_charge.balance_transaction.currency' },
      destination: ref('A.retrieve', 'id'),
      source_transaction: { $ref: 'each', path: 'latest_charge.id' },
      metadata: { invoice: { $ref: 'trigger', path: 'id' } },
    },
    each: ref('charges', ''),
    idempotencyKey: 'split:{invoice}:{account}',
    keyValues: { invoice: { $ref: 'trigger', path: 'id' }, account: ref('A.retrieve', 'id') },
  })

const scope = { results, trigger: { id: 'in_1' }, splits: { spl: terms } }

describe('filling in an operation', () => {
  it('works out a leg, its charge and its key', () => {
    expect(resolveOperation(transfer('tA'), scope)).toEqual([
      {
        call: 'transfers.create',
        target: null,
        onAccount: null,
        params: {
          amount: 4410,
          currency: 'usd',
          destination: 'acct_A',
          source_transaction: 'ch_1',
          metadata: { invoice: 'in_1' },
        },
        key: 'split:in_1:acct_A',
        skip: null,
      },
    ])
  })

  it('skips a share of nothing instead of asking for a transfer of zero', () => {
    expect(resolveOperation(transfer('tB'), scope)[0]?.skip).toBe('nothing is left for this share')
  })

  it('makes one call for each payment, each with its own key', () => {
    const two = new Map(results).set('charges', [intent(3000, 117, 'ch_1'), intent(1900, 85, 'ch_2')])
    const calls = resolveOperation(transfer('tA'), { ...scope, results: two })
    expect(calls.map(({ params, key }) => [params['amount'], params['source_transaction'], key])).toEqual([
      [2700, 'ch_1', 'split:in_1:acct_A'],
      [1710, 'ch_2', 'split:in_1:acct_A#2'],
    ])
  })

  it('says which answer lacked what', () => {
    const lost = op('y', { params: { product: ref('pA.create', 'id') } })
    expect(() => resolveOperation(lost, scope)).toThrow(UnresolvedReference)
    expect(() => resolveOperation(lost, scope)).toThrow('“pA.create” has answered nothing at “id”')
  })
})

describe('order', () => {
  const operations = [
    op('c', { dependsOn: [operationId('a'), operationId('b')] }),
    op('b', { dependsOn: [operationId('a')] }),
    op('d'),
    op('a'),
  ]

  it('puts each operation behind what it depends on, and equals in order of their ids', () => {
    expect(waves(operations).map(wave => wave.map(({ id }) => id))).toEqual([['a', 'd'], ['b'], ['c']])
    expect(inOrder([...operations].toReversed())).toEqual(inOrder(operations))
  })

  it('counts what lies outside as done, and refuses a circle', () => {
    expect(inOrder([op('x', { dependsOn: [operationId('elsewhere')] })]).map(({ id }) => id)).toEqual(['x'])
    const circle = [op('x', { dependsOn: [operationId('y')] }), op('y', { dependsOn: [operationId('x')] })]
    expect(() => inOrder(circle)).toThrow('wait for each other: x, y')
  })
})

test.for([
  [{ a: [{ b: 1 }] }, 'a.0.b', 1],
  [{ a: 1 }, 'a.b.c', undefined],
  [7, '', 7],
  [null, 'a', undefined],
] as const)('reads %o at “%s”', ([value, path, expected]) => {
  expect(readPath(value, path)).toBe(expected)
})

const seconds = (iso: string) => Date.parse(iso) / 1000

test.for([
  ['2026-01-31T00:00:00Z', 1, '2026-02-28T00:00:00Z'],
  ['2026-01-31T00:00:00Z', 2, '2026-03-31T00:00:00Z'],
  ['2026-12-15T10:30:00Z', 1, '2027-01-15T10:30:00Z'],
  ['2024-02-29T00:00:00Z', 12, '2025-02-28T00:00:00Z'],
] as const)('%s and %s months is %s', ([from, months, to]) => {
  expect(addMonths(seconds(from), months)).toBe(seconds(to))
})

it('advances the clock to a little more than an hour behind each renewal', () => {
  const start = seconds('2026-01-01T00:00:00Z')
  expect(clockTarget(start, 2)).toBe(seconds('2026-02-01T01:01:00Z'))
  expect([1, 2, 3].map(month => dayOfMonth(start, month))).toEqual([0, 31, 59])
})

test.for([
  ['the same month', 1, 7, { month: 1, day: 7, daysAfter: 7 }],
  ['the day of the next payment', 1, 31, { month: 2, day: 31, daysAfter: 0 }],
  ['after the next payment', 1, 45, { month: 2, day: 45, daysAfter: 14 }],
  ['two payments later', 2, 60, { month: 4, day: 91, daysAfter: 1 }],
] as const)('what waits is due in %s', ([, month, waits, due]) => {
  expect(dueAfter(seconds('2026-01-01T00:00:00Z'), month, waits)).toEqual(due)
})

describe('what is left of a share that waits', () => {
  const release = op('tA.create', {
    each: ref('charges', ''),
    params: {
      amount: {
        $left: 900,
        back: {
          $giveBack: 'reversal',
          wish: { scope: 'amount', amount: 0, prices: [] },
          legs: [{ account: 'acct_A', prices: [] }],
          lines: ref('lines', 'data'),
          charges: ref('charges', ''),
        },
        disputes: ref('disputes', ''),
      },
    },
  })
  const charged = (refunded: number) => ({
    object: 'payment_intent',
    amount_received: 1000,
    latest_charge: { amount_captured: 1000, amount_refunded: refunded },
  })
  const released = (refunded: number, dispute?: string) => {
    const answers = new Map<string, unknown>([
      ['charges', [charged(refunded)]],
      ['lines', { data: [charged(refunded)] }],
      ['disputes', [{ data: dispute === undefined ? [] : [{ status: dispute }] }]],
    ])
    const [call] = resolveOperation(release, { results: answers, splits: {} })
    return call?.skip ?? call?.params['amount']
  }

  test.for([
    ['all of it when nothing happened', 0, undefined, 900],
    ['less by what was refunded, in proportion', 100, undefined, 810],
    ['nothing when everything was refunded', 1000, undefined, expect.stringContaining('given back')],
    ['nothing while it is contested', 0, 'needs_response', expect.stringContaining('contested')],
    ['nothing when that was lost', 0, 'lost', expect.stringContaining('contested')],
    ['all of it when that was won', 0, 'won', 900],
    ['all of it during an inquiry, which takes no money', 0, 'warning_needs_response', 900],
  ] as const)('is %s', ([, refunded, dispute, left]) => {
    expect(released(refunded, dispute)).toEqual(left)
  })
})
