/** What a balance transaction of the API says happened to one account. Signed minor units. */
export type ObservedTransaction = {
  /** `platform` or the block id of the connected account. */
  readonly holder: string
  readonly id: string
  readonly type: string
  readonly amount: number
  readonly fee: number
  /** Part of `fee` that went to the platform as its application fee. */
  readonly applicationFee?: number
  readonly net: number
  readonly currency: string
  /** Object that it is about: `ch_…`, `tr_…`, `py_…`. */
  readonly source: string
  /** Customer block whose payment it is, where the source is a charge, refund or dispute. */
  readonly customer?: string
  /** Seconds since 1970. */
  readonly created: number
}

/** What happened on the accounts of a run while it was under way, and names nothing of it. */
export type Strangers = {
  /** Not made by any run that is known. */
  readonly unknown: readonly ObservedTransaction[]
  /** Ids of other runs, once for each of their transactions. */
  readonly otherRuns: readonly string[]
}
