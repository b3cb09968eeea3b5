import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import type { ConnectionId } from '#shared/flow/ids.ts'
import { blockSizes, type Size } from './block-size.ts'
import { lengths } from './tokens.ts'
import { isReturning } from './wires.ts'

/** The edge of a card on which a port sits. */
export type Side = 'left' | 'right' | 'bottom'

/** Where a port sits. A money out-port has one place (a gate) for each of its connections. */
export type PortPlace = {
  /** Names the place within its block: the port's id, and for further gates `#` and a number. */
  readonly handle: string
  readonly port: Port
  readonly side: Side
  /** From the card's top left corner. */
  readonly x: number
  readonly y: number
  /** The connection that leaves through this gate, when the port has several. */
  readonly connection?: ConnectionId | undefined
}

/** What is connected to a block: which ports, and what leaves each money out-port, from top to bottom. */
export type PortUse = {
  readonly connected: ReadonlySet<string>
  readonly leaving: Readonly<Record<string, readonly ConnectionId[]>>
  /** How high the other ends of a port's connections are, so that wires from above arrive above the others. */
  readonly height: Readonly<Record<string, number>>
}

/** Nothing is connected. */
export const unused: PortUse = { connected: new Set(), leaving: {}, height: {} }

/** The port's id of a handle: gates of one port differ by what follows `#`. */
export const portOfHandle = (handle: string): string => handle.split('#', 1)[0] ?? handle

type Placing = {
  definition: Pick<BlockDefinition, 'ports' | 'size' | 'category' | 'kind'>
  size: Size
  use: PortUse
}
type Gate = { handle: string; port: Port; connection?: ConnectionId }

/** `count` positions centred at `middle`, `apart` from each other, closer when that is more than `length`. */
const spread = (
  count: number,
  { middle, apart, length }: { middle: number; apart: number; length: number },
): number[] => {
  const step = count < 2 ? 0 : Math.min(apart, length / (count - 1))
  return Array.from({ length: count }, (_, index) => middle + (index - (count - 1) / 2) * step)
}

const gatesOf = (port: Port, use: PortUse): Gate[] => {
  const leaving = use.leaving[port.id] ?? []
  if (port.direction === 'in' || leaving.length < 2) return [{ handle: port.id, port }]
  return leaving.map((connection, index) => ({
    handle: index === 0 ? port.id : `${port.id}#${index}`,
    port,
    connection,
  }))
}

/** References in: all when there are few; of many only those that are connected, or have to be. */
const isVisible = (port: Port, { definition, use }: Placing): boolean => {
  if (port.carries !== 'ref' || port.direction === 'out') return true
  const wanted = (each: Port): boolean => each.required || use.connected.has(each.id)
  const alike = definition.ports.filter(each => each.carries === 'ref' && each.direction === 'in')
  return wanted(port) || (alike.length <= 2 && !alike.some(wanted))
}

/**
 * Event ports of blocks that move money sit on the bottom edge, out of the money's way; what listens, and what
 * takes money back, has them beside.
 */
export const eventsBelow = ({ ports, category, kind }: Placing['definition']): boolean =>
  category !== 'operations' && !isReturning(kind) && ports.some(port => port.carries === 'money')

/** The height of the middle gate: cards of both sizes meet in a straight line when they stand on the grid. */
const gateLine = ({ height }: Size): number => (height > 80 ? 44 : height / 2)

const placeMoney = (side: 'left' | 'right', placing: Placing): PortPlace[] => {
  const { definition, size, use } = placing
  const direction = side === 'left' ? 'in' : 'out'
  const gates = definition.ports
    .filter(port => port.carries === 'money' && port.direction === direction)
    .flatMap(port => gatesOf(port, use))
  const places = spread(gates.length, {
    middle: gateLine(size),
    apart: lengths.gate.apart,
    length: size.height - 24,
  })
  return gates.map((gate, index) => ({
    ...gate,
    side,
    x: side === 'left' ? 0 : size.width,
    y: places[index] ?? gateLine(size),
  }))
}

/** Rings stand above and below the gates of their side, or share the side when it has no gate. */
const ringRows = (count: number, gates: readonly number[], height: number): number[] => {
  const [first, last] = [gates[0], gates.at(-1)]
  if (first === undefined || last === undefined) {
    const middle = height < 60 ? height / 2 : 20 + (count - 1) * 7
    return spread(count, { middle, apart: 14, length: height - 16 })
  }
  const above = height > 80 ? Math.ceil(count / 2) : Math.floor(count / 2)
  return [
    ...spread(above, { middle: (first - 2) / 2, apart: 14, length: first - 24 }),
    ...spread(count - above, { middle: (height + last + 4) / 2, apart: 14, length: height - last - 24 }),
  ]
}

const placeRings = (side: 'left' | 'right', placing: Placing, gates: readonly PortPlace[]): PortPlace[] => {
  const { definition, size } = placing
  const direction = side === 'left' ? 'in' : 'out'
  const heightOf = (port: Port): number => placing.use.height[port.id] ?? Number.POSITIVE_INFINITY
  const rings = definition.ports
    .filter(port => port.carries === 'ref' && port.direction === direction && isVisible(port, placing))
    .toSorted((a, b) => (heightOf(a) === heightOf(b) ? 0 : heightOf(a) - heightOf(b)))
  const rows = ringRows(
    rings.length,
    gates.map(gate => gate.y),
    size.height,
  )
  return rings.map((port, index) => ({
    handle: port.id,
    port,
    side,
    x: side === 'left' ? 0 : size.width,
    y: rows[index] ?? size.height / 2,
  }))
}

const placeEventsBelow = ({ definition, size }: Placing): PortPlace[] => {
  const events = definition.ports.filter(port => port.carries === 'event')
  const outs = events.filter(port => port.direction === 'out')
  const ins = events.filter(port => port.direction === 'in')
  const at = (port: Port, x: number): PortPlace => ({
    handle: port.id,
    port,
    side: 'bottom',
    x,
    y: size.height,
  })
  return [
    ...outs.map((port, index) => at(port, 24 + index * 20)),
    ...ins.map((port, index) => at(port, size.width - 20 - index * 20)),
  ]
}

const placeEventsBeside = (
  side: 'left' | 'right',
  placing: Placing,
  taken: readonly PortPlace[],
): PortPlace[] => {
  const { definition, size } = placing
  const direction = side === 'left' ? 'in' : 'out'
  const events = definition.ports.filter(port => port.carries === 'event' && port.direction === direction)
  const middle = taken.length === 0 ? size.height / 2 : size.height - 18
  const rows = spread(events.length, { middle, apart: 20, length: size.height - 24 })
  return events.map((port, index) => ({
    handle: port.id,
    port,
    side,
    x: side === 'left' ? 0 : size.width,
    y: rows[index] ?? middle,
  }))
}

/**
 * Where every port of a block sits. Money gates stand in the middle of their side, references above and below
 * them, events at the bottom edge (or beside, on blocks that move no money). Optional references that nothing
 * is connected to are left out when there are many.
 */
export const placePorts = (definition: Placing['definition'], use: PortUse): PortPlace[] => {
  const placing: Placing = { definition, size: blockSizes[definition.size], use }
  const sides = (['left', 'right'] as const).flatMap(side => {
    const money = placeMoney(side, placing)
    const taken = [...money, ...placeRings(side, placing, money)]
    return eventsBelow(placing.definition) ? taken : [...taken, ...placeEventsBeside(side, placing, taken)]
  })
  return eventsBelow(placing.definition) ? [...sides, ...placeEventsBelow(placing)] : sides
}
