/**
 * Shares a whole amount out by weights without losing a unit: exact shares are rounded down, and the units left
 * over go to the largest remainders, earlier ones first.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map(weight => BigInt(total) * BigInt(weight))
  const floors = exact.map(share => Number(share / BigInt(sum)))
  const order = exact
    .map((share, index) => ({ index, rest: share % BigInt(sum) }))
    .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  let left = total - floors.reduce((all, share) => all + share, 0)
  for (const { index } of order) {
    if (left === 0) break
    floors[index] = (floors[index] ?? 0) + 1
    left -= 1
  }
  return floors
}

/** A stretch of an amount, minor units: what lies between what was there before and after. */
export type Stretch = { readonly from: number; readonly to: number; readonly of: number }

/** The part of a whole that goes with a stretch of a charge: stretches that follow each other lose no unit of it. */
export function alongside(whole: number, { from, to, of }: Stretch): number {
  return proportion(whole, to, of) - proportion(whole, from, of)
}

/** The part of a whole that belongs to a part of a charge, rounded half up. */
function proportion(whole: number, part: number, of: number): number {
  if (part === of) return whole
  return Number((BigInt(whole) * BigInt(part) * 2n + BigInt(of)) / (BigInt(of) * 2n))
}
