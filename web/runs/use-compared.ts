import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { RunDetail } from '#shared/api/runs.ts'
import { queryClient, valueOf } from '../api/query-client.ts'
import { readRun } from '../api/runs.ts'

/** The run that stands beside the shown one; null while none is compared. */
export const useCompared = create<{ readonly other: string | null }>(() => ({ other: null }))

/** Puts a run beside the shown one; null takes it away. */
export const compareWith = (other: string | null): void => {
  useCompared.setState({ other })
}

/** The run beside the shown one with everything about it; undefined while it is fetched, null when it cannot be. */
export const useOtherRun = (id: string): RunDetail | null | undefined => {
  const { data, isError } = useQuery(
    { queryKey: ['run', id], queryFn: () => valueOf(readRun(id)) },
    queryClient,
  )
  return isError ? null : data
}
