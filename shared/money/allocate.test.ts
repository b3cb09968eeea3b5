import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { allocate } from './allocate.ts'

describe('allocate', () => {
  test.for([
    ['three equal parts of $100.00', 10_000, [1, 1, 1], 1, [3334, 3333, 3333]],
    ['one cent', 1, [1, 1, 1], 1, [1, 0, 0]],
    ['a coupon of $10.00 over the bundle', 1000, [4900, 7900, 3500], 1, [300, 485, 215]],
    ['commission of 15.30 over discounted lines', 1530, [4600, 7415, 3285], 1, [460, 742, 328]],
    ['the fee of the bundle', 503, [4900, 7900, 3500], 1, [151, 244, 108]],
    ['dinars in steps of ten', 5130, [1, 1], 10, [2570, 2560]],
    ['a negative amount', -100, [1, 1, 1], 1, [-34, -33, -33]],
    ['nothing among nobody', 0, [0, 0], 1, [0, 0]],
  ] as const)('%s', ([, amount, shares, step, parts]) => {
    expect(allocate(amount, shares, step)).toEqual(parts)
  })

  it('refuses to give money to nobody, fractions, and amounts off the step', () => {
    expect(() => allocate(1, [0, 0])).toThrow('shares of zero')
    expect(() => allocate(0.5, [1])).toThrow('whole number')
    expect(() => allocate(1, [-1])).toThrow('not negative')
    expect(() => allocate(15, [1], 10)).toThrow('multiple of 10')
  })

  const cases = fc.record({
    amount: fc.integer({ min: 0, max: 99_999_999 }),
    shares: fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
      .filter(shares => shares.some(share => share > 0)),
  })

  it('conserves the sum, gives zero for zero, stays within a unit of the exact share, and never gives a larger share less', () => {
    fc.assert(
      fc.property(cases, ({ amount, shares }) => {
        const parts = allocate(amount, shares)
        const whole = shares.reduce((total, share) => total + share, 0)
        expect(parts.reduce((total, part) => total + part, 0)).toBe(amount)
        for (const [index, share] of shares.entries()) {
          const part = parts[index] ?? Number.NaN
          if (share === 0) expect(part).toBe(0)
          const distance = BigInt(part) * BigInt(whole) - BigInt(amount) * BigInt(share)
          expect(distance < BigInt(whole) && distance > -BigInt(whole)).toBe(true)
          for (const [other, otherShare] of shares.entries())
            if (otherShare > share) expect(parts[other]).toBeGreaterThanOrEqual(part)
        }
      }),
      { seed: 20_261_123, numRuns: 500 },
    )
  })
})
