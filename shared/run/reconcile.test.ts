import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockId } from '#shared/flow/ids.ts'
import type { LedgerEntry } from '#shared/forecast/ledger.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import { asideText } from './aside-text.ts'
import type { ObservedTransaction } from './observation.ts'
import { reconcile } from './reconcile.ts'

const entry = (from: Account, to: Account, amount: number): LedgerEntry => ({
  from,
  to,
  money: money(amount, 'usd'),
  memo: '',
  day: 0,
  month: 1,
  block: blockId('b'),
})

/** The first payment of the flagship. */
const entries: LedgerEntry[] = [
  entry('customer:cus', 'balance:platform', 16_300),
  entry('balance:platform', 'fees:stripe', 503),
  entry('balance:platform', 'balance:A', 4410),
  entry('balance:platform', 'balance:B', 7110),
  entry('balance:platform', 'balance:C', 3150),
]

const transaction = (
  id: string,
  holder: string,
  more: Partial<ObservedTransaction>,
): ObservedTransaction => ({
  id,
  holder,
  type: 'payment',
  amount: 0,
  fee: 0,
  net: 0,
  currency: 'usd',
  source: 'x',
  created: 0,
  ...more,
})

const observed: ObservedTransaction[] = [
  transaction('txn_1', 'platform', {
    type: 'charge',
    amount: 16_300,
    fee: 503,
    net: 15_797,
    customer: 'cus',
  }),
  ...(
    [
      ['A', 4410],
      ['B', 7110],
      ['C', 3150],
    ] as const
  ).flatMap(([holder, amount]) => [
    transaction(`txn_p${holder}`, 'platform', { type: 'transfer', amount: -amount, net: -amount }),
    transaction(`txn_c${holder}`, holder, { type: 'payment', amount, net: amount }),
  ]),
]

