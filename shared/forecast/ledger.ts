import type { Scenario } from '#shared/flow/document.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'
import type { Posting } from '#shared/money/posting.ts'

/** A posting with the day (from the first payment, day 0), the month (from 1) and the block that caused it. */
export type LedgerEntry = Posting & {
  readonly day: number
  readonly month: number
  readonly block: BlockId
  /** Month of the payment, where the money waited for this day. */
  readonly paidIn?: number
}

/** Money on one connection in one month. */
export type ConnectionFlow = {
  readonly connection: ConnectionId
  readonly month: number
  readonly money: Money
}

/**
 * A scenario played through by arithmetic. `billed` are costs that Stripe bills apart, `owed` is tax that was collected
 * and is to be handed on: shown, not reconciled. `waiting` is what a hold or a delay keeps beyond the last month: booked nowhere yet.
 */
export type Forecast = {
  readonly scenario: Scenario
  readonly entries: readonly LedgerEntry[]
  readonly billed: readonly LedgerEntry[]
  readonly owed: readonly LedgerEntry[]
  readonly waiting: readonly LedgerEntry[]
  readonly flows: readonly ConnectionFlow[]
}
