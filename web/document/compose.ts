import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { type Definitions, fits, refusal } from '#shared/flow/connect.ts'
import type { FlowDocument, Place } from '#shared/flow/document.ts'
import { type FlowEdit, type GraphPatch, placeEdit } from '#shared/flow/edits.ts'
import { initialProps } from '#shared/flow/fields.ts'
import type { Block, Connection, FlowGraph, PortRef } from '#shared/flow/graph.ts'
import { type BlockId, blockId, connectionId, freeId } from '#shared/flow/ids.ts'
import { blockSizes, overlap, type Rect } from '#shared/scene/block-size.ts'
import { lengths } from '#shared/scene/tokens.ts'

/** A place on the grid that blocks snap to. */
export const snapped = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({
  x: Math.round(x / lengths.snap) * lengths.snap,
  y: Math.round(y / lengths.snap) * lengths.snap,
})

/** The card of a block on the canvas; blocks without a place stand at the origin. */
export const cardOf = (document: FlowDocument, block: Block, definitions: Definitions): Rect => {
  const place = document.layout[block.id] ?? { x: 0, y: 0 }
  const size = blockSizes[definitions(block.kind)?.size ?? 'standard']
  return { x: place.x, y: place.y, ...size }
}

/** The nearest free place at or below `at` for a card of this size, so that nothing is covered. */
export const freePlace = (taken: readonly Rect[], wanted: Rect): { x: number; y: number } => {
  let { x, y } = snapped(wanted)
  for (let tries = 0; tries < 200; tries += 1) {
    const card: Rect = { x: x - 8, y: y - 8, width: wanted.width + 16, height: wanted.height + 16 }
    const blocker = taken.find(each => overlap(each, card))
    if (!blocker) break
    ;({ x, y } = snapped({ x, y: blocker.y + blocker.height + 16 }))
  }
  return { x, y }
}

/** The label of a fresh block: its kind's title, with a number when that is taken. */
const freshLabel = (graph: FlowGraph, title: string): string => {
  const taken = new Set(Object.values(graph.blocks).map((block: Block) => block.label))
  if (!taken.has(title)) return title
  let number = 2
  while (taken.has(`${title} ${number}`)) number += 1
  return `${title} ${number}`
}

/** A new connection between two ports, with an id that is free. */
export const connectionBetween = (
  taken: Readonly<Record<string, unknown>>,
  from: PortRef,
  to: PortRef,
): Connection => ({ id: connectionId(freeId(`${from.block}-${to.block}`, taken)), from, to })

/** From out-port to in-port, whichever of the two was taken first. */
export const ordered = (
  graph: FlowGraph,
  [one, other]: readonly [PortRef, PortRef],
  definitions: Definitions,
): readonly [from: PortRef, to: PortRef] => {
  const block = graph.blocks[one.block]
  const port = block && definitions(block.kind)?.ports.find(each => each.id === one.port)
  return port?.direction === 'in' ? [other, one] : [one, other]
}

/** What to add, where, and the port that it shall be connected to. */
export type Adding = {
  readonly definition: BlockDefinition
  readonly at: Place
  readonly connectTo?: PortRef | undefined
}

const partner = (
  graph: FlowGraph,
  { definition, port, block }: { definition: BlockDefinition; port: PortRef; block: Block },
  definitions: Definitions,
): readonly [PortRef, PortRef] | null => {
  const extended: FlowGraph = { ...graph, blocks: { ...graph.blocks, [block.id]: block } }
  const required = definition.ports.toSorted((a, b) => Number(b.required) - Number(a.required))
  for (const candidate of required) {
    const ends = ordered(extended, [port, { block: block.id, port: candidate.id }], definitions)
    if (refusal(extended, ends, definitions) === null) return ends
  }
  return null
}

