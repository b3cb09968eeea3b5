import type { Block, Connection } from '#shared/flow/graph.ts'
import type { Finding } from './diagnostic.ts'
import type { BlockRule, FlowRule, GraphView, PieceRule, Rule, Views } from './rule.ts'

type Stage<N extends keyof Views> = {
  readonly flow: readonly FlowRule<N>[]
  ofKind(kind: string): readonly BlockRule<N>[]
}

/** What a rule looks at as it is drawn. */
export type Piece<T> = Pick<Rule, 'id' | 'severity'> & {
  readonly look: (subject: T, flow: GraphView) => Iterable<Finding>
}

/** Rules sorted by stage and by the kinds that they look at, once per list of rules. */
export type RuleTable = {
  readonly stages: { readonly [N in keyof Views]: Stage<N> }
  /** Rules about blocks and connections as they are drawn. */
  readonly blockPieces: readonly Piece<Block>[]
  readonly connectionPieces: readonly Piece<Connection>[]
  /** Whether a rule reports the limits of this property in the place of `check/props`. */
  readonly hasLimit: (kind: string, field: string) => boolean
  /** Whether a rule of this id runs after the stage that errors of structure stop at. */
  readonly isLate: (code: string) => boolean
  /** Whether a rule of this id reports errors; null when there is none. */
  readonly knows: (code: string) => 'error' | 'other' | null
}

const isPieceRule = (rule: Rule): rule is PieceRule => 'pieces' in rule

const needs =
  <N extends keyof Views>(name: N) =>
  (rule: Rule): rule is Exclude<Extract<Rule, { needs: N }>, PieceRule> =>
    rule.needs === name && !isPieceRule(rule)

const stageOf = <N extends keyof Views>(rules: readonly (BlockRule<N> | FlowRule<N>)[]): Stage<N> => {
  const flow: FlowRule<N>[] = []
  const byKind = new Map<string, BlockRule<N>[]>()
  const every: BlockRule<N>[] = []
  for (const rule of rules) {
    if (rule.on === 'flow') flow.push(rule)
    else if (rule.on.includes('*')) every.push(rule)
    else for (const kind of rule.on) byKind.set(kind, [...(byKind.get(kind) ?? []), rule])
  }
  const merged = new Map([...byKind].map(([kind, own]) => [kind, [...every, ...own]]))
  return { flow, ofKind: kind => merged.get(kind) ?? every }
}

const build = (rules: readonly Rule[]): RuleTable => {
  const stages = {
    graph: stageOf<'graph'>(rules.filter(needs('graph'))),
    amounts: stageOf<'amounts'>(rules.filter(needs('amounts'))),
    events: stageOf<'events'>(rules.filter(needs('events'))),
  }
  const pieces = rules.filter(isPieceRule)
  const limits = new Set(
    rules.flatMap(rule => rule.limits ?? []).map(({ kind, field }) => `${kind} ${field}`),
  )
  const byId = new Map(rules.map((rule): [string, Rule] => [rule.id, rule]))
  return {
    stages,
    blockPieces: pieces.flatMap(({ id, severity, pieces: { block } }) =>
      block ? [{ id, severity, look: block }] : [],
    ),
    connectionPieces: pieces.flatMap(({ id, severity, pieces: { connection } }) =>
      connection ? [{ id, severity, look: connection }] : [],
    ),
    hasLimit: (kind, field) => limits.has(`${kind} ${field}`),
    isLate: code => (byId.get(code)?.needs ?? 'graph') !== 'graph',
    knows: code => {
      const rule = byId.get(code)
      return rule ? (rule.severity === 'error' ? 'error' : 'other') : null
    },
  }
}

const tables = new WeakMap<readonly Rule[], RuleTable>()

/** The table of a list of rules; made once per list object. */
export const ruleTable = (rules: readonly Rule[]): RuleTable => {
  const known = tables.get(rules)
  if (known) return known
  const table = build(rules)
  tables.set(rules, table)
  return table
}
