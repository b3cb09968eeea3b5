import type { Carries, FlowIndex } from '#shared/flow/block-definition.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import { type Definitions, portOf } from '#shared/flow/connect.ts'
import type { Place } from '#shared/flow/document.ts'
import { connectionsOf, indexFlow } from '#shared/flow/flow-index.ts'
import type { Connection, FlowGraph } from '#shared/flow/graph.ts'
import { type BlockId, type ConnectionId, entriesOf } from '#shared/flow/ids.ts'
import { boundsOf, grown, overlap, type Rect } from './block-size.ts'
import { placeBlocks, sizeOf } from './place.ts'
import { placePorts } from './port-places.ts'
import { pathOf, route, type WireEnd } from './route.ts'
import { type Card, drawCard, type Mark, type Palette } from './scene-card.ts'
import { element, escapeXml } from './svg.ts'
import { type Colour, dark, fonts, lengths, light, type Theme } from './tokens.ts'

/** How a picture is drawn. Without `layout`, blocks are placed along their connections. */
export type SceneOptions = {
  readonly title: string
  readonly definitions: Definitions
  readonly layout?: Readonly<Record<BlockId, Place>> | undefined
  readonly theme?: Theme | undefined
  /** What is wrong, by block and by connection. */
  readonly marks?: ReadonlyMap<BlockId | ConnectionId, Mark> | undefined
  /** What stands inside a lucide icon's SVG; tiles stay empty without. */
  readonly icon?: ((name: string) => string | undefined) | undefined
}

const MARGIN = 24

const cardsOf = (
  graph: FlowGraph,
  { definitions, layout, marks }: SceneOptions,
  flow: FlowIndex,
): Map<BlockId, Card> => {
  const at = layout ?? placeBlocks(graph, definitions)
  const connections = connectionsOf(graph)
  return new Map(
    entriesOf(graph.blocks).map(([id, block]) => {
      const definition = definitions(block.kind)
      const { x, y } = at[id] ?? { x: 0, y: 0 }
      const ends = connections.flatMap(({ from, to }) => [from, to]).filter(end => end.block === id)
      const connected = new Set(ends.map(({ port }) => port))
      const places = definition
        ? placePorts(definition, {
            connected,
            leaving: leavingOf(connections, id, at),
            height: heightsOf(connections, id, at),
          })
        : []
      return [
        id,
        { block, definition, flow, places, rect: { x, y, ...sizeOf(definition) }, mark: marks?.get(id) },
      ]
    }),
  )
}

/** What leaves each port, ordered by where it goes, so that wires do not cross at their start. */
const leavingOf = (
  connections: readonly Connection[],
  block: BlockId,
  places: Readonly<Record<BlockId, Place>>,
): Record<string, ConnectionId[]> => {
  const leaving: Record<string, ConnectionId[]> = {}
  const height = ({ to }: Connection) => places[to.block]?.y ?? 0
  for (const { id, from } of connections.toSorted((a, b) => height(a) - height(b)))
    if (from.block === block) leaving[from.port] = [...(leaving[from.port] ?? []), id]
  return leaving
}

/** How high the other ends of each port's connections are; the highest counts. */
const heightsOf = (
  connections: readonly Connection[],
  block: BlockId,
  places: Readonly<Record<BlockId, Place>>,
): Record<string, number> => {
  const heights: Record<string, number> = {}
  for (const { from, to } of connections) {
    const [own, other] = from.block === block ? [from, to] : [to, from]
    if (own.block !== block) continue
    heights[own.port] = Math.min(heights[own.port] ?? Infinity, places[other.block]?.y ?? 0)
  }
  return heights
}

type End = { readonly card: Card | undefined; readonly port: string; readonly connection: ConnectionId }

const cardsAround = (cards: ReadonlyMap<BlockId, Card>, ends: readonly BlockId[]) => {
  const rects = [...cards].filter(([id]) => !ends.includes(id)).map(([, { rect }]) => rect)
  return (area: Rect) => rects.filter(rect => overlap(rect, area))
}

const endOf = ({ card, port, connection }: End): WireEnd | null => {
  if (!card) return null
  const places = card.places.filter(place => place.port.id === port)
  const place = places.find(candidate => candidate.connection === connection) ?? places[0]
  return place ? { x: card.rect.x + place.x, y: card.rect.y + place.y, side: place.side } : null
}

const STROKES: Readonly<Record<Carries, { colour: Colour; width: number; dash?: string }>> = {
  money: { colour: 'money', width: 6 },
  ref: { colour: 'ink3', width: lengths.reference.width },
  event: { colour: 'ink3', width: lengths.event.width, dash: lengths.event.dash.join(' ') },
}

const MARKED: Readonly<Record<Mark, Colour>> = { error: 'error', warning: 'warn', info: 'accent' }

type Drawing = {
  graph: FlowGraph
  cards: ReadonlyMap<BlockId, Card>
  options: SceneOptions
  palette: Palette
}

const drawWire = (
  connection: Connection,
  lane: number,
  { graph, cards, options, palette }: Drawing,
): string => {
  const { id } = connection
  const from = endOf({ card: cards.get(connection.from.block), port: connection.from.port, connection: id })
  const to = endOf({ card: cards.get(connection.to.block), port: connection.to.port, connection: id })
  if (!from || !to) return ''
  const carries = portOf(graph, connection.from, options.definitions)?.carries ?? 'ref'
  const cardsIn = cardsAround(cards, [connection.from.block, connection.to.block])
  const points = route({ from, to, lane, turn: carries === 'money' ? 'source' : 'target', cardsIn })
  const { colour, width, dash } = STROKES[carries]
  const corner = carries === 'money' ? lengths.channel.corner : lengths.reference.corner
  const mark = options.marks?.get(id)
  return element('path', {
    d: pathOf(points, corner),
    fill: 'none',
    stroke: palette.colour(mark ? MARKED[mark] : colour),
    'stroke-width': mark ? Math.max(2, width) : width,
    'stroke-dasharray': dash,
  })
}

/**
 * A flow as an SVG picture: the same cards, ports and wires as on the canvas, from the graph alone. Pure, so exports,
 * documentation and tests get the same picture for the same flow. Texts are escaped; nothing is fetched.
 */
export const scene = (graph: FlowGraph, options: SceneOptions): string => {
  const colours = options.theme === 'dark' ? dark : light
  const palette: Palette = { colour: name => colours[name], ...(options.icon ? { icon: options.icon } : {}) }
  const flow = indexFlow(completeProps(graph, options.definitions).graph, { today: '1970-01-01' })
  const cards = cardsOf(graph, options, flow)
  const box = grown(
    boundsOf([...cards.values()].map(({ rect }) => rect)) ?? { x: 0, y: 0, width: 240, height: 72 },
    MARGIN,
  )
  const drawing: Drawing = { graph, cards, options, palette }
  const lanes = new Map<BlockId, number>()
  const wires = connectionsOf(graph).map(connection => {
    const lane = lanes.get(connection.from.block) ?? 0
    lanes.set(connection.from.block, lane + 1)
    return drawWire(connection, lane, drawing)
  })
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
      width: box.width,
      height: box.height,
      role: 'img',
      'font-family': fonts.sans,
    },
    [
      `<title>${escapeXml(options.title)}</title>`,
      element('rect', { ...box, fill: palette.colour('canvas') }),
      ...wires,
      ...[...cards.values()].map(card => drawCard(card, palette)),
    ].join('\n'),
  )
}
