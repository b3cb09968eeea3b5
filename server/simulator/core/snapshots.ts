import type { JournalSink } from './journal.ts'
import type { Shared } from './world.ts'

type Snapshot = {
  readonly store: ReturnType<Shared['store']['copy']>
  readonly funds: ReturnType<Shared['funds']['copy']>
  readonly random: Shared['random']['state']
}

/** States to come back to. Objects are never changed in place, so that a copy is a copy of lists only. */
export class Snapshots {
  private readonly taken: Snapshot[] = []
  private readonly shared: Shared

  private readonly journal: JournalSink | null

  constructor(shared: Shared, journal: JournalSink | null) {
    this.shared = shared
    this.journal = journal
  }

  /** Keeps the state as it is, and names it. Without a time (milliseconds) the journal has told of it already. */
  take(now?: number): string {
    if (now !== undefined) this.journal?.append({ t: now, k: 'snapshot' })
    const { store, funds, random } = this.shared
    this.taken.push({ store: store.copy(), funds: funds.copy(), random: random.state })
    return `snapshot_${this.taken.length}`
  }

  /** Makes the state what it was; false when there is no such snapshot. Time does not go back. */
  restore(id: string, now?: number): boolean {
    const found = this.taken[Number(/^snapshot_(\d+)$/.exec(id)?.[1] ?? 0) - 1]
    if (found === undefined) return false
    if (now !== undefined) this.journal?.append({ t: now, k: 'restore', id })
    const { store, funds, random, outbox } = this.shared
    store.restore(found.store)
    funds.restore(found.funds)
    random.state = found.random
    outbox.length = 0
    return true
  }

  clear(): void {
    this.taken.length = 0
  }
}