/** The patch that adds a block, connected when it fits, and the block's id. */
export const addBlock = (
  document: FlowDocument,
  { definition, at, connectTo }: Adding,
  definitions: Definitions,
): { patch: GraphPatch; id: BlockId } => {
  const id = blockId(freeId(definition.kind, document.graph.blocks))
  const block: Block = {
    id,
    kind: definition.kind,
    label: freshLabel(document.graph, definition.title),
    props: { ...initialProps(definition.fields), ...definition.startsWith },
  }
  const size = blockSizes[definition.size]
  const taken = Object.values(document.graph.blocks).map((each: Block) => cardOf(document, each, definitions))
  const place = freePlace(taken, { x: at.x, y: at.y, ...size })
  const patch: FlowEdit[] = [{ op: 'block.add', block }, placeEdit(id, place)]
  const ends = connectTo && partner(document.graph, { definition, port: connectTo, block }, definitions)
  if (ends) {
    patch.push({
      op: 'connection.add',
      connection: connectionBetween(document.graph.connections, ends[0], ends[1]),
    })
  }
  return { patch, id }
}

/** The ends of the connection that a port and a block would make best: required ports first. Null = none may be made. */
export const bestEnds = (
  graph: FlowGraph,
  [port, target]: readonly [PortRef, BlockId],
  definitions: Definitions,
): readonly [PortRef, PortRef] | null => {
  const block = graph.blocks[target]
  const ports = (block && definitions(block.kind)?.ports) ?? []
  for (const candidate of ports.toSorted((a, b) => Number(b.required) - Number(a.required))) {
    const ends = ordered(graph, [port, { block: target, port: candidate.id }], definitions)
    if (refusal(graph, ends, definitions) === null) return ends
  }
  return null
}

/** Why nothing can be connected from a port to a block, in words. */
export const whyNot = (
  graph: FlowGraph,
  [port, target]: readonly [PortRef, BlockId],
  definitions: Definitions,
): string => {
  const block = graph.blocks[target]
  const ports = (block && definitions(block.kind)?.ports) ?? []
  const all = ports.map(each => ordered(graph, [port, { block: target, port: each.id }], definitions))
  const near =
    all.find(ends => fits(graph, ends, definitions)) ?? all.find(ends => sameLetter(graph, ends, definitions))
  const ends = near ?? all[0]
  return ends
    ? (refusal(graph, ends, definitions) ?? '')
    : `“${block?.label ?? target}” has no ports: nothing can be connected to it.`
}

/** What each port of a block says to a connection from another port: null = it may end there, else why not. */
export const answersOf = (
  graph: FlowGraph,
  [port, target]: readonly [PortRef, BlockId],
  definitions: Definitions,
): { readonly label: string; readonly reason: string | null }[] => {
  const kind = (id: BlockId): string => graph.blocks[id]?.kind ?? ''
  const own = definitions(kind(port.block))?.ports.find(each => each.id === port.port)
  const ports = definitions(kind(target))?.ports.filter(each => each.direction !== own?.direction) ?? []
  return ports.map(({ id, label }) => ({
    label,
    reason: refusal(graph, ordered(graph, [port, { block: target, port: id }], definitions), definitions),
  }))
}

const sameLetter = (
  graph: FlowGraph,
  [from, to]: readonly [PortRef, PortRef],
  definitions: Definitions,
): boolean => {
  const find = (ref: PortRef) => {
    const block = graph.blocks[ref.block]
    return block && definitions(block.kind)?.ports.find(port => port.id === ref.port)
  }
  const [out, into] = [find(from), find(to)]
  return out?.carries === into?.carries && out?.direction !== into?.direction
}

/** The patch that removes blocks (their connections go with them) and connections. */
export const removeAll = (
  document: FlowDocument,
  blocks: Iterable<BlockId>,
  connections: Iterable<Connection['id']>,
): GraphPatch => {
  const gone = new Set(blocks)
  const single = [...connections].filter(id => {
    const connection = document.graph.connections[id]
    return connection && !gone.has(connection.from.block) && !gone.has(connection.to.block)
  })
  return [
    ...single.map(id => ({ op: 'connection.remove', id }) as const),
    ...[...gone].filter(id => document.graph.blocks[id]).map(id => ({ op: 'block.remove', id }) as const),
  ]
}

/** The patch that moves blocks by a distance. */
export const moveBy = (
  document: FlowDocument,
  blocks: Iterable<BlockId>,
  by: { x: number; y: number },
): GraphPatch =>
  [...blocks].flatMap(id => {
    const place = document.layout[id]
    return place ? [{ op: 'block.move', id, x: place.x + by.x, y: place.y + by.y } as const] : []
  })
