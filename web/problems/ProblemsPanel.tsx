import { Check } from 'lucide-react'
import { type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { blockOfProblem, groupProblems, shownProblems, useProblemView } from '../view/problem-list.ts'
import { useView } from '../view/view-store.ts'
import { countWords, passedWords } from './count-words.ts'
import { IgnoredList } from './IgnoredList.tsx'
import { NothingWrong } from './NothingWrong.tsx'
import { ProblemFilter } from './ProblemFilter.tsx'
import { ProblemList } from './ProblemList.tsx'
import styles from './ProblemsPanel.module.css'

/** What passes the filter, near the selection where only that is asked for; without a selection that is everything. */
const useShown = (problems: readonly Problem[]): readonly Problem[] => {
  const view = useProblemView()
  const graph = useDocument(state => state.document.graph)
  const selection = useView(state => state.selection)
  const shown = shownProblems(problems, view, graph)
  if (!view.selectionOnly || selection.size === 0) return shown
  return shown.filter(problem => {
    const block = blockOfProblem(problem, graph)
    return block !== null && selection.has(block)
  })
}

const NothingShown = () => (
  <div className={styles.nothing}>
    <div>
      <b>No problem passes the filter</b>
      <p>Some are hidden by severity, words or selection.</p>
      <Button
        size="small"
        className={styles.showAll}
        onClick={() => useProblemView.setState({ hidden: new Set(), text: '', selectionOnly: false })}
      >
        Show all problems
      </Button>
    </div>
  </div>
)

const Results = () => {
  const all = useAnalysis(state => state.problems)
  const rules = useAnalysis(state => state.rules)
  const ms = useAnalysis(state => state.ms)
  const grouping = useProblemView(view => view.grouping)
  const graph = useDocument(state => state.document.graph)
  const shown = useShown(all)
  const open = all.filter(problem => problem.suppressed === undefined)
  const ignored = all.filter(problem => problem.suppressed !== undefined)
  if (open.length === 0)
    return (
      <>
        <NothingWrong />
        <IgnoredList problems={ignored} />
      </>
    )
  return (
    <>
      <ProblemFilter problems={open} />
      {shown.length === 0 && <NothingShown />}
      <ProblemList groups={groupProblems(shown, grouping, graph)} grouping={grouping} />
      <IgnoredList problems={ignored} />
      <p className={styles.passed}>
        <Check aria-hidden />
        {passedWords(rules, new Set(all.map(problem => problem.code)).size, ms)}
      </p>
    </>
  )
}

/** Everything that is wrong with the flow, worst first, or what was found to be right. */
export const ProblemsPanel = () => {
  const status = useAnalysis(state => state.status)
  const failure = useAnalysis(state => state.failure)
  const words = useAnalysis(state => countWords(state.problems))
  return (
    <section aria-label="Problems" className={styles.panel}>
      <h2 className={styles.unseen}>Problems</h2>
      <p className={styles.unseen} aria-live="polite">
        {status === 'ready' && words}
      </p>
      {status === 'failed' && (
        <p className={styles.failed} role="alert">
          <b>The check stopped. This is our mistake, not yours.</b> Your flow is saved and unchanged; undo the
          last change or reload the page to check again. What it said: {failure}
        </p>
      )}
      {status === 'ready' && <Results />}
    </section>
  )
}
