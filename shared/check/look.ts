import type { Carries, Port } from '#shared/flow/block-definition.ts'
import type { Block, Connection, PortRef } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { type BlockOf, isKind, type Kind } from './kinds.ts'
import { perBlock, perFlow } from './per-flow.ts'
import type { Ends } from './place.ts'
import { portOfKind } from './port-table.ts'
import type { GraphView } from './rule.ts'

const areAll = <K extends Kind>(blocks: readonly Block[], kind: K): blocks is readonly BlockOf<K>[] =>
  blocks.length === 0 || isKind(blocks[0], kind)

/** Every block of a kind, with its props. */
export const allOf = <K extends Kind>(flow: GraphView, kind: K): readonly BlockOf<K>[] => {
  const blocks = flow.ofKind(kind)
  return areAll(blocks, kind) ? blocks : []
}

const known = new Map<string, (flow: GraphView) => boolean>()

/** Whether a flow has a block of a kind. Who asks no more than this is not disturbed by another one of it. */
export const hasKind = (flow: GraphView, kind: Kind): boolean => {
  const asked = known.get(kind) ?? perFlow(each => each.ofKind(kind).length > 0)
  known.set(kind, asked)
  return asked(flow)
}

/** Blocks of a kind that are connected into a block. */
export const sources = <K extends Kind>(flow: GraphView, block: Block, kind: K): readonly BlockOf<K>[] =>
  flow.into(block).filter(other => isKind(other, kind))

/** Blocks of a kind that a block is connected to. */
export const targets = <K extends Kind>(flow: GraphView, block: Block, kind: K): readonly BlockOf<K>[] =>
  flow.outOf(block).filter(other => isKind(other, kind))

/** Connections that end (`into`) or start (`outOf`) at a block. */
export const connectionsAt = (flow: GraphView, block: Block): Ends => flow.connectionsAt(block.id)

/** What a connection carries, by its out-port; null when that port does not exist. */
export const carriesOf = (flow: GraphView, connection: Connection): Carries | null =>
  flow.carriesOf(connection)

/** The port of a block as it is drawn; undefined when the block, its kind, or the port does not exist. */
export const portAt = (flow: GraphView, ref: PortRef): Port | undefined =>
  portOfKind(flow.drawnBlock(ref.block)?.kind, ref.port)

type Way = readonly ['in' | 'out', Carries]

const nextOf = (flow: GraphView, block: Block, [direction, carries]: Way): readonly Block[] => {
  const ends = connectionsAt(flow, block)
  const next: Block[] = []
  for (const connection of direction === 'out' ? ends.outOf : ends.into) {
    if (flow.carriesOf(connection) !== carries) continue
    const other = flow.block(direction === 'out' ? connection.to.block : connection.from.block)
    if (other) next.push(other)
  }
  return next
}

/** How many connections far a path is followed; no payment's path is that long. */
const FARTHEST = 64

const walk = (flow: GraphView, start: Block, way: Way): readonly Block[] => {
  const seen = new Set<BlockId>([start.id])
  const found: Block[] = []
  let edge: readonly Block[] = [start]
  for (let far = 0; far < FARTHEST && edge.length > 0; far += 1) {
    const further: Block[] = []
    for (const block of edge)
      for (const next of along(flow, block, way)) {
        if (seen.has(next.id)) continue
        seen.add(next.id)
        further.push(next)
      }
    for (const block of further) found.push(block)
    edge = further
  }
  return found
}

const byWay = <T>(derive: (flow: GraphView, block: Block, way: Way) => T) => {
  const known = {
    in: {
      money: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['in', 'money'])),
      ref: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['in', 'ref'])),
      event: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['in', 'event'])),
    },
    out: {
      money: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['out', 'money'])),
      ref: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['out', 'ref'])),
      event: perBlock<GraphView, T>((flow, block) => derive(flow, block, ['out', 'event'])),
    },
  }
  return (flow: GraphView, block: Block, [direction, carries]: Way): T =>
    known[direction][carries](flow, block)
}

/** Blocks one connection of a letter further (`out`) or back (`in`). */
export const along = byWay(nextOf)

/** Every block that connections of a letter reach from a block, without itself, nearest first. */
export const reach = byWay(walk)

/** Blocks downstream along money. */
export const moneyAfter = (flow: GraphView, block: Block): readonly Block[] =>
  reach(flow, block, ['out', 'money'])
/** Blocks upstream along money. */
export const moneyBefore = (flow: GraphView, block: Block): readonly Block[] =>
  reach(flow, block, ['in', 'money'])
/** Blocks that a block's events start, one after the other. */
export const startedBy = (flow: GraphView, block: Block): readonly Block[] =>
  reach(flow, block, ['out', 'event'])
/** Blocks whose events start a block. */
export const startersOf = (flow: GraphView, block: Block): readonly Block[] =>
  reach(flow, block, ['in', 'event'])

/** Blocks of one kind among others, with their props. */
export const only = <K extends Kind>(blocks: readonly Block[], kind: K): readonly BlockOf<K>[] =>
  blocks.filter(block => isKind(block, kind))
