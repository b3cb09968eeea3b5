import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { GraphView } from './rule.ts'
import { type Cell, cellOf, type Known, type Tracker } from './tracking.ts'

const within = <K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** Something worked out once per flow, however many rules ask. An equal value after an edit disturbs nobody. */
export const perFlow = <T, F extends GraphView = GraphView>(derive: (flow: F) => T): ((flow: F) => T) => {
  const known = new WeakMap<Tracker, Cell<T>>()
  return flow =>
    flow.tracker.valueOf(within(known, flow.tracker, () => cellOf<T>('kept', () => derive(flow))))
}

/** What is worked out per block, by the block's number: cells when readers are watched, else values alone. */
type Numbered<T> = { readonly cells: Cell<T>[]; readonly values: Known<T>[] }

const numbered = <T>(): Numbered<T> => ({ cells: [], values: [] })

const perNumber = <T, F extends GraphView>(
  role: Cell['role'],
  derive: (flow: F, id: BlockId) => T,
): ((flow: F, id: BlockId) => T) => {
  const known = new WeakMap<Tracker, Numbered<T>>()
  return (flow, id) => {
    const { cells, values } = within(known, flow.tracker, numbered<T>)
    const number = flow.numberOf(id)
    if (!flow.tracker.watches) return (values[number] ??= { value: derive(flow, id) }).value
    return flow.tracker.valueOf((cells[number] ??= cellOf(role, () => derive(flow, id))))
  }
}

/** Something worked out once per place of a flow; it looks up itself what it needs of the block. */
export const perPlace = <T, F extends GraphView = GraphView>(derive: (flow: F, id: BlockId) => T) =>
  perNumber('derived', derive)

/** Something worked out once per place, at once again after an edit, so that an equal value disturbs nobody. */
export const perPlaceKept = <T, F extends GraphView = GraphView>(derive: (flow: F, id: BlockId) => T) =>
  perNumber('kept', derive)

/** Something of the later stages worked out once per place; an equal value after an edit disturbs nobody. */
export const perPlaceLate = <T, F extends GraphView = GraphView>(derive: (flow: F, id: BlockId) => T) =>
  perNumber('late', derive)

/** Something worked out once per block of a flow, however many rules ask. */
export const perBlock = <F extends GraphView, T>(
  derive: (flow: F, block: Block) => T,
): ((flow: F, block: Block) => T) => {
  const known = new WeakMap<Tracker, Numbered<T>>()
  return (flow, block) => {
    const { cells, values } = within(known, flow.tracker, numbered<T>)
    const number = flow.numberOf(block.id)
    if (!flow.tracker.watches) return (values[number] ??= { value: derive(flow, block) }).value
    const cell = (cells[number] ??= cellOf<T>('derived'))
    if (!cell.fresh)
      cell.derive = () => {
        flow.block(block.id)
        return derive(flow, block)
      }
    return flow.tracker.valueOf(cell)
  }
}

/** Blocks of a flow that belong together, in graph order. */
export type Part = { readonly members: readonly BlockId[] }

/** Parts of a flow: `near` says which blocks belong with one. Each block is in one part. */
export const partsBy = (
  near: (flow: GraphView, id: BlockId) => readonly BlockId[],
): ((flow: GraphView, id: BlockId) => Part) => {
  const known = new WeakMap<Tracker, Cell<Part>[]>()
  const gather = (flow: GraphView, start: BlockId): Part => {
    const members = new Set([start])
    for (const id of members) for (const other of near(flow, id)) members.add(other)
    return { members: flow.inOrder([...members]) }
  }
  return (flow, id) => {
    const cells = within(known, flow.tracker, (): Cell<Part>[] => [])
    const before = cells[flow.numberOf(id)]
    if (before?.fresh) return flow.tracker.valueOf(before)
    const cell = cellOf<Part>('derived', () => gather(flow, id))
    const part = flow.tracker.valueOf(cell)
    for (const member of part.members) cells[flow.numberOf(member)] = cell
    return part
  }
}

/** Something worked out once per part of a flow. */
export const perPart = <F extends GraphView, T>(
  derive: (flow: F, part: Part) => T,
): ((flow: F, part: Part) => T) => {
  const known = new WeakMap<Part, Cell<T>>()
  return (flow, part) =>
    flow.tracker.valueOf(within(known, part, () => cellOf<T>('derived', () => derive(flow, part))))
}
