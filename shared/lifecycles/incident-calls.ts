import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId, OperationId } from '#shared/flow/ids.ts'
import type { OperationDraft, Param, Ref } from '#shared/flow/parameters.ts'
import type { DueDay } from '#shared/plan/clock.ts'
import type { Operation, Plan } from '#shared/plan/plan.ts'

/** Calls of one stage. */
export type StageCalls = {
  /** When the first payment after that of the incident's month was made; null while there is none. Seconds since 1970. */
  readonly nextPaid: number | null
  call(call: string, params: Readonly<Record<string, Param>>, more?: StageDraft): Ref
}

/** What a lifecycle may say about a call. `by` is the block that it is told of; the incident's own when absent. */
export type StageDraft = OperationDraft & {
  readonly by?: BlockId
  /** Part of no design: what it moves is left out of the comparison with the forecast. */
  readonly apart?: true
}

/** What is done to an invoice that is sent, in this order: it is finalised, it is lowered while it is open, it is paid. */
export type SentTurn = 'finalise' | 'lower' | 'pay'

/** What a lifecycle may do in a run. */
export type IncidentCalls = {
  readonly flow: FlowIndex
  /** What an operation of the plan has made. */
  made(block: Block, calls: readonly string[]): Operation | null
  accountOf(block: Block): Ref | null
  priceOf(block: Block): Ref | null
  /** When the payment of a month is due, seconds since 1970. */
  startOf(month: number): number
  /** Before the payment of the incident's month. */
  readonly before: StageCalls
  /** Around an invoice that is sent so many days after the incident's month began: before anything else of that day. */
  whileSent(turn: SentTurn, days?: number): StageCalls
  /** So many days after it, when everything has been reacted to: with its day, or later as a consequence. */
  after(days?: number): StageCalls
  /** Makes a call of the set-up, and what waits for it, only when month 1 is paid: after what comes before that. */
  putOff(operation: Operation): void
  /** A call of the set-up that does not happen: another one comes in its place. */
  leaveOut(operation: Operation): void
  /** The test card that stands for the person when a block is paid in the first month. */
  firstCard(payment: Block, testId: string): void
}

/** Calls of a run at one time: before or after the payment of the month in which they are made. */
export type Stage = {
  readonly month: number
  readonly when: 'before' | 'after'
  /** Days after the month's payment to which the clock goes first; 0 = it stays. */
  readonly days: number
  readonly operations: readonly Operation[]
}

/** A test card: of one payment intent, or (operation null) of everything that the person pays. */
export type FirstCard = { readonly card: string; readonly operation: OperationId | null }

/** What a run does beside its plan, for a scenario: stages in order. */
export type Script = {
  /** Test card of the first payment; null = the plan's own. */
  readonly firstCard: FirstCard | null
  /** Calls of the set-up that are made only when month 1 is paid, after what comes before that. */
  readonly putOff: readonly OperationId[]
  /** Calls of the set-up that are not made. */
  readonly leftOut: readonly OperationId[]
  /** When month 1 is paid, after a trial; null = when the clock starts. Seconds since 1970. */
  readonly firstPaymentAt: number | null
  readonly stages: readonly Stage[]
  /** Payments between those of months, in order of days. */
  readonly between: readonly DueDay[]
  /** Operations whose money is no part of the forecast. */
  readonly apart: readonly OperationId[]
}

/** What scripts are written from. */
export type ScriptPlan = Pick<Plan, 'operations' | 'accounts' | 'clock'>
