import { add, type Money } from '#shared/money/money.ts'
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
  /** Days after the payment on which it arrives; absent = with the payment. */
  readonly waitDays?: number
}

/** What arrives on each day, taken together by currency; that of the payment’s own day comes first. */
export const byDay = (arrivals: readonly MoneyArrival[]): readonly MoneyArrival[] => {
  const sums = new Map<string, MoneyArrival>()
  for (const arrival of arrivals) {
    const { waitDays = 0, money } = arrival
    const key = `${waitDays} ${money.currency}`
    const before = sums.get(key)
    sums.set(key, before ? { ...before, money: add(before.money, money) } : arrival)
  }
  return [...sums.values()].toSorted((a, b) => (a.waitDays ?? 0) - (b.waitDays ?? 0))
}

/** Money that arrives at a block inside a reaction of a plan. */
export type ReactionArrival = {
  readonly trigger: Ref
  /** Block that was paid. */
  readonly payment: BlockId
  /** Lines that were paid. */
  readonly lines: Ref
  readonly amount: Param
  readonly currency: Param
  /** Charge that it came with; null = from the balance. */
  readonly charge: Param | null
  /** What conditions on the way have asked of the trigger. */
  readonly when?: readonly Condition[]
  /** Runs once per payment of the invoice. */
  readonly each: Ref | null
  readonly metadata: Readonly<Record<string, Param>>
  /** Days for which holds on the way keep it back; absent = none. */
  readonly waitDays?: number
  /** What tells transfers of this reaction apart beside the account: `{invoice}`. */
  readonly keyValues: Readonly<Record<string, Ref>>
}
