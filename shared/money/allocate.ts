import { invariant, wholeUnits } from './invariant.ts'

/**
 * Divides `amount` minor units by `shares` with the largest-remainder method: every part gets the floor of its exact
 * share, the units left over go one by one to the largest fractions, ties to the earlier share. The parts sum to
 * `amount`; a zero share gets zero; no part differs from its exact share by a whole unit. The only division of money.
 * With all shares zero there is nobody to give to: `amount` must then be zero.
 */
export const allocate = (amount: number, shares: readonly number[], step = 1): number[] => {
  wholeUnits(amount)
  for (const share of shares) wholeUnits(share)
  invariant(
    shares.every(share => share >= 0),
    'shares are not negative',
  )
  invariant(amount % step === 0, `${amount} is not a multiple of ${step}`)
  if (amount < 0) return allocate(-amount, shares, step).map(part => (part === 0 ? 0 : -part))
  const whole = shares.reduce((total, share) => total + BigInt(share), 0n)
  if (whole === 0n) {
    invariant(amount === 0, 'cannot divide money among shares of zero')
    return shares.map(() => 0)
  }
  const units = BigInt(amount / step)
  const exact = shares.map((share, index) => {
    const product = units * BigInt(share)
    return { index, floor: product / whole, rest: product % whole }
  })
  let left = Number(units - exact.reduce((total, part) => total + part.floor, 0n))
  const parts = exact.map(part => Number(part.floor))
  const byRest = exact.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
  for (const { index } of byRest) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts.map(part => part * step)
}
