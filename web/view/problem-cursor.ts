import { create } from 'zustand'
import { fieldAt, type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { documentStore } from '../document/document-store.ts'
import { blockOfProblem, groupProblems, shownProblems, useProblemView } from './problem-list.ts'
import { openTab, revealBlock, revealField, useView } from './view-store.ts'

/** The problem that a person looks at; `asked` counts jumps, so that the list scrolls to it. */
export type ProblemCursor = { readonly key: string | null; readonly asked: number }

/** The store of the current problem. */
export const useProblemCursor = create<ProblemCursor>(() => ({ key: null, asked: 0 }))

/** Problems in the order of the list; where its filter lets nothing through, the filter is taken off. */
const walked = (): readonly Problem[] => {
  const { problems } = useAnalysis.getState()
  const { graph } = documentStore.use.getState().document
  const view = useProblemView.getState()
  const inOrder = (shown: readonly Problem[]) =>
    groupProblems(shown, view.grouping, graph).flatMap(group => group.problems)
  const shown = shownProblems(problems, view, graph)
  if (shown.length > 0) return inOrder(shown)
  useProblemView.setState({ text: '', hidden: new Set() })
  return inOrder(shownProblems(problems, useProblemView.getState(), graph))
}

const showPlace = (problem: Problem): void => {
  const block = blockOfProblem(problem, documentStore.use.getState().document.graph)
  const field = fieldAt(problem.location)
  if (block === null) return
  if (field === null) revealBlock(block)
  else revealField(block, field)
}

/** Goes to the next (1) or the previous (−1) problem, round and round: shows it in the list and on the canvas. */
export const stepProblem = (by: 1 | -1): void => {
  const problems = walked()
  if (problems.length === 0) return
  const { key, asked } = useProblemCursor.getState()
  const place = problems.findIndex(problem => problem.key === key)
  const start = place === -1 && by === -1 ? 0 : place
  const next = problems[(start + by + problems.length) % problems.length]
  if (!next) return
  useProblemCursor.setState({ key: next.key, asked: asked + 1 })
  if (!useView.getState().problemsPinned) openTab('problems')
  showPlace(next)
}
