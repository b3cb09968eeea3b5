import type { Carries } from '#shared/flow/block-definition.ts'
import type { Connection } from '#shared/flow/graph.ts'
import { blockId, type ConnectionId } from '#shared/flow/ids.ts'
import type { Rect } from '#shared/scene/block-size.ts'
import { pathOf, type Routing, route, type WireEnd } from '#shared/scene/route.ts'
import { type Colour, lengths } from '#shared/scene/tokens.ts'
import { channelWidth } from '#shared/scene/wires.ts'
import type { ConnectionResult, Results } from '../analysis/results.ts'
import type { Cards } from './cards.ts'
import { type CanvasNode, sides, type WireEdge } from './to-react-flow.ts'

/** A wire as it is painted: an SVG path in canvas units, and what it stands for. */
export type PaintedWire = {
  readonly id: ConnectionId
  readonly path: string
  readonly carries: Carries
  readonly back: boolean
}

/** Wires that look the same, in one path: few strokes instead of thousands. */
export type WireBundle = {
  readonly carries: Carries
  readonly back: boolean
  readonly state: ConnectionResult['state']
  readonly width: number
  readonly path: Path2D
}

const order: Record<Carries, number> = { ref: 0, event: 1, money: 2 }

/** Sorts wires into bundles; money comes last and so lies on top. */
export const bundlesOf = (wires: Iterable<PaintedWire>, { connections, largest }: Results): WireBundle[] => {
  const bundles = new Map<string, WireBundle>()
  for (const { id, path, carries, back } of wires) {
    const { state, amount } = connections[id] ?? { state: 'none' as const }
    const width = carries === 'money' ? Math.round(channelWidth(amount?.amount, largest)) : 0
    const key = carries === 'money' ? `${width} ${state} ${back}` : carries
    const bundle = bundles.get(key) ?? { carries, back, state, width, path: new Path2D() }
    bundle.path.addPath(new Path2D(path))
    bundles.set(key, bundle)
  }
  return [...bundles.values()].toSorted((a, b) => order[a.carries] - order[b.carries])
}

const paintMoney = (
  context: CanvasRenderingContext2D,
  { path, width, state, back }: WireBundle,
  colours: Record<Colour, string>,
): void => {
  const outer = Math.max(width, 4)
  const line = (colour: string, lineWidth: number): void => {
    context.strokeStyle = colour
    context.lineWidth = lineWidth
    context.stroke(path)
  }
  line(colours.canvas, outer + lengths.channel.casing)
  line(state === 'difference' ? colours.error : colours[back ? 'return' : 'money'], outer)
  const hollow = state !== 'observed' && state !== 'difference'
  if (hollow) line(colours[back ? 'returnSoft' : 'moneySoft'], outer - 2 * lengths.channel.wall)
}

/** Paints bundles of wires from far away, each with one thin stroke. */
export const paintFarWires = (
  context: CanvasRenderingContext2D,
  bundles: readonly WireBundle[],
  { colours, zoom }: { colours: Record<Colour, string>; zoom: number },
): void => {
  for (const { carries, back, state, width, path } of bundles) {
    const colour = state === 'difference' ? 'error' : back ? 'return' : 'money'
    context.strokeStyle = colours[carries === 'money' ? colour : 'lineStrong']
    context.lineWidth = carries === 'money' ? Math.max(width, 1 / zoom) : 0.5 / zoom
    context.stroke(path)
  }
}

/** Paints bundles of wires. `zoom` keeps thin lines from vanishing. */
export const paintWires = (
  context: CanvasRenderingContext2D,
  bundles: readonly WireBundle[],
  { colours, zoom }: { colours: Record<Colour, string>; zoom: number },
): void => {
  for (const bundle of bundles) {
    if (bundle.carries === 'money') {
      paintMoney(context, bundle, colours)
      continue
    }
    const event = bundle.carries === 'event'
    context.strokeStyle = event ? colours.lineStrong : colours.ink3
    context.lineWidth = Math.max(event ? lengths.event.width : lengths.reference.width, 0.6 / zoom)
    context.setLineDash(event ? lengths.event.dash : [])
    context.stroke(bundle.path)
    context.setLineDash([])
  }
}

const endAt = (node: CanvasNode | undefined, handle: string | null | undefined): WireEnd | null => {
  const found = node?.handles?.find(each => each.id === handle)
  if (!node || !found) return null
  return { x: node.position.x + found.x, y: node.position.y + found.y, side: sides[found.position] }
}

const cached = new WeakMap<WireEdge, { at: string; path: string }>()

/** What a wire has to know to find its way between two cards as they stand now; null while one of them is not drawn. */
export const routingOf = (
  edge: WireEdge,
  nodes: ReadonlyMap<string, CanvasNode>,
  cards: Cards,
): Routing | null => {
  const from = endAt(nodes.get(edge.source), edge.sourceHandle)
  const to = endAt(nodes.get(edge.target), edge.targetHandle)
  if (!from || !to || !edge.data) return null
  const { lane, turn } = edge.data
  const rect = (id: string): Rect | undefined => cards.at.get(blockId(id))
  return {
    from,
    to,
    lane,
    turn,
    ends: [rect(edge.source), rect(edge.target)],
    cardsIn: area =>
      cards
        .within(area)
        .flatMap(id => (id === edge.source || id === edge.target ? [] : (cards.at.get(id) ?? []))),
  }
}

/** The path of a wire; worked out again only when one of its ends moved. */
const pathBetween = (edge: WireEdge, nodes: ReadonlyMap<string, CanvasNode>, cards: Cards): string | null => {
  const routing = routingOf(edge, nodes, cards)
  if (!routing) return null
  const { from, to } = routing
  const at = `${from.x} ${from.y} ${to.x} ${to.y}`
  const known = cached.get(edge)
  if (known?.at === at) return known.path
  const corner = edge.data?.carries === 'money' ? lengths.channel.corner : lengths.reference.corner
  const path = pathOf(route(routing), corner)
  cached.set(edge, { at, path })
  return path
}

/** The wires of a drawing as they are painted: those that are tags from near are left out. */
export const paintedWires = (
  nodes: readonly CanvasNode[],
  edges: readonly WireEdge[],
  cards: Cards,
): PaintedWire[] => {
  const byId = new Map(nodes.map(node => [node.id, node]))
  return edges.flatMap(edge => {
    if (!edge.data || edge.data.stub) return []
    const path = pathBetween(edge, byId, cards)
    const { connection, carries, back } = edge.data
    return path ? [{ id: connection.id, path, carries, back }] : []
  })
}

/** A wire from far away: three straight pieces from card to card. */
export const farPath = ({ from, to }: Connection, cards: Cards): string | null => {
  const [a, b] = [cards.at.get(from.block), cards.at.get(to.block)]
  if (!a || !b) return null
  const middle = (a.x + a.width + b.x) / 2
  return `M${a.x + a.width} ${a.y + a.height / 2}H${middle}V${b.y + b.height / 2}H${b.x}`
}
