import type { PaidLine } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { PaymentBook, Wish } from '#shared/flow/give-back.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Account, Posting } from '#shared/money/posting.ts'

/** The month that a forecast is about to play. */
export type MonthAhead = {
  readonly flow: FlowIndex
  /** A payment that does not happen in this month, or from this month on. */
  leaveOut(payment: BlockId, how: 'this-month' | 'for-good'): void
  /** From payment to payment, seconds since 1970. */
  readonly period: { readonly start: number; readonly end: number }
  /** This month's payment is made by another method: the id of its fee. */
  payWith(payment: BlockId, fee: string): void
  /** The open invoice of this month's payment is lowered before it is paid, by what is left of what is wished. */
  lower(payment: Block, wish: Wish): void
  /** Lines that the next payment bills besides. */
  carry(payment: BlockId, lines: readonly PaidLine[]): void
  /** Properties of a block from the next month on. */
  change(block: BlockId, props: Readonly<Record<string, unknown>>): void
}

/** What went on to one account with the payment itself, and what the platform kept of it as an application fee. */
export type Onward = {
  readonly holder: Account
  readonly sent: number
  readonly reversed: number
  readonly fee: number
  readonly feeReturned: number
}

/** A payment of a month with what has become of it. Keys of lines are prices, keys of legs are transfers. */
export type PaidMonth = {
  readonly payment: Block
  readonly payer: Account
  /** Account that was charged. */
  readonly charged: Account
  readonly currency: string
  readonly book: PaymentBook
  /** Account to which each leg was sent. */
  readonly holders: Readonly<Record<string, Account>>
  /** Legs that are not sent yet: of these nothing is taken back, there is only less to send. */
  readonly waiting: ReadonlySet<string>
  /** Who owes the tax of the payment, and to which account it is booked; null where there is none. */
  readonly taxed: { readonly owing: Account; readonly owed: Account } | null
  /** Destination and direct charges; null otherwise. */
  readonly onward: Onward | null
}

/** What a lifecycle books of an incident on its day: the flow and the payments are those of the incident's month. */
export type IncidentBooks = {
  readonly flow: FlowIndex
  /** That month's payment of a block; null when none happened. */
  paid(payment: Block): PaidMonth | null
  /** Remembers what has become of a payment. */
  update(payment: Block, change: Partial<Pick<PaidMonth, 'book' | 'onward'>>): void
  /** Keeps an amount to the payer's credit, minor units: it lowers the next invoice. */
  credit(payment: PaidMonth, amount: number): void
  post(block: Block, posting: Posting): void
  /** Books what Stripe bills apart. */
  bill(block: Block, posting: Posting): void
  /** Books what is owed to tax offices, or no longer: beside the money that Stripe moves. */
  owe(block: Block, posting: Posting): void
}
