import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react'
import type { Definitions } from '#shared/flow/connect.ts'
import type { FlowDocument, Group } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, blockId, type ConnectionId } from '#shared/flow/ids.ts'
import type { Rect } from '#shared/scene/block-size.ts'
import type { PortPlace, Side } from '#shared/scene/port-places.ts'
import type { Cards } from './cards.ts'
import { type CardPicture, type Facts, factsOf, type Picture, pictureOf } from './picture.ts'
import { type Stub, stackPlaces, stubsOf } from './ports.ts'
import { frameId, type Standing, sameCards, sameStanding, standingOf } from './standing.ts'
import { layerOf, type Wire, type WireData } from './wires.ts'

/** What a card shows that comes from the document. Results lie beside, in the analysis store. */
export type BlockData = CardPicture & { readonly block: Block }

/** A group's frame. */
export type FrameData = { readonly id: string; readonly group: Group }

/** A folded group: one card for all its blocks. */
export type StackData = FrameData & { readonly places: readonly PortPlace[]; readonly stubs: readonly Stub[] }

/** A block card as React Flow knows it. */
export type CardNode = Node<BlockData, 'block' | 'note'>
/** A group's frame as React Flow knows it. */
export type FrameNode = Node<FrameData, 'frame'>
/** A folded group as React Flow knows it. */
export type StackNode = Node<StackData, 'stack'>
/** Everything with a place on the canvas. */
export type CanvasNode = CardNode | FrameNode | StackNode
/** A connection as React Flow knows it. */
export type WireEdge = Edge<WireData, 'wire'>

/** What the canvas draws, and where every card is. */
export type Drawing = {
  readonly nodes: CanvasNode[]
  readonly edges: WireEdge[]
  readonly cards: Cards
}

/** What else a drawing depends on. */
export type DrawOptions = {
  readonly selection: ReadonlySet<BlockId>
  readonly selectedConnections: ReadonlySet<ConnectionId>
  /** The part of the canvas that is near the screen; null = not known yet; without an area = nothing is drawn. */
  readonly near: Rect | null
  readonly today: string
}

const positions: Record<Side, Position> = {
  left: Position.Left,
  right: Position.Right,
  bottom: Position.Bottom,
}

/** The edge of a card that React Flow means. */
export const sides: Record<Position, Side> = {
  [Position.Left]: 'left',
  [Position.Right]: 'right',
  [Position.Bottom]: 'bottom',
  [Position.Top]: 'bottom',
}

/** How an edge stands among others. */
type Rank = { readonly selected: boolean; readonly zIndex: number }

/** What React Flow would call a node or an edge to a screen reader is no word of ours. */
const attributes = { 'aria-roledescription': undefined }

const handlesOf = (places: readonly PortPlace[]): NodeHandle[] =>
  places.map(place => ({
    id: place.handle,
    type: place.port.direction === 'out' ? 'source' : 'target',
    position: positions[place.side],
    x: place.x,
    y: place.y,
    width: 1,
    height: 1,
  }))

const sameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const boxOf = ({ x, y, width, height }: Rect) => ({
  position: { x, y },
  width,
  height,
  measured: { width, height },
})

const frameNode = (data: FrameData, frame: Rect): FrameNode => ({
  id: frameId(data.id),
  type: 'frame',
  ...boxOf(frame),
  zIndex: 0,
  selectable: false,
  connectable: false,
  domAttributes: attributes,
  data,
})

type Now = { readonly document: FlowDocument; readonly today: string }
type Drawn = {
  readonly selection: ReadonlySet<BlockId>
  readonly stacks: ReadonlyMap<BlockId, FrameData>
}

/** Works a value out again only when one of the things that it depends on is another one. */
const remembered = <Input, Value>(
  dependsOn: (input: Input) => readonly unknown[],
  make: (input: Input, before?: Value) => Value,
): ((input: Input) => Value) => {
  let last: { of: readonly unknown[]; value: Value } | null = null
  return input => {
    const of = dependsOn(input)
    if (!last || last.of.some((part, at) => part !== of[at])) last = { of, value: make(input, last?.value) }
    return last.value
  }
}

/** How many blocks are given to React Flow at once whatever is on screen; larger flows are cut to what is near. */
const ALWAYS_WHOLE = 300

const shownOf = (cards: Cards, near: Rect | null): readonly BlockId[] => {
  if (near && near.width === 0) return []
  if (cards.at.size <= ALWAYS_WHOLE) return [...cards.at.keys()]
  return near ? cards.within(near) : []
}

/** Turns documents into drawings, keeping everything identical that did not change. */
export type Bridge = { draw(document: FlowDocument, options: DrawOptions): Drawing }

