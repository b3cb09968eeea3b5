/** What else could be taken, and when that is better. */
export type Alternative = { readonly when: string; readonly take: string; readonly kind?: string }

/** Advice on a block kind that its definition does not hold: when it is the right one, and what it brings along. */
export type Guidance = {
  readonly when: string
  readonly instead: readonly Alternative[]
  /** Calls to Stripe that do its job: those it compiles to, and others; empty = it is your work, or the Dashboard's. */
  readonly calls: readonly string[]
  /** The state machine of the object behind it. */
  readonly machine?: string
  /** Ids of the fees that it gives rise to. */
  readonly fees?: readonly string[]
  /** Guides that tell more. */
  readonly guides?: readonly string[]
}
