import type { Carries, FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block, Connection, FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { PlayedMonth } from '#shared/flow/play-month.ts'
import type { Money } from '#shared/money/money.ts'
import type { Finding, Severity } from './diagnostic.ts'
import type { BlockOf, Kind } from './kinds.ts'
import type { Ends } from './place.ts'
import type { Tracker } from './tracking.ts'

/**
 * What every rule sees: the flow without disabled blocks, all props complete (a fresh block's value where nothing is
 * set). A broken prop has its fresh value here: `check/props` reports it.
 */
export type GraphView = FlowIndex & {
  /** What notes which questions a rule asks: after an edit only rules that read what changed look again. */
  readonly tracker: Tracker
  /** The graph as it is drawn: with disabled blocks and with connections that lead nowhere. A rule that asks for all of it looks again after every edit. */
  readonly drawn: FlowGraph
  /** A block as it is drawn: disabled or not, with the props that are set. */
  drawnBlock(id: BlockId): Block | undefined
  drawnConnection(id: ConnectionId): Connection | undefined
  /** Connections between enabled blocks that end or start at one. */
  connectionsAt(id: BlockId): Ends
  /** What a connection carries, by its out-port; null when that port does not exist. */
  carriesOf(connection: Connection): Carries | null
  /** Kind of an enabled block. A rule that asks for no more does not look again when the block's properties change. */
  kindOf(id: BlockId): string | undefined
  /** Blocks joined to one: connected in either direction, named by it, or naming it. */
  joinedTo(id: BlockId): readonly BlockId[]
  /** A small number that stands for a block's id as long as a flow is looked at. */
  numberOf(id: BlockId): number
  /** Ids in the order of the graph. */
  inOrder(ids: readonly BlockId[]): readonly BlockId[]
}

/** A flow whose references are resolved and whose amounts are known. */
export type PricedFlow = GraphView & {
  /** Amounts that reach a block along money connections in one payment; empty when they cannot be known. */
  amountsInto(block: Block): readonly Money[]
  /** Amount on one connection in the first payment; null when it cannot be known. */
  amountOn(connection: Connection): Money | null
  /** Everything that the first month's payments do, in the whole flow. */
  month(): PlayedMonth
  /** What the first month does among the blocks that money joins to a block. */
  monthAt(block: Block): PlayedMonth
}

/** A priced flow whose payment paths are played through. */
export type TracedFlow = PricedFlow & {
  /** Stripe events that reach a block: endpoints by what they enable, handlers by what they name of it. */
  eventsAt(block: Block): readonly string[]
}

/** What a rule may ask for, in this order; errors of structure or props stop the later ones. */
export type Views = { readonly graph: GraphView; readonly amounts: PricedFlow; readonly events: TracedFlow }

/** A flow that a rule accepts or reports, with a name that says what it shows. */
export type Example = {
  readonly name: string
  readonly graph: FlowGraph
  /** Day of looking; `2026-11-23` when absent. */
  readonly today?: string
  readonly known?: FlowIndex['known']
}

/** A flow that a rule reports, with exactly what it reports. Fixes are not compared but applied. */
export type InvalidExample = Example & { readonly reports: readonly Pick<Finding, 'message' | 'location'>[] }

/** What every rule has beside the function that finds. */
export type RuleBase<N extends keyof Views> = {
  readonly id: `${string}/${string}`
  readonly severity: Severity
  /** The view that `check` gets. */
  readonly needs: N
  /** Stripe error codes that this rule would have prevented. */
  readonly stripeCodes?: readonly string[]
  /** Properties whose limits this rule reports in the place of `check/props`. */
  readonly limits?: readonly { readonly kind: string; readonly field: string }[]
  readonly docs: { readonly title: string; readonly why: string; readonly source: string }
  readonly valid: readonly [Example, ...Example[]]
  readonly invalid: readonly [InvalidExample, ...InvalidExample[]]
}

/** A rule that looks at blocks of some kinds (`on`; `*` = all), one by one. */
export type BlockRule<N extends keyof Views = keyof Views> = RuleBase<N> & {
  readonly on: readonly string[]
  check(subject: Block, flow: Views[N]): Iterable<Finding>
}

/** A rule that looks at the whole flow. */
export type FlowRule<N extends keyof Views = keyof Views> = RuleBase<N> & {
  readonly on: 'flow'
  check(flow: Views[N]): Iterable<Finding>
}

/** A rule that looks at connections and blocks as they are drawn, one by one, also where a block is disabled or broken. */
export type PieceRule = RuleBase<'graph'> & {
  readonly on: 'flow'
  readonly pieces: {
    readonly connection?: (subject: Connection, flow: GraphView) => Iterable<Finding>
    readonly block?: (subject: Block, flow: GraphView) => Iterable<Finding>
  }
}

/** A check of designs: id, severity, stage, docs, examples, and the function that finds. */
export type Rule =
  | BlockRule<'graph'>
  | BlockRule<'amounts'>
  | BlockRule<'events'>
  | FlowRule<'graph'>
  | FlowRule<'amounts'>
  | FlowRule<'events'>
  | PieceRule

type KindRule<N extends keyof Views, K extends Kind> = RuleBase<N> & {
  readonly on: readonly K[]
  check(subject: BlockOf<K>, flow: Views[N]): Iterable<Finding>
}

/** A rule about blocks of some kinds: its subject has the props of those kinds. */
export const blockRule = <N extends keyof Views, K extends Kind>(rule: KindRule<N, K>): BlockRule<N> => rule

/** A rule about blocks whatever their kind: every one, or those of kinds that are worked out from the definitions. */
export const anyBlockRule = <N extends keyof Views>(
  rule: Omit<BlockRule<N>, 'on'> & { readonly on?: readonly string[] },
): BlockRule<N> => ({ on: ['*'], ...rule })

/** A rule about every connection and every block as they are drawn. */
export const pieceRule = (rule: Omit<PieceRule, 'on'>): PieceRule => ({ ...rule, on: 'flow' })

/** A rule about the whole flow. */
export const flowRule = <N extends keyof Views>(rule: Omit<FlowRule<N>, 'on'>): FlowRule<N> => ({
  ...rule,
  on: 'flow',
})
