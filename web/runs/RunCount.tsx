import { useRunList } from '../analysis/use-run-list.ts'

/** How many runs this flow has had. */
export const RunCount = () => {
  const { length } = useRunList()
  return length > 0 ? length : null
}