describe('reconciliation', () => {
  it('agrees on the flagship, account by account and entry by entry', () => {
    const result = reconcile(entries, observed)
    expect(result.reconciled).toBe(true)
    expect(
      Object.fromEntries(result.rows.map(row => [row.account, [row.expected, row.observed, row.difference]])),
    ).toEqual({
      'customer:cus': [-16_300, -16_300, 0],
      'balance:platform': [1127, 1127, 0],
      'fees:stripe': [503, 503, 0],
      'balance:A': [4410, 4410, 0],
      'balance:B': [7110, 7110, 0],
      'balance:C': [3150, 3150, 0],
    })
    expect(result.entries.map(({ source }) => source)).not.toContain(undefined)
  })

  it('leaves payouts out: they follow the wall clock', () => {
    expect(reconcile([...entries, entry('balance:A', 'bank:A', 4410)], observed).reconciled).toBe(true)
  })

  it('finds every planted cent, whatever it was planted in', () => {
    const places = fc.record({
      index: fc.nat(observed.length - 1),
      part: fc.constantFrom('amount' as const, 'fee' as const),
      cent: fc.constantFrom(1, -1),
    })
    fc.assert(
      fc.property(places, ({ index, part, cent }) => {
        const changed = observed.map((one, at) => (at === index ? { ...one, [part]: one[part] + cent } : one))
        const result = reconcile(entries, changed)
        expect(result.reconciled).toBe(false)
        expect(
          result.entries.filter(({ state }) => state !== 'matched').every(({ cause }) => cause !== undefined),
        ).toBe(true)
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('is not satisfied when balances agree by accident but entries do not', () => {
    const swapped = [
      ...observed,
      transaction('txn_x', 'A', { amount: 100, net: 100 }),
      transaction('txn_y', 'A', { amount: -100, net: -100 }),
    ]
    const result = reconcile(entries, swapped)
    expect(result.rows.every(({ difference }) => difference === 0)).toBe(true)
    expect(result.reconciled).toBe(false)
  })

  it('books an application fee for the platform, its return back, and a dispute with the customer', () => {
    const direct = [
      transaction('txn_1', 'A', {
        type: 'charge',
        amount: 6000,
        fee: 454,
        applicationFee: 250,
        customer: 'cus',
      }),
      transaction('txn_2', 'platform', { type: 'application_fee', amount: 250, source: 'fee_1' }),
      transaction('txn_3', 'A', { type: 'adjustment', amount: 25, source: 'ch_1', customer: 'cus' }),
      transaction('txn_4', 'platform', { type: 'application_fee_refund', amount: -25, source: 'fr_1' }),
      transaction('txn_5', 'A', {
        type: 'adjustment',
        amount: -6000,
        fee: 1500,
        source: 'du_1',
        customer: 'cus',
      }),
    ]
    const { reconciled, rows } = reconcile(
      [
        entry('customer:cus', 'balance:A', 6000),
        entry('balance:A', 'fees:stripe', 204),
        entry('balance:A', 'balance:platform', 250),
        entry('balance:platform', 'balance:A', 25),
        entry('balance:A', 'customer:cus', 6000),
        entry('balance:A', 'fees:stripe', 1500),
      ],
      direct,
    )
    expect(rows.filter(({ difference }) => difference !== 0)).toEqual([])
    expect(reconciled).toBe(true)
  })

  it('lists a missing transfer and a transfer made twice', () => {
    const missing = reconcile(
      entries,
      observed.filter(({ id }) => id !== 'txn_cC'),
    )
    expect(missing.entries.filter(({ state }) => state === 'missing')).toMatchObject([
      { account: 'balance:C', amount: 3150 },
    ])
    const twice = reconcile(entries, [
      ...observed,
      transaction('txn_again', 'C', { amount: 3150, net: 3150 }),
    ])
    expect(twice.entries.filter(({ state }) => state === 'unexplained')).toMatchObject([
      { account: 'balance:C', amount: 3150, source: 'txn_again' },
    ])
  })

  it('lists what nobody’s run made on the account, once and without taking it for what is missing', () => {
    const foreign = [
      transaction('txn_f', 'platform', {
        type: 'charge',
        amount: 2_000,
        fee: 88,
        source: 'ch_f',
        created: 0,
      }),
      transaction('txn_t', 'platform', { type: 'transfer', amount: -3150, source: 'tr_f', created: 60 }),
    ]
    const beside = { unknown: foreign, otherRuns: [] }
    const { reconciled, rows, entries: found } = reconcile(entries, observed, beside)
    expect(reconciled).toBe(false)
    expect(rows.find(({ account }) => account === 'balance:platform')).toMatchObject({
      expected: 1127,
      difference: 2_000 - 88 - 3150,
    })
    expect(found.filter(({ state }) => state !== 'matched')).toEqual([
      {
        account: 'balance:platform',
        currency: 'usd',
        state: 'unexplained',
        amount: 1912,
        memo: 'charge',
        source: 'txn_f',
        cause:
          'Not made by this run: ch_f (charge) was booked at 1970-01-01 00:00:00 UTC, by hand or by another program on this account.',
      },
      expect.objectContaining({ state: 'unexplained', amount: -3150, source: 'txn_t' }),
    ])
    const missing = reconcile(
      entries,
      observed.filter(({ id }) => id !== 'txn_pC'),
      beside,
    )
    expect(missing.entries.filter(({ state }) => state !== 'matched').map(({ state }) => state)).toEqual([
      'missing',
      'unexplained',
      'unexplained',
    ])
  })

  it('sets aside what other runs made and what goes to banks, and says so', () => {
    const withPayouts = [
      ...observed,
      transaction('txn_po', 'A', { type: 'payout', amount: -4410, source: 'po_1' }),
      transaction('txn_pf', 'A', { type: 'payout_failure', amount: 4410, source: 'po_1' }),
    ]
    const topUp = transaction('txn_tu', 'platform', { type: 'topup', amount: 5000, source: 'tu_1' })
    const result = reconcile(entries, withPayouts, { unknown: [topUp], otherRuns: ['r1', 'r2', 'r1'] })
    expect(result.reconciled).toBe(true)
    expect(result.aside).toEqual([
      { of: 'run', run: 'r1', count: 2 },
      { of: 'run', run: 'r2', count: 1 },
      { of: 'bank', count: 3 },
    ])
    expect(asideText(result)).toBe(
      'Balance transactions set aside: 2 of r1, 1 of r2, 3 between a balance and its bank.',
    )
    const many = reconcile(entries, observed, { unknown: [], otherRuns: ['r1', 'r2', 'r3', 'r4', 'r4'] })
    expect(asideText(many)).toBe('Balance transactions set aside: 5 of 4 other runs.')
    expect(asideText(reconcile(entries, observed))).toBe(null)
  })
})
