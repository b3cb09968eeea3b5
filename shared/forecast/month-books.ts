import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { payerOf } from '#shared/flow/payment.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import type { IncidentBooks, PaidMonth } from '#shared/lifecycles/incident-books.ts'
import type { LedgerEntry } from './ledger.ts'
import type { MonthState } from './month-state.ts'
import { paidMonth } from './paid-month.ts'

/** A month that was played: `day` is that of its payment, from the first one. */
type Played = { readonly month: number; readonly day: number; readonly played: PlayedMonth }

/** What incidents write of a month, and what they make of its payments. */
export class MonthBooks {
  readonly entries: LedgerEntry[] = []
  readonly owed: LedgerEntry[] = []
  /** What Stripe bills apart. */
  readonly costs: LedgerEntry[] = []
  readonly #state: MonthState
  readonly #played: Played
  readonly #touched = new Map<BlockId, PaidMonth>()
  readonly #sent = new Set<string>()

  constructor(state: MonthState, played: Played) {
    this.#state = state
    this.#played = played
  }

  /** Takes note of shares that waited and are sent now: from here on they are taken back like any other. */
  send(entries: readonly LedgerEntry[]): void {
    this.entries.push(...entries)
    for (const { block, paidIn } of entries) if (paidIn === this.#played.month) this.#sent.add(block)
  }

  /** What was given back of shares that are not sent yet, by transfer. */
  unsent(): ReadonlyMap<BlockId, number> {
    const sums = new Map<BlockId, number>()
    for (const { payment } of this.#touched.values()) {
      const { book, waiting } = this.#paid(payment) ?? { book: { legs: [] }, waiting: new Set() }
      for (const { key, reversed } of book.legs.filter(leg => waiting.has(leg.key)))
        sums.set(blockId(key), (sums.get(blockId(key)) ?? 0) + reversed)
    }
    return sums
  }

  #paid(payment: PaidMonth['payment']): PaidMonth | null {
    const { flow, carried, lowered } = this.#state
    const { month, played } = this.#played
    const paid =
      this.#touched.get(payment.id) ??
      paidMonth(payment, { flow, month, entries: played.entries, carried, lowered })
    return paid && { ...paid, waiting: new Set([...paid.waiting].filter(key => !this.#sent.has(key))) }
  }

  /** The books as an incident sees and writes them, so many days after the payment. */
  on(daysAfter: number): IncidentBooks {
    const { flow, balances } = this.#state
    const { month } = this.#played
    const day = this.#played.day + daysAfter
    return {
      flow,
      month,
      paid: payment => this.#paid(payment),
      update: (payment, change) => {
        const before = this.#paid(payment)
        if (before) this.#touched.set(payment.id, { ...before, ...change })
      },
      credit: ({ payment, currency }, amount) => {
        const payer = payerOf(payment, flow)
        if (payer) balances.credit(payer.id, currency, amount)
      },
      post: (block, posting) => {
        if (posting.money.amount > 0) this.entries.push({ ...posting, block: block.id, month, day })
      },
      bill: (block, posting) => this.costs.push({ ...posting, block: block.id, month, day }),
      owe: (block, posting) => this.owed.push({ ...posting, block: block.id, month, day }),
    }
  }
}
