import type { Money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'
import type { BlockId } from './ids.ts'
import type { Condition, Param, Ref } from './parameters.ts'

/** A line of a payment, as a split needs it. Amounts in minor units. */
export type PaidLine = {
  readonly price: BlockId
  readonly product: BlockId
  /** Before discounts, without exclusive tax. */
  readonly amount: number
  readonly discount: number
  /** Tax inside `amount` (inclusive), after discounts. */
  readonly taxIncluded: number
  /** Taxes on top of `amount` (exclusive), after discounts, one per rate. */
  readonly taxesAdded: readonly number[]
}

/** What a line costs after discounts, without the tax on top of it. */
export const lineNet = ({ amount, discount }: PaidLine): number => amount - discount

/** The taxes on top of a line. */
export const taxAdded = ({ taxesAdded }: Pick<PaidLine, 'taxesAdded'>): number =>
  taxesAdded.reduce((sum, tax) => sum + tax, 0)

/** What is paid for a line: after discounts, with the tax on top of it. */
export const lineTotal = (line: PaidLine): number => lineNet(line) + taxAdded(line)

/** What is paid for lines. */
export const totalOf = (lines: readonly PaidLine[]): number =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0)

/** Money that arrives at a block in a forecast. */
export type MoneyArrival = {
  readonly money: Money
  /** Account in which it lies. */
  readonly account: Account
  /** What the payer paid; `money` may be less after fees. */
  readonly gross: Money
  readonly fee: Money
  readonly lines: readonly PaidLine[]
}

/** Money that arrives at a block inside a reaction of a plan. */
export type ReactionArrival = {
  readonly trigger: Ref
  readonly amount: Param
  readonly currency: Param
  /** Charge that it came with; null = from the balance. */
  readonly charge: Param | null
  /** What conditions on the way have asked of the trigger. */
  readonly when?: readonly Condition[]
  /** Runs once per payment of the invoice. */
  readonly each: Ref | null
  readonly metadata: Readonly<Record<string, Param>>
  /** What tells transfers of this reaction apart beside the account: `{invoice}`. */
  readonly keyValues: Readonly<Record<string, Ref>>
}
