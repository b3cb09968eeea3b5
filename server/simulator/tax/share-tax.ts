/** A tax on an amount: millionths of it, inside the amount or on top. */
export type RatePart = { readonly millionths: number; readonly inclusive: boolean }

const WHOLE = 1_000_000n

/** A percentage with up to four decimals, as millionths. */
export const millionthsOf = (percentage: number): number => Math.round(percentage * 10_000)

/** Rounded half up, away from zero: what is credited has the tax of what was charged. */
function divided(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator
  const rounded = Number((size * 2n + denominator) / (denominator * 2n))
  return numerator < 0n ? -rounded : rounded
}

/**
 * The tax of one line, rate by rate, rounded once per rate. Inclusive ones are taken out of the amount together;
 * exclusive ones are worked out on what is left.
 */
export function taxesOn(amount: number, rates: readonly RatePart[]): readonly number[] {
  const inside = rates
    .filter(rate => rate.inclusive)
    .reduce((sum, rate) => sum + BigInt(rate.millionths), WHOLE)
  const included = rates.map(rate =>
    rate.inclusive ? divided(BigInt(amount) * BigInt(rate.millionths), inside) : 0,
  )
  const net = BigInt(amount - included.reduce((sum, part) => sum + part, 0))
  return rates.map((rate, index) =>
    rate.inclusive ? (included[index] ?? 0) : divided(net * BigInt(rate.millionths), WHOLE),
  )
}
