import type { z } from 'zod'
import type { Drift } from '#shared/api/drift.ts'
import type { RunDesign, RunDetail, RunMessage, RunSummary, startRunSchema } from '#shared/api/runs.ts'
import type { AdaptedPlan } from '#shared/plan/existing/adapt.ts'

/** What a request for a run says. */
export type RunWish = z.infer<typeof startRunSchema>

/** How many events are read at once. */
export const EVENT_PAGE = 500

/** Runs, as routes and the command line use them. Problems are thrown as `ProblemError`. */
export type RunService = {
  /** Newest first; of one flow, or of all. */
  readonly list: (flow: string | null) => Promise<RunSummary[]>
  readonly read: (run: string) => Promise<RunDetail | null>
  readonly activeRunOf: (flow: string) => Promise<string | null>
  /** What a run that reuses would do about what is there, and the plan for it. Changes nothing. */
  readonly changes: (wish: Pick<RunWish, 'flow' | 'document'>) => Promise<AdaptedPlan>
  /** What it was started with. */
  readonly design: (run: string) => Promise<RunDesign>
  /** What has become of the objects that a run made. Changes nothing. */
  readonly drift: (run: string) => Promise<Drift>
  /** Stores and starts a run; the answer is its id. */
  readonly start: (wish: RunWish) => Promise<string>
  readonly cancel: (run: string) => Promise<void>
  readonly resume: (run: string) => Promise<void>
  readonly cleanup: (run: string) => Promise<void>
  /** Events after a number, at most a page of them. */
  readonly eventsAfter: (run: string, seq: number) => Promise<RunMessage[]>
  /** Calls back with what this process tells of a run; the result stops it. */
  readonly onEvents: (run: string, listener: (messages: readonly RunMessage[]) => void) => () => void
  /** Takes a webhook; false when no endpoint of a run signed it. */
  readonly takeWebhook: (run: string | null, body: Uint8Array, signature: string) => boolean
}
