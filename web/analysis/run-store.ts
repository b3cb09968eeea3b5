import { create } from 'zustand'
import type { Recording } from '#shared/api/recording.ts'
import type { OperationRecord, RunDetail, RunMessage, RunSummary } from '#shared/api/runs.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Trouble } from '../api/request.ts'

/** The run that is shown: on the canvas, in the inspector, in the runs panel. */
export type ShownRun = RunDetail & {
  readonly events: readonly RunMessage[]
  /** What was drawn when it began; null while that is being fetched, and where the server has lost it. */
  readonly document: FlowDocument | null
  /** The plan that it follows, where this tab knows it. */
  readonly plan: Plan | null
  /** When it ended, where it is a recording: nobody answers for it now. Null for a run that the server knows. */
  readonly recorded: string | null
}

/** What the screen knows about runs. */
export type RunsState = {
  /** Id under which the server keeps the flow that is open; null before its first run. */
  readonly flow: string | null
  readonly shown: ShownRun | null
  /** The last run of the open flow that went well, as this machine keeps it. */
  readonly recording: Recording | null
  /** How many events of the shown run are played; null = all. Set while a finished run is replayed. */
  readonly played: number | null
  /** The operation whose request and response are open. */
  readonly open: OperationRecord | null
  /** What went wrong last with reaching the server or with starting a run. */
  readonly trouble: Trouble | null
  /** Whether events of a run that is under way arrive. */
  readonly connection: 'open' | 'lost'
}

/** What is known before the first run. */
export const noRuns: RunsState = {
  flow: null,
  shown: null,
  recording: null,
  played: null,
  open: null,
  trouble: null,
  connection: 'open',
}

/** The store of runs: panels and canvas read it, only the run session writes it. */
export const useRuns = create<RunsState>(() => noRuns)

/** Opens the request and response of an operation; null closes them. */
export const openOperation = (open: OperationRecord | null): void => {
  useRuns.setState({ open })
}

/** Whether a run goes on by itself. */
export const isActive = ({ status }: Pick<RunSummary, 'status'>): boolean => status === 'running'

/** Whether a run has ended, one way or another. */
export const isOver = ({ status }: Pick<RunSummary, 'status'>): boolean =>
  status !== 'running' && status !== 'paused'

/** Whether a run goes on where this tab does not hear of it. */
export const useLost = ({ run }: Pick<RunDetail, 'run'>): boolean =>
  useRuns(state => state.connection) === 'lost' && isActive(run)
