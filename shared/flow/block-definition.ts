import type { Account, Posting } from '#shared/money/posting.ts'
import type { MoneyArrival, PaidLine, ReactionArrival } from './arrival.ts'
import type { Fields, PropsOf } from './fields.ts'
import type { Block, FlowGraph, Platform } from './graph.ts'
import type { BlockId } from './ids.ts'
import type { OperationDraft, Param, ReactionDraft, Ref, SplitTerms } from './parameters.ts'

/** What a connection carries: money, the id of an object, or events. */
export type Carries = 'money' | 'ref' | 'event'

/** One port of a block kind. */
export type Port = {
  readonly id: string
  readonly label: string
  readonly direction: 'in' | 'out'
  readonly carries: Carries
  /** Kinds that may be connected; absent = every kind with a port of the same letter that accepts this one. */
  readonly accepts?: readonly string[]
  readonly arity: 'one' | 'many'
  /** An in-port that must be connected, or an out-port whose money must go somewhere. */
  readonly required: boolean
}

/** The six families of blocks, in palette order. */
export type Category = 'customer' | 'catalog' | 'billing' | 'payments' | 'connect' | 'operations'

/** Who cares about a block: architect, developer, product, finance, risk, operations, provider. */
export type Persona = 'A' | 'D' | 'P' | 'F' | 'R' | 'O' | 'V'

/** A graph with the look-ups that definitions and rules need. Disabled blocks and their connections are absent. */
export type FlowIndex = {
  readonly graph: FlowGraph
  readonly platform: Platform
  /** Day on which the flow is looked at, ISO date; rules about ages and time windows use it. */
  readonly today: string
  /** What only the API knows, when somebody has asked it. */
  readonly known?: Known
  block(id: BlockId): Block | undefined
  blocks(): readonly Block[]
  ofKind(kind: string): readonly Block[]
  /** Blocks connected into a port of a block, in the order in which they were connected; all ports when none is named. */
  into(block: Block, port?: string): readonly Block[]
  outOf(block: Block, port?: string): readonly Block[]
}

/** Facts from the API or the environment that the same rules use on the server. */
export type Known = {
  readonly keyKind?: 'secret' | 'restricted'
  readonly keyMode?: 'test' | 'live'
  /** Capability status of connected accounts by block id. */
  readonly capabilities?: Readonly<Record<string, string>>
  readonly livemode?: Readonly<Record<string, boolean>>
}

/** What a block's `compile` may do. Refs of other blocks are compiled on demand, so order does not matter. */
export type CompileContext = {
  readonly mode: 'attended' | 'unattended'
  readonly flow: FlowIndex
  /** Adds one operation; the result refers to the object that it returns (`path: 'id'`). */
  call(call: string, params: Readonly<Record<string, Param>>, more?: OperationDraft): Ref
  /** Says what an out-port hands on. */
  give(port: string, ref: Ref): void
  /** What the one block connected into a reference port hands on; null when nothing is connected. */
  ref(port: string): Ref | null
  refs(port: string): readonly { readonly block: Block; readonly ref: Ref }[]
  /** What an out-port of another block hands on; null when it makes no call in this mode. */
  given(block: Block, port: string): Ref | null
  /** Operations of the blocks connected into a port, to be waited for. */
  after(port: string): readonly Ref[]
  /** The calls that `react` makes form a reaction to these events. */
  on(reaction: ReactionDraft, react: (trigger: Ref) => void): void
  /** Hands money on inside a reaction: each block connected to the out-port `receive`s it. */
  pass(port: string, arrival: (to: Block) => ReactionArrival | null): void
  /** Declares the terms of a split, to be worked out at run time from paid lines and charges. */
  terms(terms: SplitTerms): void
  /** The test clock on which everything of this plan happens. */
  clock(operation: Ref, startsAt: number): void
}

