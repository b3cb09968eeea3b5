import type { Rule } from '#shared/check/rule.ts'
import { aboveMaximum } from './above-maximum.ts'
import { belowMinimum } from './below-minimum.ts'
import { creditShortfall } from './credit-shortfall.ts'
import { discountSource } from './discount-source.ts'
import { feePayerUnset } from './fee-payer-unset.ts'
import { feeTableStale } from './fee-table-stale.ts'
import { flowCurrency } from './flow-currency.ts'
import { implicitFx } from './implicit-fx.ts'
import { mauHeavy } from './mau-heavy.ts'
import { negativeLine } from './negative-line.ts'
import { negativeMargin } from './negative-margin.ts'
import { nonInteger } from './non-integer.ts'
import { payoutDivisible } from './payout-divisible.ts'
import { percentPrecision } from './percent-precision.ts'
import { refundDrift } from './refund-drift.ts'
import { roundingPolicy } from './rounding-policy.ts'
import { splitBasis } from './split-basis.ts'
import { taxInSplit } from './tax-in-split.ts'
import { threeDecimal } from './three-decimal.ts'
import { unknownCurrency } from './unknown-currency.ts'
import { wholeUnit } from './whole-unit.ts'
import { zeroDecimal } from './zero-decimal.ts'

/** The rules of money, one file each. */
export const moneyRules: readonly Rule[] = [
  aboveMaximum,
  belowMinimum,
  creditShortfall,
  discountSource,
  feePayerUnset,
  feeTableStale,
  flowCurrency,
  implicitFx,
  mauHeavy,
  negativeLine,
  negativeMargin,
  nonInteger,
  payoutDivisible,
  percentPrecision,
  refundDrift,
  roundingPolicy,
  splitBasis,
  taxInSplit,
  threeDecimal,
  unknownCurrency,
  wholeUnit,
  zeroDecimal,
]
