import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { PaidLine } from './arrival.ts'
import { blockId } from './ids.ts'
import type { SplitTerms } from './parameters.ts'
import { shares } from './share.ts'

const legIds = ['tA', 'tB', 'tC'].map(blockId)
const prices = ['qA', 'qB', 'qC'].map(blockId)

const terms = (more: Partial<SplitTerms> = {}): SplitTerms => ({
  split: blockId('spl'),
  mode: 'by_line_item',
  basis: 'net_of_tax',
  feeBearer: 'platform',
  discountsFundedBy: 'platform',
  commissionBps: 1000,
  legs: legIds.map((leg, index) => ({
    leg,
    commissionBps: 1000,
    prices: prices.slice(index, index + 1).map(block => ({ block, id: block })),
  })),
  ...more,
})

const fundedByOne = (more: Partial<SplitTerms> = {}): SplitTerms =>
  terms({
    discountsFundedBy: 'provider',
    ...more,
    legs: terms().legs.map((leg, index) => ({
      ...leg,
      ...(index === 0 ? { fundsDiscounts: true as const } : {}),
      ...(index === 2 ? { remainderParts: 1 } : { percentBps: 3000 }),
    })),
  })

const lines = (amounts: readonly number[], discounts: readonly number[] = []): PaidLine[] =>
  amounts.map((amount, index) => {
    const price = prices[index] ?? blockId('other')
    return { price, product: price, amount, discount: discounts[index] ?? 0, taxIncluded: 0, taxesAdded: [] }
  })

const amountsOf = (result: ReturnType<typeof shares>, part: 'charge' | 'top' = 'charge') =>
  result.map(payment => payment.map(leg => leg[part]))

describe('shares of the bundle', () => {
  const whole = [{ amount: 16_300, fee: 503 }]

  test.for([
    ['10 % each, the platform bears the fee', terms(), [4900, 7900, 3500], [], [4410, 7110, 3150]],
    ['providers bear the fee', terms({ feeBearer: 'providers' }), [4900, 7900, 3500], [], [4259, 6866, 3042]],
    [
      'a coupon that the providers fund',
      terms({ discountsFundedBy: 'providers' }),
      [4900, 7900, 3500],
      [300, 485, 215],
      [4140, 6673, 2957],
    ],
    [
      'a coupon that one provider funds, the others get shares of list lines',
      fundedByOne(),
      [4900, 7900, 3500],
      [300, 485, 215],
      [3510, 7110, 3150],
    ],
    [
      'a coupon that one provider funds, dividing by percentages',
      fundedByOne({ mode: 'legs' }),
      [4900, 7900, 3500],
      [300, 485, 215],
      [3501, 4401, 5868],
    ],
    ['a line that is the platform’s own', terms(), [4900, 7900, 3500, 999], [], [4410, 7110, 3150]],
    ['nothing was bought of one provider', terms(), [4900, 7900], [], [4410, 7110, 0]],
  ] as const)('%s', ([, rule, amounts, discounts, expected]) => {
    expect(amountsOf(shares(rule, lines(amounts, discounts), whole))).toEqual([expected])
  })

  it('pays providers in full when the platform funds a coupon larger than the commission, partly out of its own balance', () => {
    const result = shares(terms(), lines([4900, 7900, 3500], [600, 970, 430]), [{ amount: 14_300, fee: 445 }])
    expect(amountsOf(result)).toEqual([[4299, 6931, 3070]])
    expect(amountsOf(result, 'top')).toEqual([[111, 179, 80]])
  })

  it('divides by fixed amounts, percentages and equal thirds of the rest', () => {
    const rule = terms({
      mode: 'legs',
      legs: legIds.map((leg, index) => ({
        leg,
        prices: [],
        commissionBps: 0,
        ...(index === 0 ? { fixed: 1000 } : { remainderParts: 1 }),
      })),
    })
    expect(amountsOf(shares(rule, lines([10_000]), [{ amount: 10_000, fee: 320 }]))).toEqual([
      [1000, 4000, 4000],
    ])
  })

  it('takes each charge’s part when an invoice was paid by several', () => {
    const result = shares(terms(), lines([4900, 7900, 3500]), [
      { amount: 10_000, fee: 320 },
      { amount: 6300, fee: 213 },
    ])
    expect(amountsOf(result)).toEqual([
      [2706, 4362, 1932],
      [1704, 2748, 1218],
    ])
  })
})

it('never pays out more than a charge brought, never a negative share, and adds up to the legs', () => {
  const cases = fc.record({
    amounts: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 3 }),
    parts: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }),
    bps: fc.integer({ min: 0, max: 10_000 }),
    bearer: fc.constantFrom('platform' as const, 'providers' as const),
    basis: fc.constantFrom('gross' as const, 'net_of_tax' as const, 'net_of_fees' as const),
  })
  fc.assert(
    fc.property(cases, ({ amounts, parts, bps, bearer, basis }) => {
      const payments = parts.map(amount => ({ amount, fee: Math.min(amount, 30) }))
      const rule = terms({
        feeBearer: bearer,
        basis,
        legs: terms().legs.map(leg => ({ ...leg, commissionBps: bps })),
      })
      const result = amountsOf(shares(rule, lines(amounts), payments))
      for (const [index, payment] of payments.entries()) {
        const legs = result[index] ?? []
        expect(legs.every(leg => leg >= 0)).toBe(true)
        expect(legs.reduce((total, leg) => total + leg, 0)).toBeLessThanOrEqual(payment.amount)
      }
    }),
    { seed: 7, numRuns: 400 },
  )
})