/** What a block's `forecast` may do in one month. */
export type ForecastContext = {
  readonly flow: FlowIndex
  /** Month that is played, from 1. */
  readonly month: number
  /** Day of this payment, counted from the first one (day 0). */
  readonly day: number
  /** True between the payment of the month and the next one: only prices by the day or week are billed. */
  readonly between: boolean
  /** Whether this block does something for the first time in the month; asking it counts as doing it. */
  firstInMonth(): boolean
  /** Money that arrived at a port at this payment. */
  incoming(port: string): readonly MoneyArrival[]
  /** Takes money from the blocks connected into a port: what a subscription does to its payment element. */
  draw(port: string, arrival: MoneyArrival): void
  /** Hands money on: each block connected to the out-port gets its arrival; null = nothing. */
  send(port: string, arrival: (to: Block) => MoneyArrival | null): void
  /** Books a posting; so many days after the payment where money waits on its way. */
  post(posting: Posting, waitDays?: number): void
  /** Costs that Stripe bills to the platform apart from the payment, and tax that is owed; shown, not reconciled. */
  bill(posting: Posting, waitDays?: number): void
  /** Lines that this month's payment bills besides: what a change in mid-cycle left for it. */
  readonly carried: readonly PaidLine[]
  /**
   * What a payment of this total charges: an invoice less the customer's credit and credit notes; 0 = nothing, as what is
   * below the minimum charge.
   */
  charged(payment: Block, total: number, currency: string): number
  /** Fee of one payment of this block: percent parts and fixed part added exactly, rounded half up once. */
  cardFee(amount: number, currency: string): number
}

/** Properties that do not go together. The message goes on from the title of the field: “is left out where …”. */
export type Conflict = { readonly field: string; readonly message: string }

/** Everything about a block kind. Palette, form, checks, compiler, forecast, exporters and docs derive from it. */
export type BlockDefinition<K extends string = string, F extends Fields = Fields> = {
  readonly kind: K
  readonly title: string
  readonly summary: string
  /** Name of a lucide icon. */
  readonly icon: string
  /** For the generated pages and `sluice explain`; the editor's bundle leaves it out, as it does what only the worker calls. */
  readonly docs: { readonly body: string; readonly source: string }
  readonly category: Category
  readonly personas: readonly Persona[]
  /** Needs in plain words, by which the palette finds it ("pay several sellers"). */
  readonly keywords: readonly string[]
  /** Stripe events that its objects give rise to. */
  readonly events: readonly string[]
  readonly fields: F
  /**
   * Properties of a block that a person adds, beside the initial ones: an example that is complete and can be changed.
   * (An initial value is what a property means that a document leaves out.)
   */
  readonly startsWith?: Readonly<Record<string, unknown>>
  /** Kinds without which a block of this kind is of no use: they come along when a person adds it. */
  readonly brings?: readonly string[]
  readonly ports: readonly Port[]
  /** Card size on the canvas. */
  readonly size: 'standard' | 'tall' | 'compact' | 'handler'
  /** Imported from old designs only, never offered. */
  readonly legacy?: boolean
  /** What is wrong with several properties together, each of which is right by itself: the one to change, and why. */
  conflict?(props: PropsOf<F>): Conflict | null
  /** One short line for the card: "3 items, one payment a month". */
  facts?(block: Block<K, PropsOf<F>>, flow: FlowIndex): string
  /** What must stand in Stripe's Dashboard, since no call sets it: "Billing, Revenue recovery: …"; '' = nothing. */
  precondition?(block: Block<K, PropsOf<F>>): string
  /** Account in which its money lies: `balance:A`. */
  account?(block: Block<K, PropsOf<F>>): Account
  compile?(block: Block<K, PropsOf<F>>, context: CompileContext): void
  /** Inside a reaction: what happens to money that arrives here. */
  receive?(block: Block<K, PropsOf<F>>, arrival: ReactionArrival, context: CompileContext): void
  forecast?(block: Block<K, PropsOf<F>>, context: ForecastContext): void
}

/** Types a definition by what it holds. */
export const defineBlock = <const K extends string, F extends Fields>(
  definition: BlockDefinition<K, F>,
): BlockDefinition<K, F> => definition
