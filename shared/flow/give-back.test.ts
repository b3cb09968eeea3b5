import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { giveBack, leftOf, type PaymentBook, type Wish } from './give-back.ts'

/** The flagship's payment: three services, commission 10 %. */
const flagship: PaymentBook = {
  paid: 16_300,
  unnamed: 0,
  lines: [
    { key: 'a', paid: 4900, named: 0 },
    { key: 'b', paid: 7900, named: 0 },
    { key: 'c', paid: 3500, named: 0 },
  ],
  legs: [
    { key: 'A', lines: ['a'], sent: 4410, reversed: 0 },
    { key: 'B', lines: ['b'], sent: 7110, reversed: 0 },
    { key: 'C', lines: ['c'], sent: 3150, reversed: 0 },
  ],
}

const reversed = (wish: Wish, book = flagship) => giveBack(wish, book).reversals.map(({ amount }) => amount)

describe('giving money back', () => {
  test.for([
    ['everything takes every share back', { scope: 'full', lines: [] }, 16_300, [4410, 7110, 3150]],
    ['one service takes its share back', { scope: 'lines', lines: ['c'] }, 3500, [0, 0, 3150]],
    ['half of landscaping', { scope: 'lines', lines: ['b'], amount: 3950 }, 3950, [0, 3555, 0]],
    [
      'an amount is spread by what was paid',
      { scope: 'amount', amount: 1000, lines: [] },
      1000,
      [270, 437, 194],
    ],
    ['a tenth', { scope: 'percent', percentBps: 1000, lines: [] }, 1630, [441, 711, 315]],
    ['more than there is', { scope: 'amount', amount: 99_999, lines: [] }, 16_300, [4410, 7110, 3150]],
  ] as const)('%s', ([, wish, amount, shares]) => {
    expect(giveBack(wish, flagship).amount).toBe(amount)
    expect(reversed(wish)).toEqual(shares)
  })

  it('does not drift over three refunds of 33 cents: 30, 29, 30', () => {
    let book = flagship
    const taken: (number | undefined)[] = []
    for (let time = 0; time < 3; time += 1) {
      const back = giveBack({ scope: 'lines', lines: ['c'], amount: 33 }, book)
      taken.push(back.reversals[2]?.amount)
      book = back.after
    }
    expect(taken).toEqual([30, 29, 30])
  })

  it('takes the processing fee of no provider: a share below the line gives back what it got', () => {
    const book = {
      ...flagship,
      legs: flagship.legs.map(leg => (leg.key === 'C' ? { ...leg, sent: 3042 } : leg)),
    }
    expect(reversed({ scope: 'full', lines: [] }, book)).toEqual([4410, 7110, 3042])
  })

  it('a share of the whole payment gives back in proportion', () => {
    const book: PaymentBook = {
      paid: 12_000,
      unnamed: 0,
      lines: [{ key: 'p', paid: 12_000, named: 0 }],
      legs: [
        { key: 'A', lines: null, sent: 6300, reversed: 0 },
        { key: 'B', lines: null, sent: 4500, reversed: 0 },
      ],
    }
    expect(reversed({ scope: 'amount', amount: 5000, lines: [] }, book)).toEqual([2625, 1875])
  })

  it('whatever is given back and how often: never more than was paid or sent, and everything in the end', () => {
    const wish: fc.Arbitrary<Wish> = fc.oneof(
      fc.record({ scope: fc.constant('amount' as const), amount: fc.nat(4000), lines: fc.constant([]) }),
      fc.record({
        scope: fc.constant('lines' as const),
        amount: fc.nat(2000),
        lines: fc.subarray(['a', 'b', 'c']),
      }),
    )
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), wishes => {
        let book = flagship
        for (const one of [...wishes, { scope: 'full' as const, lines: [] }]) {
          const back = giveBack(one, book)
          book = back.after
          expect(back.amount).toBeGreaterThanOrEqual(0)
          expect(back.reversals.every(({ amount }) => amount >= 0)).toBe(true)
        }
        expect(leftOf(book)).toBe(0)
        expect(book.legs.map(leg => leg.reversed)).toEqual([4410, 7110, 3150])
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})
