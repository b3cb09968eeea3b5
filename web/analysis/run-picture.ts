import type { OperationRecord } from '#shared/api/runs.ts'
import type { Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, blockId, idsOf } from '#shared/flow/ids.ts'
import type { OperationState, RunState } from '#shared/run/fold-run.ts'
import type { RunError } from '#shared/run/run-event.ts'
import type { BlockRunState } from './results.ts'

/** What a run shows at a block. */
export type BlockPicture = { readonly state: BlockRunState; readonly facts?: string }

/** What a run shows on the canvas. */
export type RunPicture = {
  readonly blocks: ReadonlyMap<BlockId, BlockPicture>
  /** Blocks whose event arrived, or that were set off by one. */
  readonly fired: ReadonlySet<BlockId>
  /** Blocks that called something, in the order in which they first did. */
  readonly worked: readonly BlockId[]
  readonly active: boolean
}

/** A run as it is folded, with the blocks that its operations belong to. */
export type RunSource = {
  readonly graph: FlowGraph
  readonly run: RunState
  /** Block of an operation; by the records, else by the operation's own id. */
  readonly blockOf: (operation: string) => BlockId
  /** Blocks that the plan has operations for. */
  readonly planned: ReadonlySet<BlockId>
  /** Blocks that were edited since the run began. */
  readonly edited: ReadonlySet<BlockId>
  readonly events: readonly Connection[]
  /** Connections over which money goes. */
  readonly money: readonly Connection[]
}

/** The block of an operation: `qA.create` belongs to qA. */
export const blockOfOperation = (operation: string): BlockId => blockId(operation.split('.')[0] ?? operation)

/** The last letters of an object's id, which tell it from others: "sub_…x9Tq". */
export const shortId = (id: string): string => {
  const [prefix = '', ...rest] = id.split('_')
  const tail = rest.join('_')
  return tail.length <= 6 ? id : `${prefix}_…${tail.slice(-4)}`
}

/** Seconds with two decimals: "0.18 s". */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** Why a call failed, as short as a card can say it: Stripe's code in words, else what it said. */
const inWords = ({ code, message }: RunError): string =>
  code === undefined ? message : code.replace(/^./, letter => letter.toUpperCase()).replaceAll('_', ' ')

const stateOf = (own: readonly OperationState[]): BlockRunState => {
  if (own.some(operation => operation.status === 'failed')) return 'failed'
  if (own.some(operation => operation.status === 'running')) return 'running'
  return own.some(operation => operation.status === 'succeeded') ? 'succeeded' : 'skipped'
}

const factsOf = (own: readonly OperationState[], state: BlockRunState): string | undefined => {
  const failed = own.find(operation => operation.status === 'failed')
  if (failed?.error) return inWords(failed.error)
  if (state === 'running') return 'Working…'
  const time = seconds(own.reduce((total, operation) => total + operation.durationMs, 0))
  const made = own.flatMap(operation => operation.objectIds).find(id => id !== '')
  if (own.length > 1 && own.every(operation => operation.trigger !== null))
    return `${own.length} calls · ${time}`
  return made === undefined ? undefined : `${shortId(made)} · ${time}`
}

const groupByBlock = ({ run, blockOf }: RunSource): Map<BlockId, OperationState[]> => {
  const groups = new Map<BlockId, OperationState[]>()
  for (const operation of run.operations.values()) {
    const block = blockOf(operation.operation)
    groups.set(block, [...(groups.get(block) ?? []), operation])
  }
  return groups
}

/** Blocks before and behind those that an event set off, along event connections. */
const firedBlocks = (events: readonly Connection[], reacting: ReadonlySet<BlockId>): Set<BlockId> => {
  const fired = new Set(reacting)
  for (let grown = true; grown; ) {
    const before = events.filter(({ from, to }) => fired.has(to.block) && !fired.has(from.block))
    for (const { from } of before) fired.add(from.block)
    grown = before.length > 0
  }
  for (const { from, to } of events) if (reacting.has(from.block)) fired.add(to.block)
  return fired
}

/** Where a block stands for which nothing has been called: null while there is nothing to say about it. */
const idle = ({ run, planned }: RunSource, id: BlockId, reached: boolean): BlockRunState | null => {
  if (reached) return 'succeeded'
  if (run.status !== 'running' && run.status !== 'paused') return 'skipped'
  return planned.has(id) ? 'waiting' : null
}

const reactingBlocks = (groups: ReadonlyMap<BlockId, readonly OperationState[]>): ReadonlySet<BlockId> =>
  new Set([...groups].filter(([, own]) => own.some(({ trigger }) => trigger !== null)).map(([id]) => id))

const blockPicture = (
  { edited }: RunSource,
  id: BlockId,
  { own, state }: { own: readonly OperationState[]; state: BlockRunState },
): BlockPicture => {
  if (own.length === 0) return { state }
  const facts = factsOf(own, state)
  return { state: edited.has(id) ? 'stale' : state, ...(facts !== undefined && { facts }) }
}

/** Where every block stands in a run. Blocks without operations of their own follow the events and money that reached them. */
export const runPicture = (source: RunSource): RunPicture => {
  const { graph, run, planned } = source
  const groups = groupByBlock(source)
  const reacting = reactingBlocks(groups)
  const fired = firedBlocks(source.events, reacting)
  const paid = new Set(source.money.filter(({ from }) => reacting.has(from.block)).map(({ to }) => to.block))
  const blocks = new Map<BlockId, BlockPicture>()
  for (const id of idsOf(graph.blocks).filter(block => !graph.blocks[block]?.disabled)) {
    const own = groups.get(id) ?? []
    const reached = fired.has(id) || (paid.has(id) && !planned.has(id))
    const state = own.length > 0 ? stateOf(own) : idle(source, id, reached)
    if (state !== null) blocks.set(id, blockPicture(source, id, { own, state }))
  }
  return { blocks, fired, worked: [...groups.keys()], active: run.status === 'running' }
}

/** The blocks of a run's records by operation. */
export const blocksOfRecords = (records: readonly OperationRecord[]): ReadonlyMap<string, BlockId> =>
  new Map(records.map(({ operation, block }) => [operation, blockId(block)]))
