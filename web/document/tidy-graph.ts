import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js'
import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { Block, Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, entriesOf } from '#shared/flow/ids.ts'
import { blockSizes, type Rect } from '#shared/scene/block-size.ts'
import { type PortPlace, placePorts, type Side } from '#shared/scene/port-places.ts'
import { goesBack } from '#shared/scene/wires.ts'
import { cardOf } from './compose.ts'
import { neighboursOf } from './neighbours.ts'
import { turned } from './tidy-direction.ts'

/** A flow and the blocks that may move: all that stand freely when `chosen` is empty. */
export type Tidying = {
  readonly document: FlowDocument
  readonly chosen: ReadonlySet<BlockId>
  readonly definitions: Definitions
}

/** What the ids of groups begin with, so that no block has the same. */
export const GROUP = 'group:'

const stack = { width: 168, height: 56 }
const inside = '[top=40,left=16,bottom=16,right=16]'
/** The room between two cards, in canvas units. */
export const gap = 24

const options: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': String(gap),
  'elk.spacing.componentComponent': '48',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
}
const sides: Record<Side, string> = { left: 'WEST', right: 'EAST', bottom: 'SOUTH' }

/** Whether a block is a remark: it has no ports, so nothing leads to it. */
export const isNote = (block: Block, definitions: Definitions): boolean =>
  definitions(block.kind)?.ports.length === 0

/** The blocks that tidying moves: neither pinned ones nor notes, which follow the block beside them. */
const movable = ({ document, chosen, definitions }: Tidying): BlockId[] =>
  entriesOf(document.graph.blocks)
    .filter(([id, block]) => {
      const wanted = chosen.size === 0 || chosen.has(id)
      return wanted && !document.layout[id]?.pinned && !isNote(block, definitions)
    })
    .map(([id]) => id)

/** The card of a block; null when there is no such block. */
export const rectOf = ({ document, definitions }: Tidying, id: BlockId): Rect | null => {
  const block = document.graph.blocks[id]
  return block ? cardOf(document, block, definitions) : null
}

const placesOf = ({ document, definitions }: Tidying, block: Block): readonly PortPlace[] => {
  const definition = definitions(block.kind)
  const { into, outOf } = neighboursOf(document.graph)
  const connected = new Set([
    ...(into.get(block.id) ?? []).map(each => each.to.port),
    ...(outOf.get(block.id) ?? []).map(each => each.from.port),
  ])
  return definition ? placePorts(definition, { connected, leaving: {}, height: {} }) : []
}

const portId = (block: BlockId, port: string): string => `${block}.${port}`

const cardNode = (id: BlockId, tidying: Tidying): ElkNode[] => {
  const block = tidying.document.graph.blocks[id]
  if (!block) return []
  const { width, height } = blockSizes[tidying.definitions(block.kind)?.size ?? 'standard']
  const ports = placesOf(tidying, block).map(
    ({ handle, side, x, y }): ElkPort => ({
      id: portId(id, handle),
      x,
      y,
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': sides[side] },
    }),
  )
  return [{ id, width, height, ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } }]
}

/** What is laid out as one: a block, a folded group, or an open one with its blocks. */
type Unit = { readonly node: ElkNode; readonly blocks: readonly BlockId[] }

const unitsOf = (tidying: Tidying, ids: readonly BlockId[]): Unit[] => {
  const free = new Set(ids)
  const units: Unit[] = []
  for (const [id, group] of Object.entries(tidying.document.parts.groups)) {
    const blocks = group.blocks.filter(each => free.has(each))
    const whole = group.blocks.every(each => free.has(each) || !tidying.document.graph.blocks[each])
    if (!whole || blocks.length === 0) continue
    for (const block of blocks) free.delete(block)
    const node: ElkNode = group.collapsed
      ? { id: `${GROUP}${id}`, ...stack }
      : {
          id: `${GROUP}${id}`,
          children: blocks.flatMap(block => cardNode(block, tidying)),
          layoutOptions: { 'elk.padding': inside, ...options },
        }
    units.push({ node, blocks })
  }
  for (const id of free) units.push(...cardNode(id, tidying).map(node => ({ node, blocks: [id] })))
  return units
}

const isPaid = (graph: FlowGraph, id: BlockId): boolean =>
  (neighboursOf(graph).into.get(id) ?? []).some(each => each.to.port === 'money-in')

/** Money decides what lies to the right of what, except where it goes back; a reference of who is paid says little. */
const rankOf = (
  graph: FlowGraph,
  { from, to }: Pick<Connection, 'from' | 'to'>,
  definitions: Definitions,
): number => {
  const [source, target] = [graph.blocks[from.block], graph.blocks[to.block]]
  if (!source || !target) return 4
  const port = definitions(source.kind)?.ports.find(each => each.id === from.port)
  if (port?.carries === 'money') return goesBack(source.kind, target.kind) ? 4 : 0
  if (port?.carries === 'event') return 2
  return isPaid(graph, from.block) ? 3 : 1
}

/** The graph as the layout engine wants it: cards with their ports, groups as boxes around their blocks. */
export const graphToTidy = (tidying: Tidying): ElkNode => {
  const ids = movable(tidying)
  const units = unitsOf(tidying, ids)
  const ports = new Set(
    units
      .flatMap(({ node }) => [node, ...(node.children ?? [])])
      .flatMap(node => [node.id, ...(node.ports ?? []).map(port => port.id)]),
  )
  const unitOf = new Map(units.flatMap(({ node, blocks }) => blocks.map(block => [block, node.id] as const)))
  const end = (block: BlockId, port: string): string | null => {
    const found = [portId(block, port), block, unitOf.get(block)].find(each => each && ports.has(each))
    return found ?? null
  }
  const { graph } = tidying.document
  const ways = entriesOf(graph.connections).flatMap(([id, { from, to }]) => {
    const [source, target] = [end(from.block, from.port), end(to.block, to.port)]
    if (!source || !target || source === target) return []
    const standing = (block: BlockId): string => (ports.has(block) ? block : (unitOf.get(block) ?? block))
    const rank = rankOf(graph, { from, to }, tidying.definitions)
    return [{ id, source, target, from: standing(from.block), to: standing(to.block), rank }]
  })
  const back = turned(ways)
  const edges = ways.map(
    (way): ElkExtendedEdge => ({
      id: way.id,
      sources: [back.has(way) ? way.target : way.source],
      targets: [back.has(way) ? way.source : way.target],
      layoutOptions: { 'elk.layered.priority.straightness': way.rank === 0 ? '20' : '1' },
    }),
  )
  return { id: 'flow', layoutOptions: { ...options }, children: units.map(({ node }) => node), edges }
}
