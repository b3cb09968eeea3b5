import type { Carries } from '#shared/flow/block-definition.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { Block, Connection, FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { Rect } from '#shared/scene/block-size.ts'
import { eventsBelow, type PortPlace } from '#shared/scene/port-places.ts'
import type { Routing } from '#shared/scene/route.ts'
import { goesBack, isStub } from '#shared/scene/wires.ts'
import { neighboursOf } from '../document/neighbours.ts'
import type { Cards } from './cards.ts'
import type { Standing } from './standing.ts'

/** What a wire shows that comes from the document. */
export type WireData = {
  readonly connection: Connection
  readonly carries: Carries
  readonly lane: number
  /** Where it turns when nothing is in the way. */
  readonly turn: Routing['turn']
  readonly back: boolean
  readonly stub: boolean
  /** Money connections into the block where this one starts: an amount is labelled where it is new. */
  readonly before: readonly ConnectionId[]
  readonly label: string
}

/** How a wire keeps out of the way of its neighbours. */
export type Course = Pick<WireData, 'lane' | 'turn'>

/** A wire before it has a course: the cards where it starts and ends (a stack for a block of a folded group), and their ports. */
export type Wire = Omit<WireData, keyof Course> & {
  readonly source: BlockId
  readonly target: BlockId
  readonly fromHandle: string
  readonly toHandle: string
}

/** What wires are worked out from. */
export type WireContext = {
  readonly graph: FlowGraph
  readonly definitions: Definitions
  readonly standing: Standing
}

/** The port of a stack through which its blocks are connected to the rest. */
export const stackPort = (direction: 'in' | 'out', carries: Carries): string => `${direction}-${carries}`

const carriesOf = (connection: Connection, { graph, definitions }: WireContext): Carries => {
  const source = graph.blocks[connection.from.block]
  const port = source && definitions(source.kind)?.ports.find(each => each.id === connection.from.port)
  return port?.carries ?? 'ref'
}

type End = { readonly block: Block; readonly card: Rect; readonly stack: BlockId | undefined }

/** Event ports may sit on the bottom edge, so an event starts and ends elsewhere than money does. */
const span = (
  carries: Carries,
  [from, to]: readonly [End, End],
  definitions: Definitions,
): { right: number; down: number } => {
  const below = ({ block }: { block: Block }): boolean => {
    const definition = definitions(block.kind)
    return carries === 'event' && definition !== undefined && eventsBelow(definition)
  }
  const startX = below(from) ? from.card.x + 24 : from.card.x + from.card.width
  const endX = below(to) ? to.card.x + to.card.width - 20 : to.card.x
  const down = to.card.y + to.card.height / 2 - (from.card.y + from.card.height / 2)
  return { right: endX - startX, down }
}

const moneyBefore = (source: BlockId, context: WireContext): ConnectionId[] =>
  (neighboursOf(context.graph).into.get(source) ?? [])
    .filter(each => carriesOf(each, context) === 'money')
    .map(each => each.id)

const endOf = (id: BlockId, { graph, standing }: WireContext): End | null => {
  const block = graph.blocks[id]
  const stack = standing.standIn.get(id)
  const card = standing.cards.at.get(stack ?? id)
  return block && card ? { block, card, stack } : null
}

/** What a connection looks like; null while one of its ends has no card, or both stand in one stack. */
export const wireOf = (connection: Connection, context: WireContext): Wire | null => {
  const from = endOf(connection.from.block, context)
  const to = endOf(connection.to.block, context)
  if (!from || !to || (from.stack && from.stack === to.stack)) return null
  const carries = carriesOf(connection, context)
  const back = carries === 'money' && goesBack(from.block.kind, to.block.kind)
  return {
    connection,
    carries,
    back,
    stub: isStub({ carries, back, ...span(carries, [from, to], context.definitions) }),
    before: carries === 'money' ? moneyBefore(from.block.id, context) : [],
    label: `${from.block.label} to ${to.block.label}`,
    source: from.stack ?? from.block.id,
    target: to.stack ?? to.block.id,
    fromHandle: from.stack ? stackPort('out', carries) : connection.from.port,
    toHandle: to.stack ? stackPort('in', carries) : connection.to.port,
  }
}

const LAYERS: Readonly<Record<Carries, number>> = { ref: 1, event: 3, money: 5 }

/**
 * The layer of a wire: money over events over references. Where wires share their way, those of what is selected lie on
 * top, so that they can be hit.
 */
export const layerOf = ({ carries, source, target }: Wire, selection: ReadonlySet<string>): number =>
  LAYERS[carries] + (selection.has(source) || selection.has(target) ? 1 : 0)

/** The height at which a card's middle stands. */
export const middleOf = (cards: Cards, id: BlockId): number => {
  const card = cards.at.get(id)
  return card ? card.y + card.height / 2 : 0
}

/** Lanes of the money that leaves one card: what goes furthest turns first, so that no channel crosses another. */
export const moneyLanes = (wires: readonly Wire[], cards: Cards): Map<ConnectionId, number> => {
  const lanes = new Map<ConnectionId, number>()
  const rise = (wire: Wire): number => middleOf(cards, wire.target) - middleOf(cards, wire.source)
  const leaving = wires.filter(wire => wire.carries === 'money' && !wire.stub)
  const up = leaving.filter(wire => rise(wire) < -4).toSorted((a, b) => rise(a) - rise(b))
  const down = leaving.filter(wire => rise(wire) > 4).toSorted((a, b) => rise(b) - rise(a))
  for (const [lane, wire] of up.entries()) lanes.set(wire.connection.id, lane)
  for (const [lane, wire] of down.entries()) lanes.set(wire.connection.id, lane)
  return lanes
}

/** The lane of a reference: by the port where it arrives, counted from the side that it comes from, so that none crosses another. */
export const laneInto = (
  { source, target, toHandle }: Wire,
  places: readonly PortPlace[],
  cards: Cards,
): number => {
  const rings = places
    .filter(({ side, port }) => side === 'left' && port.carries === 'ref')
    .toSorted((a, b) => a.y - b.y)
  const row = rings.findIndex(({ handle }) => handle === toHandle)
  if (row === -1) return 0
  return middleOf(cards, source) <= middleOf(cards, target) ? row : rings.length - 1 - row
}

/** Events leave together and part where they arrive; references and channels that meet join just before they do. */
export const turnOf = (
  { carries, connection, source, target, stub }: Wire,
  ends: EndWires,
): Course['turn'] => {
  if (carries === 'ref') return 'target'
  if (carries === 'event') return 'source'
  const money = (wire: Wire): boolean => wire.carries === 'money' && !wire.stub
  const meets = ends.target.some(
    wire => money(wire) && wire.target === target && wire.connection.id !== connection.id,
  )
  const spreads = ends.source.filter(wire => money(wire) && wire.source === source).length > 1
  return meets && !spreads && !stub ? 'target' : 'source'
}

type EndWires = { readonly source: readonly Wire[]; readonly target: readonly Wire[] }
