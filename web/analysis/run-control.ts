import { create } from 'zustand'
import type { BlockId } from '#shared/flow/ids.ts'

/** How a run differs from the usual one. */
export type RunWish = {
  /** Instead of the scenario's own. */
  readonly months?: number
  /** Hash of the plan against what exists that the person saw. */
  readonly reusing?: string
  /** Only these blocks and what they need. */
  readonly blocks?: readonly BlockId[]
}

/** Whether a run can be started, and how it stands. */
export type RunControl = {
  /** `unavailable`: `reason` says why the button is off, in words. */
  readonly status: 'unavailable' | 'ready' | 'starting' | 'running'
  readonly reason: string
  /** Which Stripe answers: the built-in simulator, or a sandbox when the server has a test key. */
  readonly mode: 'simulator' | 'sandbox'
  /** When the run that is shown was recorded; null while what is shown is no recording. */
  readonly recorded: string | null
  /** Whether the server was asked and did not answer: edits are kept on this machine, runs wait. */
  readonly away: boolean
  /** Starts a run. */
  readonly start: (wish?: RunWish) => void
}

/** What the Run button, the command palette and the runs panel share. */
export const useRunControl = create<RunControl>(() => ({
  status: 'unavailable',
  reason: 'The server does not answer. Start it with npm start, then runs work again.',
  mode: 'simulator',
  recorded: null,
  away: false,
  start: () => {},
}))
