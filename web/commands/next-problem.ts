import { ArrowDown } from 'lucide-react'
import { useAnalysis } from '../analysis/analysis-store.ts'
import type { Command } from './command.ts'

/** Shows the next problem in the list and its place on the canvas. */
export const nextProblem: Command = {
  id: 'next-problem',
  label: 'Go to the next problem',
  group: 'View',
  icon: ArrowDown,
  keys: ['F8'],
  words: 'error warning advice diagnostics check',
  whileTyping: true,
  enabled: () => useAnalysis.getState().problems.some(problem => problem.suppressed === undefined),
  perform: () => void import('../view/problem-cursor.ts').then(({ stepProblem }) => stepProblem(1)),
}
