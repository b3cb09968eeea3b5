import type { Point } from '#shared/scene/route.ts'
import type { Anchor, State, StateMachine, Transition } from '../state-machine.ts'
import { type Face, textWidth } from './text.ts'

/** A rectangle of a picture, in pixels from its top left corner. */
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A state with its box. */
export type PlacedState = Area & { readonly state: State }

/** A transition with its corners and the place of its words. */
export type PlacedTransition = {
  readonly transition: Transition
  readonly points: readonly Point[]
  /** One entry per line of its words; `x` is their middle, `y` their base line. */
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  /** The room that the words take. */
  readonly words: Area
  /** The words stand on their line and need a ground. */
  readonly onLine: boolean
}

/** Everything of a machine's picture, measured. */
export type MachineLayout = {
  readonly width: number
  readonly height: number
  readonly states: readonly PlacedState[]
  readonly transitions: readonly PlacedTransition[]
}

/** How the words at a transition are set. */
export const LABEL: Face = { size: 11 }
const LINE = 13
const BOX = { width: 184, height: 46 }
const MOMENT_WIDTH = 150
const PITCH = { x: 318, y: 112 }
const MARGIN = { x: 44, top: 62, bottom: 58 }
/** Length of the piece by which a beginning enters its first state. */
const STUB = 32

const centreX = (column: number): number => MARGIN.x + BOX.width / 2 + column * PITCH.x
const centreY = (row: number): number => MARGIN.top + BOX.height / 2 + row * PITCH.y

const boxOf = (state: State): PlacedState => {
  const width = state.told === 'moment' ? MOMENT_WIDTH : BOX.width
  const [column, row] = state.at
  return {
    state,
    x: centreX(column) - width / 2,
    y: centreY(row) - BOX.height / 2,
    width,
    height: BOX.height,
  }
}

const anchorPoint = (box: Area, [side, offset = 0]: Anchor): Point => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  switch (side) {
    case 'n':
      return { x: x + offset, y: box.y }
    case 's':
      return { x: x + offset, y: box.y + box.height }
    case 'w':
      return { x: box.x, y: y + offset }
    case 'e':
      return { x: box.x + box.width, y: y + offset }
    default:
      return side satisfies never
  }
}

const outside = (box: Area, [side, offset = 0]: Anchor): Point => {
  const at = anchorPoint(box, [side, offset])
  switch (side) {
    case 'n':
      return { x: at.x, y: at.y - STUB }
    case 's':
      return { x: at.x, y: at.y + STUB }
    case 'w':
      return { x: at.x - STUB, y: at.y }
    case 'e':
      return { x: at.x + STUB, y: at.y }
    default:
      return side satisfies never
  }
}

const isFlat = (anchor: Anchor): boolean => anchor[0] === 'e' || anchor[0] === 'w'

/** The corners between two points: along the lanes that are named, else by the one corner that is needed. */
const corners = (from: Point, to: Point, { route }: Transition): Point[] => {
  const points = [from]
  let flat = isFlat(route.from)
  let last = from
  for (const lane of route.via ?? []) {
    last = flat ? { x: centreX(lane), y: last.y } : { x: last.x, y: centreY(lane) }
    points.push(last)
    flat = !flat
  }
  if (last.x !== to.x && last.y !== to.y) points.push(flat ? { x: to.x, y: last.y } : { x: last.x, y: to.y })
  return [...points, to]
}

const longest = (points: readonly Point[]): number => {
  let best = { index: 0, length: -1 }
  for (const [index, point] of points.entries()) {
    const next = points[index + 1]
    if (!next) break
    const length = Math.abs(next.x - point.x) + Math.abs(next.y - point.y)
    if (length > best.length) best = { index, length }
  }
  return best.index
}

type Words = Pick<PlacedTransition, 'lines' | 'words' | 'onLine'>

const beside = (texts: readonly string[], at: { x: number; top: number }): Words => {
  const width = Math.max(...texts.map(text => textWidth(text, LABEL)))
  const area = { x: at.x - width / 2 - 2, y: at.top, width: width + 4, height: texts.length * LINE + 1 }
  return {
    lines: texts.map((text, index) => ({ text, x: at.x, y: at.top + 10 + index * LINE })),
    words: area,
    onLine: false,
  }
}

const wordsOf = (transition: Transition, points: readonly Point[]): Words => {
  const { route, says } = transition
  const texts = says.split('|')
  const index = route.label ?? longest(points)
  const [a, b] = [points[index], points[index + 1]]
  if (!a || !b) return beside(texts, { x: 0, top: 0 })
  const shift = route.shift ?? 0
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  if (a.y === b.y) {
    const top = route.below === true ? a.y + 4 : a.y - 5 - texts.length * LINE
    return beside(texts, { x: middle.x + shift, top })
  }
  const top = middle.y + shift - (texts.length * LINE) / 2
  return { ...beside(texts, { x: middle.x, top }), onLine: true }
}

const placeTransition = (
  transition: Transition,
  boxes: ReadonlyMap<string, PlacedState>,
): PlacedTransition[] => {
  const { from, to, route } = transition
  const target = boxes.get(to)
  if (!target) return []
  const end = anchorPoint(target, route.to)
  if (from === 'start' || from === 'any') {
    const start = outside(target, route.to)
    const width = Math.max(...transition.says.split('|').map(text => textWidth(text, LABEL)))
    const flat = isFlat(route.to)
    const words = flat
      ? wordsOf(transition, [start, end])
      : beside(transition.says.split('|'), { x: start.x + 8 + width / 2, top: start.y - 3 })
    return [{ transition, points: [start, end], ...words, onLine: false }]
  }
  const source = boxes.get(from)
  if (!source) return []
  const points = corners(anchorPoint(source, route.from), end, transition)
  return [{ transition, points, ...wordsOf(transition, points) }]
}

/** Measures the picture of a state machine: boxes, corners of the transitions, places of the words. */
export const layOutMachine = (machine: StateMachine): MachineLayout => {
  const states = machine.states.map(boxOf)
  const boxes = new Map(states.map(box => [box.state.id, box]))
  const transitions = machine.transitions.flatMap(transition => placeTransition(transition, boxes))
  const words = transitions.map(placed => placed.words)
  const bottom = Math.max(...[...states, ...words].map(box => box.y + box.height))
  return {
    width: MARGIN.x * 2 + BOX.width + PITCH.x * 2,
    height: bottom + MARGIN.bottom,
    states,
    transitions,
  }
}
