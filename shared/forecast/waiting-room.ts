import type { BlockId } from '#shared/flow/ids.ts'
import type { PlayedMonth, PlayedPosting } from '#shared/flow/play-month.ts'
import type { Account } from '#shared/money/posting.ts'
import { type DueDay, dayOfMonth, dueAfter } from '#shared/plan/clock.ts'
import type { Forecast, LedgerEntry } from './ledger.ts'

/** A payment: its month, and its day from the first one. */
type Paid = { readonly month: number; readonly day: number }

/** Postings of one payment that are due on the same day. */
type Release = DueDay & Pick<PlayedMonth, 'entries' | 'billed'> & { readonly paid: Paid }

/** Less by what blocks do not send after all: their own postings, and what the accounts behind them would pass on. */
const lessened = (
  entries: readonly PlayedPosting[],
  unsent: ReadonlyMap<BlockId, number>,
): readonly PlayedPosting[] => {
  const own = new Map(unsent)
  const short = new Map<Account, number>()
  return entries.flatMap(entry => {
    const { amount, currency } = entry.money
    const less = Math.min(amount, (own.get(entry.block) ?? 0) + (short.get(entry.from) ?? 0))
    own.set(entry.block, Math.max(0, (own.get(entry.block) ?? 0) - less))
    short.set(entry.to, (short.get(entry.to) ?? 0) + less)
    return amount > less ? [{ ...entry, money: { amount: amount - less, currency } }] : []
  })
}

const asEntries = (
  postings: readonly PlayedPosting[],
  { month, day, paid }: Release,
): readonly LedgerEntry[] =>
  postings.map(({ waitDays: _waited, ...posting }) => ({ ...posting, month, day, paidIn: paid.month }))

/** What an account costs is owed only when something reaches it. */
const billedOf = ({ entries, billed }: Release): readonly PlayedPosting[] => {
  const reached = new Set(entries.flatMap(({ block, to }) => [String(block), to.replace('balance:', '')]))
  return billed.filter(({ block }) => reached.has(block))
}

/** Money that was paid and is handed on days later. */
export class WaitingRoom {
  readonly #startsAt: number
  #releases: readonly Release[] = []

  /** `startsAt` = when month 1 is paid, seconds since 1970. */
  constructor(startsAt: number) {
    this.#startsAt = startsAt
  }

  /** Takes in what of a payment that was played waits. */
  enter({ entries, billed }: PlayedMonth, paid: Paid): void {
    const waits = ({ waitDays }: PlayedPosting) => waitDays !== undefined
    this.#put({ entries: entries.filter(waits), billed: billed.filter(waits), paid })
  }

  #put({ entries, billed, paid }: Pick<Release, 'entries' | 'billed' | 'paid'>): void {
    const days = new Set(entries.map(({ waitDays = 0 }) => waitDays))
    const later = paid.day - dayOfMonth(this.#startsAt, paid.month)
    const fresh = [...days].map(wait => ({
      ...dueAfter(this.#startsAt, paid.month, later + wait),
      paid,
      entries: entries.filter(({ waitDays }) => waitDays === wait),
      billed: billed.filter(({ waitDays }) => waitDays === wait),
    }))
    this.#releases = [...this.#releases, ...fresh].toSorted(
      (a, b) => a.day - b.day || a.paid.day - b.paid.day,
    )
  }

  /** What of the payment of a day has been given back, by transfer, is never sent. */
  lessen(paid: Paid, unsent: ReadonlyMap<BlockId, number>): void {
    const own = this.#releases.filter(release => release.paid.day === paid.day)
    this.#releases = this.#releases.filter(release => release.paid.day !== paid.day)
    const entries = lessened(
      own.flatMap(release => release.entries),
      unsent,
    )
    this.#put({ entries, billed: own.flatMap(release => release.billed), paid })
  }

  /**
   * What is due in a month before so many days after its payment, in order of days. What a block that does nothing any
   * more would send stays where it lies.
   */
  release(
    month: number,
    before: number,
    without: ReadonlySet<BlockId>,
  ): Pick<Forecast, 'entries' | 'billed'> {
    const idle = new Map([...without].map(block => [block, Number.MAX_SAFE_INTEGER]))
    const isDue = (release: Release): boolean => release.month === month && release.daysAfter < before
    const due = this.#releases
      .filter(isDue)
      .map(release => ({ ...release, entries: lessened(release.entries, idle) }))
    this.#releases = this.#releases.filter(release => !isDue(release))
    return {
      entries: due.flatMap(release => asEntries(release.entries, release)),
      billed: due.flatMap(release => asEntries(billedOf(release), release)),
    }
  }

  /** What waits still. */
  rest(): readonly LedgerEntry[] {
    return this.#releases.flatMap(release => asEntries(release.entries, release))
  }
}
