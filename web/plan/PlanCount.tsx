import { useAnalysis } from '../analysis/analysis-store.ts'

/** How many calls a run makes for one payment. */
export const PlanCount = () => {
  const count = useAnalysis(({ plans }) =>
    plans
      ? plans.unattended.operations.length +
        plans.unattended.reactions.reduce((sum, { operations }) => sum + operations.length, 0)
      : 0,
  )
  return count > 0 ? count : null
}
