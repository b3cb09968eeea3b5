import type { Gateway } from '../stripe/gateway.ts'
import type { EndpointBook } from './endpoint-book.ts'
import type { Gate } from './gate.ts'
import type { OperationStore } from './operation-store.ts'
import type { RunStore } from './run-store.ts'

/** How long a run tries, in milliseconds. */
export type Patience = {
  /** An API that cannot be reached or is busy, before the run pauses. */
  readonly unreachableMs: number
  /** One call, before it counts as lost. */
  readonly callMs: number
  /** Something that takes its time: a clock, a capability. */
  readonly readyMs: number
  /** First wait between two tries; it doubles. */
  readonly firstWaitMs: number
}

/** What the workflows work with. One per process. */
export type RunContext = {
  readonly gateway: Gateway
  readonly runs: RunStore
  readonly operations: OperationStore
  readonly endpoints: EndpointBook
  readonly gate: Gate
  readonly patience: Patience
  readonly now: () => Date
}

/** What of it a call needs. */
export type Caller = Pick<RunContext, 'gateway' | 'gate' | 'patience'>

/** Waits. */
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds)
  })
