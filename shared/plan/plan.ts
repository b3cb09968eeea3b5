import type { BlockId, OperationId } from '#shared/flow/ids.ts'
import type { Condition, Param, Ref, SplitTerms } from '#shared/flow/parameters.ts'

/** One call of the Stripe API. */
export type Operation = {
  readonly id: OperationId
  readonly block: BlockId
  /** Method of the SDK: `subscriptions.create`, `testHelpers.testClocks.create`, `v2.core.accounts.create`. */
  readonly call: string
  /** For people: "Create price “Cleaning”". */
  readonly title: string
  /** Id in the URL. */
  readonly target?: Param
  readonly onAccount?: Param
  readonly params: Readonly<Record<string, Param>>
  /** Once per element of this list, `{ $ref: 'each' }` inside; its result is the list of answers. */
  readonly each?: Ref
  /** Of the elements only those of which all of these hold. */
  readonly only?: readonly Condition[]
  /** Inside a reaction: called only when all of these hold of the trigger. */
  readonly when?: readonly Condition[]
  /** Repeat until the answer has this value. */
  readonly until?: { readonly path: string; readonly equals: string }
  /** Made so many days after the payment that set it off, or after the first one outside of a reaction; absent = at once. */
  readonly waitDays?: number
  readonly dependsOn: readonly OperationId[]
  /** Readable part of the idempotency key, with places that `keyValues` fill: `split:{invoice}:{account}`. */
  readonly idempotencyKey: string
  readonly keyValues: Readonly<Record<string, Ref>>
}

/** What follows an event: once per object that the events name, whatever their number and order. */
export type Reaction = {
  readonly id: string
  readonly block: BlockId
  readonly on: readonly string[]
  /** Resource of the object that is fetched again before anything else: `invoices`. */
  readonly fetch: string
  /** Ends without a call unless all of these hold of the fetched object. */
  readonly when: readonly Condition[]
  /** Waits until every payment so far has been reacted to: it needs what those reactions make. */
  readonly late?: true
  readonly operations: readonly Operation[]
}

/** The test clock of a plan. */
export type PlanClock = { readonly operation: OperationId; readonly startsAt: number }

/** What a run does, in execution order: compiled from a checked flow, and the same for the same flow. */
export type Plan = {
  /** Changes when anything of it changes; only that hash runs. */
  readonly hash: string
  readonly mode: 'attended' | 'unattended'
  readonly operations: readonly Operation[]
  readonly reactions: readonly Reaction[]
  readonly splits: Readonly<Record<BlockId, SplitTerms>>
  readonly clock: PlanClock | null
  /** Connected-account operations by block: whose balances a run looks at. */
  readonly accounts: Readonly<Record<BlockId, OperationId>>
}
