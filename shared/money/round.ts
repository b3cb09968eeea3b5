import { invariant, wholeUnits } from './invariant.ts'

/** `numerator / denominator` rounded half up (towards positive infinity on a tie), exact for safe integers' products. */
export const divideHalfUp = (numerator: bigint, denominator: bigint): number => {
  invariant(denominator > 0n, 'denominator must be positive')
  const doubled = 2n * numerator + denominator
  const floor = doubled / (2n * denominator)
  const exact = floor * 2n * denominator === doubled
  const result = Number(doubled < 0n && !exact ? floor - 1n : floor)
  wholeUnits(result)
  return result
}

/** Share of an amount in basis points, rounded half up: 16300 at 290 bps = 472.7 -> 473. */
export const basisPoints = (amount: number, bps: number): number =>
  divideHalfUp(BigInt(amount) * BigInt(bps), 10_000n)

/** `amount * part / whole`, rounded half up. */
export const proportion = (amount: number, part: number, whole: number): number =>
  divideHalfUp(BigInt(amount) * BigInt(part), BigInt(whole))