/** Makes a bridge; it remembers what it drew last. */
export const createBridge = (definitions: Definitions): Bridge => {
  const nodes = new Map<string, CanvasNode>()
  const edges = new Map<string, WireEdge>()
  const standingNow = remembered(
    (document: FlowDocument) => [document.layout, document.graph.blocks, document.parts.groups],
    (document, before?: Standing) => {
      const standing = standingOf(document, definitions)
      return before && sameStanding(before, standing) ? before : standing
    },
  )
  const factsNow = remembered(
    ({ document, today }: Now) => [document.graph, today],
    ({ document, today }) => factsOf(document.graph, definitions, today),
  )
  const pictureNow = remembered(
    (now: Now) => [now.document.graph, standingNow(now.document), now.today],
    (now, before?: Picture) => {
      const { graph } = now.document
      const standing = standingNow(now.document)
      const [sameFacts, facts] = [lastFacts === factsNow(now), factsNow(now)]
      lastFacts = facts
      if (before?.context.graph === graph && sameFacts && sameCards(before.context.standing, standing)) {
        const { picture, changed } = before.moved(standing)
        for (const id of changed) {
          drawnNodes.delete(id)
          for (const { connection } of picture.wiresAt(id)) drawnEdges.delete(connection.id)
        }
        return picture
      }
      // What was kept is kept by what it says; from here on the same picture gives the same nodes.
      drawnNodes.clear()
      drawnEdges.clear()
      return pictureOf({ graph, definitions, standing }, facts)
    },
  )
  let lastFacts: Facts | null = null
  const drawnNodes = new Map<string, CanvasNode>()
  const drawnEdges = new Map<string, WireEdge>()

  const keep = (node: CanvasNode): CanvasNode => {
    const old = nodes.get(node.id)
    const same =
      old?.type === node.type &&
      old.selected === node.selected &&
      sameJson([old.position, old.width, old.height], [node.position, node.width, node.height]) &&
      sameJson(old.data, node.data)
    const kept = same ? old : node
    nodes.set(node.id, kept)
    return kept
  }

  const keepEdge = (edge: WireEdge): WireEdge => {
    const old = edges.get(edge.id)
    const kept = old && sameJson(old, edge) ? old : edge
    edges.set(edge.id, kept)
    return kept
  }

  const cardNode = (id: BlockId, picture: Picture, selected: boolean): CanvasNode | null => {
    const { graph, standing } = picture.context
    const card = standing.cards.at.get(id)
    const block = graph.blocks[id]
    const drawn = block && picture.card(block)
    if (!card || !drawn) return null
    return {
      id,
      type: drawn.places.length === 0 && definitions(block.kind)?.ports.length === 0 ? 'note' : 'block',
      ...boxOf(card),
      zIndex: 10,
      selected,
      handles: handlesOf(drawn.places),
      domAttributes: attributes,
      data: { block, ...drawn },
    }
  }

  const stackNode = (id: BlockId, picture: Picture, group: FrameData): CanvasNode | null => {
    const card = picture.context.standing.cards.at.get(id)
    if (!card) return null
    const mine = picture.wiresAt(id)
    const places = stackPlaces(id, mine)
    return {
      id,
      type: 'stack',
      ...boxOf(card),
      zIndex: 10,
      selectable: false,
      handles: handlesOf(places),
      domAttributes: attributes,
      data: { ...group, places, stubs: stubsOf(id, mine, picture.context) },
    }
  }

  const edgeOf = (wire: Wire, picture: Picture, { selected, zIndex }: Rank): WireEdge => {
    const { fromHandle: _from, toHandle, source, target, ...data } = wire
    const { handle, ...course } = picture.leaving(wire)
    return {
      id: wire.connection.id,
      type: 'wire',
      source,
      target,
      sourceHandle: handle,
      targetHandle: toHandle,
      zIndex,
      selected,
      ariaLabel: `Connection from ${wire.label}`,
      domAttributes: attributes,
      data: { ...data, ...course },
    }
  }

  const nodeNow = (id: BlockId, picture: Picture, { selection, stacks }: Drawn): CanvasNode | null => {
    const selected = selection.has(id)
    const drawn = drawnNodes.get(id)
    if (drawn && (drawn.selected ?? false) === selected) return drawn
    const stack = stacks.get(id)
    const fresh = stack ? stackNode(id, picture, stack) : cardNode(id, picture, selected)
    const node = fresh && keep(fresh)
    if (node) drawnNodes.set(id, node)
    return node
  }

  const edgeNow = (wire: Wire, picture: Picture, rank: Rank): WireEdge => {
    const drawn = drawnEdges.get(wire.connection.id)
    if (drawn?.selected === rank.selected && drawn.zIndex === rank.zIndex) return drawn
    const edge = keepEdge(edgeOf(wire, picture, rank))
    drawnEdges.set(edge.id, edge)
    return edge
  }

  return {
    draw: (document, { selection, selectedConnections, near, today }) => {
      const { parts } = document
      const picture = pictureNow({ document, today })
      const { standing } = picture.context
      const { cards } = standing
      const stacks = new Map(Object.entries(parts.groups).map(([id, group]) => [frameId(id), { id, group }]))
      const drawn: Drawn = { selection, stacks }

      const within = shownOf(cards, near)
      const shown = new Set<BlockId>(within)
      const wires = new Map<ConnectionId, Wire>()
      for (const id of within) {
        for (const wire of picture.wiresAt(id)) {
          wires.set(wire.connection.id, wire)
          shown.add(wire.source)
          shown.add(wire.target)
        }
      }
      const frames = [...standing.frames].flatMap(([id, frame]): CanvasNode[] => {
        const group = parts.groups[id]
        return group ? [keep(frameNode({ id, group }, frame))] : []
      })
      const edge = (wire: Wire): WireEdge => {
        const selected = selectedConnections.has(wire.connection.id)
        return edgeNow(wire, picture, { selected, zIndex: layerOf(wire, selection) })
      }
      const nodes = [...frames, ...[...shown].flatMap(id => nodeNow(id, picture, drawn) ?? [])]
      return { nodes, edges: [...wires.values()].map(edge), cards }
    },
  }
}

/** The block that a node of React Flow stands for. */
export const blockOfNode = (node: { id: string }): BlockId => blockId(node.id)
