import { ArrowUp } from 'lucide-react'
import { useAnalysis } from '../analysis/analysis-store.ts'
import type { Command } from './command.ts'

/** Shows the previous problem in the list and its place on the canvas. */
export const previousProblem: Command = {
  id: 'previous-problem',
  label: 'Go to the previous problem',
  group: 'View',
  icon: ArrowUp,
  keys: ['Shift F8'],
  words: 'error warning advice diagnostics check',
  whileTyping: true,
  enabled: () => useAnalysis.getState().problems.some(problem => problem.suppressed === undefined),
  perform: () => void import('../view/problem-cursor.ts').then(({ stepProblem }) => stepProblem(-1)),
}
