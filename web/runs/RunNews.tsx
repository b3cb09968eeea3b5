import { useRuns } from '../analysis/run-store.ts'
import { runName, useRunList } from '../analysis/use-run-list.ts'
import styles from './tables.module.css'
import { newsOf } from './verdict.ts'

/** Reads out how the shown run stands, whichever panel is open: a failure at once, the rest when there is time. */
export const RunNews = () => {
  const detail = useRuns(state => state.shown)
  const runs = useRunList()
  const news = detail && `${runName(runs, detail)}: ${newsOf(detail).words}`
  const urgent = detail !== null && newsOf(detail).urgent
  return (
    <>
      <p role="status" aria-label="How the run stands" className={styles.unseen}>
        {urgent ? '' : news}
      </p>
      {urgent && (
        <p role="alert" className={styles.unseen}>
          {news}
        </p>
      )}
    </>
  )
}
