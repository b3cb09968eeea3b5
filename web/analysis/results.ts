import { create } from 'zustand'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { Money } from '#shared/money/money.ts'

/** Where a block stands in the run that is shown. */
export type BlockRunState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'stale'

/** What is known about one block beside the document: never stored in it. */
export type BlockResult = {
  readonly errors: number
  readonly warnings: number
  readonly advice: number
  /** The first error in a few words; the card shows it instead of its facts. */
  readonly problem?: string | undefined
  /** What the card shows at its foot, e.g. what passes through it. */
  readonly amount?: Money | undefined
  /** Parties show what they gain or pay with a sign. */
  readonly signed?: boolean | undefined
  /** Facts from a run: `sub_1PxB · 0.38 s`, or why it failed. They replace the definition's own. */
  readonly facts?: string | undefined
  readonly run?: BlockRunState | undefined
}

/** What is known about one connection. `none`: no amount can be known, or it carries no money. */
export type ConnectionResult = {
  readonly amount?: Money | undefined
  /** What a run observed instead, when it differs from `amount`. */
  readonly observed?: Money | undefined
  readonly state: 'none' | 'forecast' | 'running' | 'observed' | 'difference'
  /** The how-manieth channel it was over which the shown run moved money. */
  readonly order?: number | undefined
  /** An event connection whose event arrived in the run that is shown. */
  readonly fired?: boolean | undefined
}

/** A fee that leaves the flow at a block and is drawn as a branch that ends in the drain sign. */
export type Drain = {
  readonly amount: Money
  /** What a run booked instead, when it differs from `amount`. */
  readonly observed?: Money | undefined
  readonly label: string
  readonly state: ConnectionResult['state']
}

/** Everything that analysis and runs have found, by block and connection. */
export type Results = {
  readonly blocks: Readonly<Record<BlockId, BlockResult>>
  readonly connections: Readonly<Record<ConnectionId, ConnectionResult>>
  readonly drains: Readonly<Record<BlockId, Drain>>
  /** The largest amount on any connection, in minor units: it is drawn 18 px wide. */
  readonly largest: number
  /** How many diagnostics there are in all, for the tab and its badge. */
  readonly counts: { readonly errors: number; readonly warnings: number; readonly advice: number }
}

/** What is known before anything was analysed. */
export const noResults: Results = {
  blocks: {},
  connections: {},
  drains: {},
  largest: 0,
  counts: { errors: 0, warnings: 0, advice: 0 },
}

const nothing: BlockResult = { errors: 0, warnings: 0, advice: 0 }
const nowhere: ConnectionResult = { state: 'none' }

/** The store of results: panels and canvas read it, only analysis and the run stream write it. */
export const useResults = create<Results>(() => noResults)

/** What is known about a block; renders again only when that changes. */
export const useBlockResult = (id: BlockId): BlockResult =>
  useResults(results => results.blocks[id] ?? nothing)

/** What is known about a connection; renders again only when that changes. */
export const useConnectionResult = (id: ConnectionId): ConnectionResult =>
  useResults(results => results.connections[id] ?? nowhere)
