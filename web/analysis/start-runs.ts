import { QueryObserver } from '@tanstack/react-query'
import { type Recording, recordingOf } from '#shared/api/recording.ts'
import type { RunSummary } from '#shared/api/runs.ts'
import type { ServerInfo } from '#shared/api/server-info.ts'
import { queryClient, TroubleError, valueOf } from '../api/query-client.ts'
import { openEventSource } from '../api/run-stream.ts'
import { listRuns } from '../api/runs.ts'
import { readServer } from '../api/server.ts'
import { documentStore } from '../document/document-store.ts'
import { type Analysis, useAnalysis } from './analysis-store.ts'
import { adoptRecording, keepRecordings, keptRecording } from './keep-recordings.ts'
import { type RunControl, useRunControl } from './run-control.ts'
import { createRunSession, type RunSession } from './run-session.ts'
import { isActive, type RunsState, useRuns } from './run-store.ts'
import { type Memory, servedFlow } from './server-flow.ts'

/** How often the server is asked whether it is there, in milliseconds: its absence is seen before anything is tried. */
const ASK_EVERY_MS = 4000

/** What the browser keeps; where storage is forbidden, what this page keeps. */
const memory: Memory = (() => {
  const here = new Map<string, string>()
  const guarded = <T>(work: () => T, otherwise: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (error instanceof DOMException) return otherwise()
      throw error
    }
  }
  return {
    get: key =>
      guarded(
        () => localStorage.getItem(key),
        () => here.get(key) ?? null,
      ),
    set: (key, value) =>
      guarded(
        () => localStorage.setItem(key, value),
        () => void here.set(key, value),
      ),
  }
})()

/** What there is to know about the server: `info` while it answers, `away` once it was asked and did not. */
type Server = { readonly info: ServerInfo | null; readonly reason: string; readonly away: boolean }

const errorsIn = ({ problems }: Analysis): number =>
  problems.filter(({ severity }) => severity === 'error').length

const standOf = (
  server: Server,
  analysis: Analysis,
  { shown }: RunsState,
): Pick<RunControl, 'status' | 'reason'> => {
  if (server.info === null) return { status: 'unavailable', reason: server.reason }
  if (shown && isActive(shown.run)) return { status: 'running', reason: 'A run of this flow is under way.' }
  const errors = errorsIn(analysis)
  if (errors > 0) {
    const words = errors === 1 ? '1 error' : `${errors} errors`
    return { status: 'unavailable', reason: `The flow has ${words}. Mend them first: F8 goes there.` }
  }
  if (analysis.plans?.unattended.operations.length === 0)
    return { status: 'unavailable', reason: 'There is nothing to run yet. Add who pays, and what for.' }
  return { status: 'ready', reason: '' }
}

const controlOf = (server: Server, analysis: Analysis, runs: RunsState): Omit<RunControl, 'start'> => ({
  ...standOf(server, analysis, runs),
  mode: server.info?.target === 'stripe' ? 'sandbox' : 'simulator',
  recorded: runs.shown?.recorded ?? null,
  away: server.away,
})

let asked = 0

/** What was run of a flow: as the server has it, newest first, and as this machine keeps it. */
const knownOf = async (
  flow: string,
): Promise<{ runs: readonly RunSummary[]; recording: Recording | null }> => {
  const served = servedFlow(memory, flow)
  useRuns.setState({ flow: served?.id ?? null })
  const [runs, recording] = await Promise.all([served && listRuns(served.id), keptRecording(flow)])
  return { runs: runs?.ok ? runs.value : [], recording }
}

/**
 * Shows the newest run of the flow that is open, so that a reload loses nothing; where the server has none, or is away,
 * the recording that is kept here. `wanted` stays on screen until it is known whether the server has it.
 */
const showNewest = async (session: RunSession, wanted?: string): Promise<void> => {
  asked += 1
  const question = asked
  const { flowId } = documentStore.use.getState()
  if (wanted === undefined) session.leave()
  if (flowId === null) return
  const { runs, recording } = await knownOf(flowId)
  if (question !== asked || useRuns.getState().shown?.run.id !== wanted) return
  useRuns.setState({ recording })
  const found = runs.find(({ id }) => id === wanted) ?? runs[0]
  if (found) await session.show(found.id)
  else if (recording) session.play(recording)
}

/** Without the server, a run that is over is a recording of it; where none is shown, the one that is kept is. */
const goOffline = (session: RunSession): void => {
  const { shown, recording } = useRuns.getState()
  const over = shown?.document && recordingOf(shown.document, shown, shown.events)
  if (over) useRuns.setState({ shown: { ...shown, recorded: over.recordedAt } })
  else if (!shown && recording) session.play(recording)
}

/** The runs of this tab's flow. */
export const runSession: RunSession = createRunSession({
  documents: documentStore,
  memory,
  open: openEventSource,
  soon: work => requestAnimationFrame(work),
  later: (work, ms) => setTimeout(work, ms),
})

/** Opens the flow of a recording with it: what it says can be played where nobody answers. */
export const openRecording = async (recording: Recording): Promise<void> => {
  await adoptRecording(recording)
  await showNewest(runSession)
}

/** Keeps the Run button in step with server, checks and runs, and shows the newest run of a flow that is opened. */
export const startRuns = (): void => {
  let server: Server = { info: null, reason: 'Asking the server…', away: false }
  let starting = false

  const publish = () => {
    const control = controlOf(server, useAnalysis.getState(), useRuns.getState())
    useRunControl.setState(starting ? { ...control, status: 'starting' } : control)
  }

  useRunControl.setState({
    start: wish => {
      if (useRunControl.getState().status !== 'ready') return
      starting = true
      publish()
      void runSession.start(wish).finally(() => {
        starting = false
        publish()
      })
    },
  })

  new QueryObserver(queryClient, {
    queryKey: ['server'],
    queryFn: () => valueOf(readServer()),
    refetchInterval: ASK_EVERY_MS,
    notifyOnChangeProps: ['data', 'error'],
  }).subscribe(({ data, error }) => {
    if (data === undefined && error === null) return // Still asking.
    const back = server.info === null && error === null
    const gone = server.info !== null && error !== null
    const trouble = error instanceof TroubleError ? `${error.trouble.title}. ${error.trouble.wayOut}` : ''
    server = error
      ? { info: null, reason: trouble, away: true }
      : { info: data ?? null, reason: '', away: false }
    publish()
    if (gone) goOffline(runSession)
    if (back) void showNewest(runSession, useRuns.getState().shown?.run.id)
  })
  keepRecordings()
  useAnalysis.subscribe(publish)
  useRuns.subscribe(publish)
  documentStore.use.subscribe((state, before) => {
    if (state.flowId !== before.flowId) void showNewest(runSession)
  })
}
