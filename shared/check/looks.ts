import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { CheckedFlow } from './checked-flow.ts'
import type { Diagnostic, Finding } from './diagnostic.ts'
import { NOTHING } from './found.ts'
import { atBlock } from './locations.ts'
import { normalise } from './normalise.ts'
import type { BlockRule, Rule, Views } from './rule.ts'
import type { Piece, RuleTable } from './rule-table.ts'

/** Looks at one block, one connection or one flow rule, early or late, and says what was found. */
export type Look = () => readonly Diagnostic[]

type Finder = Pick<Rule, 'id' | 'severity'>

const diagnose = ({ id, severity }: Finder, findings: Iterable<Finding>, into: Diagnostic[]) => {
  if (findings === NOTHING) return
  for (const finding of findings) into.push({ ...finding, code: id, severity })
}

const propsDiagnostic = (finding: Finding): Diagnostic => ({
  ...finding,
  code: 'check/props',
  severity: 'error',
})

const unknownKind = (block: Block): Finding => ({
  message: `“${block.label}” is of a kind that this version does not know, found “${block.kind}”`,
  location: atBlock(block.id),
  fixes: [{ title: `Delete “${block.label}”`, patch: [{ op: 'block.remove', id: block.id }] }],
})

/** What the schema of a block's kind says; a block of which it says something is skipped by the rules. */
const propsProblems = (block: Block, table: RuleTable): readonly Finding[] => {
  if (!definitionOf(block.kind)) return [unknownKind(block)]
  const { problems } = normalise(block)
  return problems.length === 0
    ? NOTHING
    : problems
        .filter(({ field, limit }) => !(limit && table.hasLimit(block.kind, field)))
        .map(problem => problem.finding)
}

/** What to look at: early looks see props, references and structure, late ones amounts and events. */
export type Looks = {
  earlyAt(id: BlockId): Look
  lateAt(id: BlockId): Look
  atConnection(id: ConnectionId): Look
  readonly earlyRules: readonly Look[]
  readonly lateRules: readonly Look[]
}

type Subject<T> = { readonly of: T; readonly view: CheckedFlow; readonly found: Diagnostic[] }

const runRules = <N extends keyof Views>(
  rules: readonly BlockRule<N>[],
  { of, view, found }: Subject<Block> & { readonly view: Views[N] },
) => {
  for (const rule of rules) diagnose(rule, rule.check(of, view), found)
}

const runPieces = <T>(pieces: readonly Piece<T>[], { of, view, found }: Subject<T>) => {
  for (const piece of pieces) diagnose(piece, piece.look(of, view), found)
}

const earlyAt = (view: CheckedFlow, table: RuleTable, id: BlockId): readonly Diagnostic[] => {
  const drawn = view.drawnBlock(id)
  if (!drawn) return NOTHING
  const block = view.block(id)
  const found: Diagnostic[] = []
  runPieces(table.blockPieces, { of: drawn, view, found })
  if (!block) return found
  const broken = propsProblems(drawn, table)
  if (broken.length > 0) return [...found, ...broken.map(propsDiagnostic)]
  runRules(table.stages.graph.ofKind(block.kind), { of: block, view, found })
  return found
}

const lateAt = (view: CheckedFlow, table: RuleTable, id: BlockId): readonly Diagnostic[] => {
  const drawn = view.drawnBlock(id)
  const block = view.block(id)
  if (!drawn || !block || propsProblems(drawn, table).length > 0) return NOTHING
  const found: Diagnostic[] = []
  runRules(table.stages.amounts.ofKind(block.kind), { of: block, view, found })
  runRules(table.stages.events.ofKind(block.kind), { of: block, view, found })
  return found
}

const atConnection = (view: CheckedFlow, table: RuleTable, id: ConnectionId): readonly Diagnostic[] => {
  const drawn = view.drawnConnection(id)
  if (!drawn) return NOTHING
  const found: Diagnostic[] = []
  runPieces(table.connectionPieces, { of: drawn, view, found })
  return found
}

/** The looks at a flow by these rules. A look at a block or connection that is gone finds nothing. */
export const looksAt = (view: CheckedFlow, table: RuleTable): Looks => {
  const { graph, amounts, events } = table.stages
  const ofRule =
    (rule: Finder & { check(flow: CheckedFlow): Iterable<Finding> }): Look =>
    () => {
      const found: Diagnostic[] = []
      diagnose(rule, rule.check(view), found)
      return found
    }
  return {
    earlyAt: id => () => earlyAt(view, table, id),
    lateAt: id => () => lateAt(view, table, id),
    atConnection: id => () => atConnection(view, table, id),
    earlyRules: graph.flow.map(ofRule),
    lateRules: [...amounts.flow.map(ofRule), ...events.flow.map(ofRule)],
  }
}
