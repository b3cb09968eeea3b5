import { allocate } from '#shared/money/allocate.ts'
import { basisPoints, divideHalfUp } from '#shared/money/round.ts'
import { type PaidLine, taxAdded } from './arrival.ts'
import type { BlockId } from './ids.ts'
import type { SplitLeg, SplitTerms } from './parameters.ts'

/** What a payment brought, minor units: the amount charged and the processing fee. */
export type Payment = { readonly amount: number; readonly fee: number }

/** What one leg gets of one payment: `charge` out of the charge, `top` out of the platform's own balance. */
export type LegShare = { readonly leg: BlockId; readonly charge: number; readonly top: number }

const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const positive = (value: number) => Math.max(0, value)

const discountsOf = (lines: readonly PaidLine[]): number => sumOf(lines.map(line => line.discount))

/**
 * What of a line is divided: after discounts where the providers fund them, and without tax, or with the tax inside and
 * on top of it, as the basis says.
 */
const lineBase = (line: PaidLine, terms: SplitTerms): number =>
  line.amount -
  (terms.discountsFundedBy === 'providers' ? line.discount : 0) -
  (terms.basis === 'gross' ? -taxAdded(line) : line.taxIncluded)

/** What each leg's lines bring; the leg that funds the discounts is without those of all lines. */
const legBases = (terms: SplitTerms, lines: readonly PaidLine[]): number[] =>
  terms.legs.map(leg => {
    const own = lines.filter(line => leg.prices.some(price => price.block === line.price))
    const funded = leg.fundsDiscounts ? discountsOf(lines) : 0
    return positive(sumOf(own.map(line => lineBase(line, terms))) - funded)
  })

const clampCommission = (commission: number, terms: SplitTerms): number =>
  Math.min(Math.max(commission, terms.commissionMin ?? 0), terms.commissionMax ?? Number.MAX_SAFE_INTEGER)

/**
 * Commission of each leg: the total is rounded half up once, then shared by largest remainder over the exact parts.
 * With a basis net of fees, the fee is taken from the bases first.
 */
const commissions = (bases: readonly number[], terms: SplitTerms): number[] => {
  const weights = terms.legs.map((leg, index) => (bases[index] ?? 0) * leg.commissionBps)
  const exact = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  const total = Math.min(clampCommission(divideHalfUp(exact, 10_000n), terms), sumOf(bases))
  return allocate(total, sumOf(weights) > 0 ? weights : bases)
}

const byLine = (terms: SplitTerms, lines: readonly PaidLine[], fee: number): number[] => {
  const gross = legBases(terms, lines)
  if (sumOf(gross) === 0) return gross
  const netOfFees = terms.basis === 'net_of_fees'
  const feeParts = netOfFees || terms.feeBearer === 'providers' ? allocate(fee, gross) : gross.map(() => 0)
  const afterFee = gross.map((base, index) => positive(base - (feeParts[index] ?? 0)))
  const kept = commissions(netOfFees ? afterFee : gross, terms)
  return afterFee.map((base, index) => positive(base - (kept[index] ?? 0)))
}

const fixedOrPercent = (leg: SplitLeg, pool: number): number =>
  leg.fixed ?? basisPoints(pool, leg.percentBps ?? 0)

/** What the legs share of an amount: without the commission, and without the fee where it is theirs. */
const poolOf = (terms: SplitTerms, amount: number, fee: number): number => {
  const base = positive(amount - (terms.basis === 'net_of_fees' ? fee : 0))
  const commission = Math.min(clampCommission(basisPoints(base, terms.commissionBps), terms), base)
  return positive(base - commission - (terms.feeBearer === 'providers' ? fee : 0))
}

/**
 * Legs of a rule: commission off the basis first, then fixed amounts and percentages, the remainder by its parts. A leg
 * that funds the discounts gives up what they take from all legs together.
 */
const byLegs = (terms: SplitTerms, lines: readonly PaidLine[], fee: number): number[] => {
  const base = sumOf(lines.map(line => lineBase(line, terms)))
  const pool = poolOf(terms, base, fee)
  const discounted = pool - poolOf(terms, base - discountsOf(lines), fee)
  const parts = terms.legs.map(leg => leg.remainderParts ?? 0)
  const first = terms.legs.map(leg => (leg.remainderParts === undefined ? fixedOrPercent(leg, pool) : 0))
  const rest = sumOf(parts) > 0 ? allocate(positive(pool - sumOf(first)), parts) : parts
  return terms.legs.map((leg, index) =>
    positive((first[index] ?? 0) + (rest[index] ?? 0) - (leg.fundsDiscounts ? discounted : 0)),
  )
}

/** Cuts legs down, in proportion, to what the charge brought. */
const capped = (legs: readonly number[], limit: number): number[] =>
  sumOf(legs) > limit ? allocate(limit, legs) : [...legs]

/** Takes what each payment pays for out of the legs, payment by payment, so that no payment pays more than it brought. */
const overPayments = (legs: readonly number[], amounts: readonly number[]): number[][] => {
  if (sumOf(amounts) === 0) return amounts.map(() => legs.map(() => 0))
  const left = [...legs]
  return allocate(sumOf(legs), amounts).map(pool => {
    const parts = sumOf(left) > 0 ? allocate(pool, left) : left.map(() => 0)
    for (const [index, part] of parts.entries()) left[index] = (left[index] ?? 0) - part
    return parts
  })
}

/**
 * What each leg gets of each payment of an invoice, minor units: the one arithmetic of a split.
 * Legs never exceed the charge that they come from; what a discount that the
 * providers together do not fund leaves open is `top`.
 * Several payments share the legs in proportion to their amounts. The result is indexed by payment, then leg.
 */
export const shares = (
  terms: SplitTerms,
  lines: readonly PaidLine[],
  payments: readonly Payment[],
): readonly (readonly LegShare[])[] => {
  const fee = sumOf(payments.map(payment => payment.fee))
  const amounts = payments.map(payment => payment.amount)
  const whole = terms.mode === 'by_line_item' ? byLine(terms, lines, fee) : byLegs(terms, lines, fee)
  const fromCharges = capped(whole, sumOf(amounts))
  const topUp = terms.discountsFundedBy !== 'providers'
  return overPayments(fromCharges, amounts).map((parts, payment) =>
    terms.legs.map(({ leg }, index) => ({
      leg,
      charge: parts[index] ?? 0,
      top: topUp && payment === 0 ? (whole[index] ?? 0) - (fromCharges[index] ?? 0) : 0,
    })),
  )
}
