import type { RunSummary } from '#shared/api/runs.ts'
import type { ShownRun } from '../analysis/run-store.ts'
import { runNumber } from '../analysis/use-run-list.ts'
import { Select } from '../ui/Select.tsx'
import { runTime } from './run-time.ts'
import { compareWith, useCompared } from './use-compared.ts'

/** Stands for “beside no other run” in the list of choices. */
const NONE = '(none)'

type CompareProps = { runs: readonly RunSummary[]; detail: ShownRun; className?: string | undefined }

/** Chooses the run that stands beside the shown one. */
export const CompareSelect = ({ runs, detail, className }: CompareProps) => {
  const other = useCompared(state => state.other)
  const others = runs.filter(run => run.id !== detail.run.id)
  if (others.length === 0) return null
  return (
    <Select
      aria-label="Compare with"
      className={className}
      prefix="Beside"
      value={others.some(({ id }) => id === other) ? (other ?? NONE) : NONE}
      choices={[
        { value: NONE, label: 'none' },
        ...others.map(run => ({
          value: run.id,
          label: `Run ${runNumber(runs, run.id)}`,
          hint: runTime(run.createdAt, new Date()),
        })),
      ]}
      onChange={id => compareWith(id === NONE ? null : id)}
    />
  )
}
