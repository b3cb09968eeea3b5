import { useQuery } from '@tanstack/react-query'
import type { RunSummary } from '#shared/api/runs.ts'
import { queryClient, valueOf } from '../api/query-client.ts'
import { listRuns } from '../api/runs.ts'
import { recordedOn } from './recorded-on.ts'
import { type ShownRun, useRuns } from './run-store.ts'

const none: readonly RunSummary[] = []

/** The runs of the open flow, newest first; empty before the first one. */
export const useRunList = (): readonly RunSummary[] => {
  const flow = useRuns(state => state.flow)
  const { data } = useQuery(
    {
      queryKey: ['runs', flow],
      queryFn: () => (flow === null ? none : valueOf(listRuns(flow))),
      enabled: flow !== null,
    },
    queryClient,
  )
  return data ?? none
}

/** What a run is called in this flow's list: the oldest is run 1. */
export const runNumber = (runs: readonly RunSummary[], id: string): number =>
  runs.length - runs.findIndex(run => run.id === id)

/** What the shown run is called: “Run 3”, or “Recorded 23 Nov 2026”. */
export const runName = (runs: readonly RunSummary[], { run, recorded }: ShownRun): string =>
  recorded === null ? `Run ${runNumber(runs, run.id)}` : recordedOn(recorded)
