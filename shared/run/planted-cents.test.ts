import { describe, expect, it, test } from 'vitest'
import { blockId } from '#shared/flow/ids.ts'
import type { LedgerEntry } from '#shared/forecast/ledger.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import type { ObservedTransaction } from './observation.ts'
import { reconcile } from './reconcile.ts'

type Movement = readonly [from: Account, to: Account, amount: number, currency?: string]
type Seen = readonly [holder: string, type: string, amount: number, more?: Partial<ObservedTransaction>]

const CUS = { customer: 'cus' }
const PLT = 'balance:platform'

/** Every kind of balance transaction that a run books, with what the forecast says of it. */
const BOOKS: readonly (readonly [what: string, Movement[], Seen[]])[] = [
  [
    'a card payment',
    [
      ['customer:cus', PLT, 10_000],
      [PLT, 'fees:stripe', 320],
    ],
    [['platform', 'charge', 10_000, { fee: 320, ...CUS }]],
  ],
  [
    'a bank debit',
    [
      ['customer:cus', PLT, 2000],
      [PLT, 'fees:stripe', 16],
    ],
    [['platform', 'payment', 2000, { fee: 16, ...CUS }]],
  ],
  [
    'a bank debit that fails later',
    [[PLT, 'customer:cus', 2100]],
    [['platform', 'payment_failure_refund', -2100, CUS]],
  ],
  [
    'a transfer',
    [[PLT, 'balance:A', 4000]],
    [
      ['platform', 'transfer', -4000],
      ['A', 'payment', 4000],
    ],
  ],
  [
    'a reversal',
    [['balance:A', PLT, 400]],
    [
      ['platform', 'transfer_refund', 400],
      ['A', 'payment_refund', -400],
    ],
  ],
  ['a refund', [[PLT, 'customer:cus', 1000]], [['platform', 'refund', -1000, CUS]]],
  ['a refund of a bank debit', [[PLT, 'customer:cus', 500]], [['platform', 'payment_refund', -500, CUS]]],
  [
    'a dispute',
    [
      [PLT, 'customer:cus', 5000],
      [PLT, 'fees:stripe', 1500],
    ],
    [['platform', 'adjustment', -5000, { fee: 1500, source: 'dp_1', ...CUS }]],
  ],
  [
    'a dispute that is won',
    [
      ['customer:cus', PLT, 5100],
      ['fees:stripe', PLT, 1501],
    ],
    [['platform', 'adjustment', 5100, { fee: -1501, source: 'dp_1', ...CUS }]],
  ],
  [
    'a direct charge with an application fee',
    [
      ['customer:cus', 'balance:B', 3000],
      ['balance:B', 'fees:stripe', 117],
      ['balance:B', PLT, 100],
    ],
    [
      ['B', 'charge', 3000, { fee: 217, applicationFee: 100, ...CUS }],
      ['platform', 'application_fee', 100],
    ],
  ],
  [
    'an application fee that is given back',
    [[PLT, 'balance:B', 40]],
    [
      ['platform', 'application_fee_refund', -40],
      ['B', 'adjustment', 40, { source: 'fr_1' }],
    ],
  ],
  [
    'a payment in another currency',
    [
      ['customer:cus', PLT, 16_300, 'jpy'],
      [PLT, 'fees:stripe', 587, 'jpy'],
    ],
    [['platform', 'charge', 16_300, { fee: 587, currency: 'jpy', ...CUS }]],
  ],
]

const entries: LedgerEntry[] = BOOKS.flatMap(([memo, movements]) =>
  movements.map(([from, to, amount, currency = 'usd']) => ({
    from,
    to,
    money: money(amount, currency),
    memo,
    day: 0,
    month: 1,
    block: blockId('b'),
  })),
)

const observed: ObservedTransaction[] = BOOKS.flatMap(([, , seen]) => seen).map(
  ([holder, type, amount, { fee = 0, ...more } = {}], at) => ({
    holder,
    type,
    amount,
    fee,
    net: amount - fee,
    id: `txn_${at}`,
    currency: 'usd',
    source: 'x',
    created: 0,
    ...more,
  }),
)

const left = (seen: readonly ObservedTransaction[]) => {
  const { reconciled, entries: all } = reconcile(entries, seen)
  return { reconciled, open: all.filter(({ state }) => state !== 'matched') }
}

it('agrees as long as nobody has planted anything', () => {
  expect(left(observed)).toEqual({ reconciled: true, open: [] })
})

describe.each(observed.map(one => [`${one.type} on ${one.holder} in ${one.currency}`, one] as const))(
  '%s',
  (_what, one) => {
    const others = observed.filter(other => other !== one)
    const planted: [string, ObservedTransaction[]][] = [
      ...[1, -1].flatMap((cent): [string, ObservedTransaction[]][] => [
        [`${cent} in the amount`, [{ ...one, amount: one.amount + cent }]],
        [`${cent} in the fee`, [{ ...one, fee: one.fee + cent }]],
        [
          `${cent} between fee and application fee`,
          [{ ...one, applicationFee: (one.applicationFee ?? 0) + cent }],
        ],
      ]),
      ['it is missing', []],
      ['it comes twice', [one, { ...one, id: 'txn_again' }]],
      ['it is in another currency', [{ ...one, currency: 'eur' }]],
      ['it is on another account', [{ ...one, holder: 'C' }]],
      ['a cent that nobody knows beside it', [one, { ...one, id: 'txn_cent', amount: 1, fee: 0 }]],
    ]
    test.for(planted)('%s: found, with a cause', ([, instead]) => {
      const { reconciled, open } = left([...others, ...instead])
      expect(reconciled).toBe(false)
      expect(open.length).toBeGreaterThan(0)
      expect(open.filter(({ cause }) => cause === undefined)).toEqual([])
    })
  },
)
