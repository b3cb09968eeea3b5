import { type Drift, driftSchema } from '#shared/api/drift.ts'
import { type Changes, changesSchema } from '#shared/api/plan.ts'
import {
  type RunDesign,
  type RunDetail,
  type RunSummary,
  runActiveSchema,
  runDesignSchema,
  runDetailSchema,
  runListSchema,
} from '#shared/api/runs.ts'
import { type Answer, request, type Trouble } from './request.ts'

/** What a run is started with: a stored flow, the scenario and months to play, the plan that the person saw. */
export type StartRun = {
  readonly flow: string
  readonly scenario?: string
  readonly months?: number
  readonly plan?: string
  /** Use, update or replace what earlier runs of the flow left. */
  readonly reuse?: boolean
  /** Only these blocks and what they need. */
  readonly blocks?: readonly string[]
}

const pathOf = (id: string): string => `/api/runs/${encodeURIComponent(id)}`

/** Starts a run. */
export const startRun = (body: StartRun): Promise<Answer<RunDetail>> =>
  request({ path: '/api/runs', method: 'post', body, answer: runDetailSchema })

/** What a run of a stored flow would do about what earlier runs left. Changes nothing. */
export const planChanges = (flow: string): Promise<Answer<Changes>> =>
  request({ path: '/api/plan/changes', method: 'post', body: { flow }, answer: changesSchema })

/** Reads a run with its operations, objects, ledger and reconciliation. */
export const readRun = (id: string): Promise<Answer<RunDetail>> =>
  request({ path: pathOf(id), answer: runDetailSchema })

/** What a run was started with. */
export const readRunDesign = (id: string): Promise<Answer<RunDesign>> =>
  request({ path: `${pathOf(id)}/design`, answer: runDesignSchema })

/** What has become of the objects that a run made. Changes nothing. */
export const readDrift = (id: string): Promise<Answer<Drift>> =>
  request({ path: `${pathOf(id)}/drift`, answer: driftSchema })

/** What can be done with a run: stop it for good, go on with it, remove what it made. */
export type RunChange = 'cancel' | 'resume' | 'cleanup'

/** Cancels, resumes or cleans up a run. */
export const changeRun = (id: string, change: RunChange): Promise<Answer<RunDetail>> =>
  request({ path: `${pathOf(id)}/${change}`, method: 'post', body: {}, answer: runDetailSchema })

/** The runs of a flow, newest first. */
export const listRuns = async (flow: string): Promise<Answer<readonly RunSummary[]>> => {
  const answer = await request({
    path: `/api/flows/${encodeURIComponent(flow)}/runs`,
    answer: runListSchema,
  })
  return answer.ok ? { ok: true, value: answer.value.runs } : answer
}

/** The run that stands in the way of a second one; null when the trouble is another. */
export const activeRunOf = ({ code, body }: Trouble): string | null => {
  if (code !== 'run-active') return null
  const read = runActiveSchema.safeParse(body)
  return read.success ? read.data.run : null
}
