import type { OperationId } from '#shared/flow/ids.ts'
import type { Reconciliation } from './reconciliation.ts'
import type { RunError, RunEvent } from './run-event.ts'

/** Where a run stands. */
export type RunStatus = 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled'

/** Where one operation stands; `trigger` tells a reaction's repetitions apart. */
export type OperationState = {
  readonly operation: OperationId
  readonly trigger: string | null
  readonly status: 'running' | 'succeeded' | 'failed' | 'skipped'
  readonly objectIds: readonly string[]
  readonly durationMs: number
  readonly amount: { readonly amount: number; readonly currency: string } | null
  readonly error: RunError | null
  readonly because: string | null
}

/** A run as its events tell it. */
export type RunState = {
  readonly status: RunStatus
  /** Why it is paused or has failed. */
  readonly reason: string | null
  readonly plan: string | null
  /** Month that is being played, from 1. */
  readonly month: number
  /** In the order in which they began; key = operation and trigger. */
  readonly operations: ReadonlyMap<string, OperationState>
  readonly reconciliation: Reconciliation | null
  readonly cleaned: { readonly removed: number; readonly kept: number } | null
}

/** A run of which nothing has happened yet. */
export const NEW_RUN: RunState = {
  status: 'running',
  reason: null,
  plan: null,
  month: 1,
  operations: new Map(),
  reconciliation: null,
  cleaned: null,
}

/** What tells an operation of a reaction from the same one after another event. */
export const operationKey = (operation: string, trigger: string | null | undefined): string =>
  trigger ? `${operation} ${trigger}` : operation

type OperationEvent = Extract<RunEvent, { type: `operation.${string}` }>

const afterOperation = (before: OperationState | undefined, event: OperationEvent): OperationState => {
  const state: OperationState = before ?? {
    operation: event.operation,
    trigger: event.trigger ?? null,
    status: 'running',
    objectIds: [],
    durationMs: 0,
    amount: null,
    error: null,
    because: null,
  }
  switch (event.type) {
    case 'operation.started':
      return { ...state, status: 'running', error: null }
    case 'operation.succeeded':
      return {
        ...state,
        status: 'succeeded',
        objectIds: state.objectIds.includes(event.objectId)
          ? state.objectIds
          : [...state.objectIds, event.objectId],
        durationMs: state.durationMs + event.durationMs,
        amount: event.amount ?? state.amount,
      }
    case 'operation.failed':
      return { ...state, status: 'failed', error: event.error }
    case 'operation.skipped':
      return { ...state, status: 'skipped', because: event.because }
    default:
      return event satisfies never
  }
}

const ENDED = 'The run ended before it did.'

/** What was under way when a run ended: nobody waits for it any more. */
const leftBehind = ({ operations }: RunState): RunState['operations'] =>
  new Map(
    [...operations].map(([key, state]) => [
      key,
      state.status === 'running' ? { ...state, status: 'skipped', because: ENDED } : state,
    ]),
  )

const withOperation = (run: RunState, event: OperationEvent): RunState => {
  const key = operationKey(event.operation, event.trigger)
  return {
    ...run,
    operations: new Map(run.operations).set(key, afterOperation(run.operations.get(key), event)),
  }
}

const isOperationEvent = (event: RunEvent): event is OperationEvent => event.type.startsWith('operation.')

const afterRunEvent = (run: RunState, event: Exclude<RunEvent, OperationEvent>): RunState => {
  switch (event.type) {
    case 'run.started':
      return { ...run, status: 'running', reason: null, plan: event.plan }
    case 'run.paused':
      return { ...run, status: 'paused', reason: event.reason }
    case 'run.resumed':
      return { ...run, status: 'running', reason: null }
    case 'clock.advanced':
    case 'wait.over':
      return { ...run, month: event.month }
    case 'webhook.received':
      return run
    case 'run.reconciled':
      return { ...run, reconciliation: event.result }
    case 'run.finished':
      return { ...run, status: event.outcome, reason: event.reason ?? null, operations: leftBehind(run) }
    case 'run.cleaned':
      return { ...run, cleaned: { removed: event.removed, kept: event.kept } }
    default:
      return event satisfies never
  }
}

const fold = (run: RunState, event: RunEvent): RunState =>
  isOperationEvent(event) ? withOperation(run, event) : afterRunEvent(run, event)

/** The state of a run after these events; begin with `NEW_RUN`, go on from any earlier state. */
export const foldRun = (events: readonly RunEvent[], from: RunState = NEW_RUN): RunState =>
  events.reduce(fold, from)
