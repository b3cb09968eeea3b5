import { beforeEach, expect, test } from 'vitest'
import type { Severity } from '#shared/check/diagnostic.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { documentStore } from '../document/document-store.ts'
import { stepProblem, useProblemCursor } from './problem-cursor.ts'
import { groupProblems, shownProblems, useProblemView } from './problem-list.ts'

const { graph } = flagship.document
const severities: Readonly<Record<string, Severity>> = { 'connect/x': 'error', 'billing/y': 'warning' }
const problem = (key: string, code: string, block: string): Problem => ({
  key,
  code,
  severity: severities[code] ?? 'info',
  message: `${key} is wrong`,
  why: 'Money is lost',
  rule: `Rule ${code}`,
  location: block === '' ? { at: 'flow' } : { at: 'block', id: blockId(block) },
  risk: null,
})
const all = [
  problem('a', 'connect/x', 'spl'),
  problem('b', 'billing/y', 'sub'),
  problem('c', 'connect/x', 'sub'),
  problem('d', 'risk/z', ''),
]
const keys = (problems: readonly Problem[]) => problems.map(({ key }) => key).join(' ')
const shown = (text: string, hidden: readonly Severity[] = []) =>
  keys(shownProblems(all, { text, hidden: new Set(hidden) }, graph))

test.for([
  ['', [], 'a b c d'],
  ['', ['error', 'info'], 'b'],
  ['pay each PROVIDER', [], 'a'],
  ['connect/x', [], 'a c'],
  ['lost', [], 'a b c d'],
  ['home billing', [], 'b'],
  ['nothing of the sort', [], ''],
] as const)('“%s” without %s shows “%s”', ([text, hidden, expected]) => {
  expect(shown(text, hidden)).toBe(expected)
})

test('what is ignored is not shown', () => {
  const ignored: Problem = { ...problem('a', 'connect/x', 'spl'), suppressed: 'fine' }
  expect(shownProblems([ignored], { text: '', hidden: new Set() }, graph)).toEqual([])
})

test.for([
  ['severity', 'error: a c | warning: b | info: d'],
  ['rule', 'connect/x: a c | billing/y: b | risk/z: d'],
  ['block', 'spl: a | sub: b c | : d'],
] as const)('grouped by %s', ([grouping, expected]) => {
  const groups = groupProblems(all, grouping, graph)
  expect(groups.map(({ key, problems }) => `${key}: ${keys(problems)}`).join(' | ')).toBe(expected)
})

test('a problem of a connection belongs to the block where it ends', () => {
  const [id, connection] = Object.entries(graph.connections)[0] ?? []
  const at: Problem = {
    ...problem('a', 'connect/x', ''),
    location: { at: 'connection', id: connectionId(id ?? '') },
  }
  expect(groupProblems([at], 'block', graph)[0]?.key).toBe(connection?.to.block)
})

beforeEach(() => {
  documentStore.open('test', flagship.document, 0)
  useProblemCursor.setState({ key: null, asked: 0 })
  useProblemView.setState({ hidden: new Set(), text: '', grouping: 'severity', selectionOnly: false })
})

test('F8 goes through the list as it is shown, round and round', () => {
  useAnalysis.setState({ problems: all })
  const walk = (by: 1 | -1, times: number) =>
    Array.from({ length: times }, () => {
      stepProblem(by)
      return useProblemCursor.getState().key
    }).join(' ')
  useProblemView.setState({ grouping: 'rule' })
  expect(walk(1, 5)).toBe('a c b d a')
  useProblemView.setState({ text: 'home' })
  expect(walk(1, 3)).toBe('b c b')
  useProblemView.setState({ text: 'no such words' })
  expect(walk(-1, 1)).toBe('c')
})
