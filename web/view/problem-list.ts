import { create } from 'zustand'
import type { Severity } from '#shared/check/diagnostic.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { blockAt, type Problem } from '../analysis/analysis-store.ts'

/** What stands together in the list of problems. */
export type Grouping = 'severity' | 'rule' | 'block'

/** What the list shows: every severity but the hidden ones, what a text is found in, everywhere or at the selected blocks. */
export type ProblemView = {
  readonly hidden: ReadonlySet<Severity>
  readonly selectionOnly: boolean
  readonly text: string
  readonly grouping: Grouping
}

/** Problems that stand together; `key` is a severity, a rule's id, or a block's id (empty for the whole flow). */
export type ProblemGroup = { readonly key: string; readonly problems: readonly Problem[] }

/** The store of what the list of problems shows. */
export const useProblemView = create<ProblemView>(() => ({
  hidden: new Set<Severity>(),
  selectionOnly: false,
  text: '',
  grouping: 'severity',
}))

/** Shows or hides a severity. */
export const toggleSeverity = (severity: Severity): void => {
  const hidden = new Set(useProblemView.getState().hidden)
  if (!hidden.delete(severity)) hidden.add(severity)
  useProblemView.setState({ hidden })
}

/** The block that a problem is about; of a connection, the one where it ends, or starts where that is gone. */
export const blockOfProblem = ({ location }: Pick<Problem, 'location'>, graph: FlowGraph): BlockId | null => {
  if (location.at !== 'connection') return blockAt(location)
  const connection = graph.connections[location.id]
  if (!connection) return null
  return graph.blocks[connection.to.block] ? connection.to.block : connection.from.block
}

const textOf = (problem: Problem, graph: FlowGraph): string => {
  const block = blockOfProblem(problem, graph)
  const label = block === null ? '' : (graph.blocks[block]?.label ?? '')
  return [problem.message, problem.rule, problem.code, problem.why, label].join(' ').toLowerCase()
}

/** Problems that are not ignored, and that the list shows. Which blocks are selected is asked elsewhere. */
export const shownProblems = (
  problems: readonly Problem[],
  { hidden, text }: Pick<ProblemView, 'hidden' | 'text'>,
  graph: FlowGraph,
): readonly Problem[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return problems.filter(problem => {
    if (problem.suppressed !== undefined || hidden.has(problem.severity)) return false
    const said = words.length === 0 ? '' : textOf(problem, graph)
    return words.every(word => said.includes(word))
  })
}

const keyOf: Record<Grouping, (problem: Problem, graph: FlowGraph) => string> = {
  severity: problem => problem.severity,
  rule: problem => problem.code,
  block: (problem, graph) => blockOfProblem(problem, graph) ?? '',
}

/** Problems in groups; groups and what is in them stay in the order given, so that the worst comes first. */
export const groupProblems = (
  problems: readonly Problem[],
  grouping: Grouping,
  graph: FlowGraph,
): readonly ProblemGroup[] => {
  const groups = new Map<string, Problem[]>()
  for (const problem of problems) {
    const key = keyOf[grouping](problem, graph)
    const group = groups.get(key)
    if (group) group.push(problem)
    else groups.set(key, [problem])
  }
  return [...groups].map(([key, members]) => ({ key, problems: members }))
}
