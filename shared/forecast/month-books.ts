import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { payerOf } from '#shared/flow/payment.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import type { IncidentBooks, PaidMonth } from '#shared/lifecycles/incident-books.ts'
import type { DueDay } from '#shared/plan/clock.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'
import type { MonthState } from './month-state.ts'
import { paidMonth } from './paid-month.ts'

/** Where months and incidents write, in order of time. */
export type Written = { readonly [part in 'entries' | 'billed' | 'owed']: LedgerEntry[] }

/** A month that was played, and where it is written. */
type Played = { readonly month: number; readonly played: PlayedMonth; readonly written: Written }

/** The payments of a month as they stand: what incidents have made of them so far, in that month or later ones. */
export class MonthBooks {
  readonly #flow: FlowIndex
  readonly #balances: MonthState['balances']
  readonly #before: Parameters<typeof paidMonth>[1]
  readonly #month: number
  readonly #written: Written
  readonly #touched = new Map<BlockId, PaidMonth>()
  readonly #sent = new Set<string>()

  /** The state is that of the month that was played. */
  constructor(state: MonthState, { month, played, written }: Played) {
    const { flow, carried, lowered, balances } = state
    this.#flow = flow
    this.#balances = balances
    this.#before = { flow, month, entries: played.entries, carried, lowered }
    this.#month = month
    this.#written = written
  }

  /** Takes note of shares that waited and are sent now: from here on they are taken back like any other. */
  send(entries: Forecast['entries']): void {
    for (const { block, paidIn } of entries) if (paidIn === this.#month) this.#sent.add(block)
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
    const paid = this.#touched.get(payment.id) ?? paidMonth(payment, this.#before)
    return paid && { ...paid, waiting: new Set([...paid.waiting].filter(key => !this.#sent.has(key))) }
  }

  /** The books as an incident sees and writes them on its day. */
  on({ month, day }: Pick<DueDay, 'month' | 'day'>): IncidentBooks {
    const { entries, billed, owed } = this.#written
    return {
      flow: this.#flow,
      paid: payment => this.#paid(payment),
      update: (payment, change) => {
        const before = this.#paid(payment)
        if (before) this.#touched.set(payment.id, { ...before, ...change })
      },
      credit: ({ payment, currency }, amount) => {
        const payer = payerOf(payment, this.#flow)
        if (payer) this.#balances.credit(payer.id, currency, amount)
      },
      post: (block, posting) => {
        if (posting.money.amount > 0) entries.push({ ...posting, block: block.id, month, day })
      },
      bill: (block, posting) => billed.push({ ...posting, block: block.id, month, day }),
      owe: (block, posting) => owed.push({ ...posting, block: block.id, month, day }),
    }
  }
}
