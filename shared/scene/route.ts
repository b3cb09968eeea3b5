import { boundsOf, overlap, type Rect } from './block-size.ts'
import type { Side } from './port-places.ts'

/** A point in canvas units. */
export type Point = { readonly x: number; readonly y: number }

/** One end of a wire: where, and on which edge of its card. */
export type WireEnd = Point & { readonly side: Side }

/** What a wire has to know to find its way. */
export type Routing = {
  readonly from: WireEnd
  readonly to: WireEnd
  /** Wires that leave one card turn one after the other: 0 turns first. */
  readonly lane: number
  /** `source`: turns near where it starts (money that spreads); `target`: near where it ends (references that gather). */
  readonly turn: 'source' | 'target'
  /** The cards at both ends, so that a wire that runs backwards passes close by them. */
  readonly ends?: readonly [Rect | undefined, Rect | undefined]
  /** Cards that stand in a rectangle, without those at the wire's own ends. */
  readonly cardsIn: (area: Rect) => readonly Rect[]
}

const STUB = 16
const LANE = 14
const CLEAR = 12

const straight = (points: readonly Point[]): Point[] => {
  const kept: Point[] = []
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (last && Math.abs(last.x - point.x) < 0.5 && Math.abs(last.y - point.y) < 0.5) continue
    const inLine =
      before &&
      last &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (inLine) kept.pop()
    kept.push(point)
  }
  return kept
}

const segment = (a: Point, b: Point): Rect => ({
  x: Math.min(a.x, b.x) - 3,
  y: Math.min(a.y, b.y) - 3,
  width: Math.abs(a.x - b.x) + 6,
  height: Math.abs(a.y - b.y) + 6,
})

const hits = (points: readonly Point[], cards: readonly Rect[]): number => {
  let count = 0
  for (const [index, point] of points.entries()) {
    const next = points[index + 1]
    if (!next) break
    const piece = segment(point, next)
    count += cards.filter(card => overlap(piece, card)).length
  }
  return count
}

const lengthOf = (points: readonly Point[]): number =>
  points.reduce((sum, point, index) => {
    const next = points[index + 1]
    return next ? sum + Math.abs(next.x - point.x) + Math.abs(next.y - point.y) : sum
  }, 0)

/** Ways around: above the highest and below the lowest card that stands in between. */
const around = ({ from, to, lane }: Routing, cards: readonly Rect[]): Point[][] => {
  const box = boundsOf(cards)
  if (!box) return []
  const room = to.x - from.x > 120 ? 36 : 0
  const [start, end] = [from.x + STUB + lane * 4, to.x - STUB - room - lane * 12]
  return [box.y - CLEAR - lane * 6, box.y + box.height + CLEAR + lane * 6].map(y => [
    from,
    { x: start, y: from.y },
    { x: start, y },
    { x: end, y },
    { x: end, y: to.y },
    to,
  ])
}

const forward = (routing: Routing, cards: readonly Rect[]): Point[][] => {
  const { from, to, lane, turn } = routing
  if (Math.abs(from.y - to.y) < 1) return [[from, to], ...around(routing, cards)]
  const nearSource = Math.min(from.x + STUB + lane * LANE, to.x - 8)
  const nearTarget = Math.max(to.x - 40 - lane * 12, from.x + 8)
  const middle = (from.x + to.x) / 2
  const turns = turn === 'source' ? [nearSource, nearTarget, middle] : [nearTarget, nearSource, middle]
  const vertical = (x: number): Point[] => [from, { x, y: from.y }, { x, y: to.y }, to]
  return [...turns.map(vertical), ...around(routing, cards)]
}

const backward = ({ from, to, lane, ends = [undefined, undefined] }: Routing): Point[][] => {
  const [start, end] = [from.x + STUB + lane * 6, to.x - STUB - lane * 6]
  const low = Math.max(from.y, to.y) + 64
  const close = ends.flatMap(card => (card ? [card.y - STUB, card.y + card.height + STUB] : []))
  return [...close, (from.y + to.y) / 2, low].map(y => [
    from,
    { x: start, y: from.y },
    { x: start, y },
    { x: end, y },
    { x: end, y: to.y },
    to,
  ])
}

const fromBottom = ({ from, to, lane }: Routing): Point[][] => {
  const below = Math.max(from.y, to.y) + STUB + lane * 6
  if (to.side === 'bottom') {
    return [[from, { x: from.x, y: below }, { x: to.x, y: below }, to]]
  }
  const corner: Point[] = [from, { x: from.x, y: to.y }, to]
  const step = from.y + STUB + lane * 6
  const detour = (y: number): Point[] => {
    const x = to.x - STUB - lane * 6
    return [from, { x: from.x, y }, { x, y }, { x, y: to.y }, to]
  }
  return to.y > from.y + 8 && to.x > from.x + 8 ? [corner, detour(step)] : [detour(step), detour(below + 40)]
}

const toBottom = ({ from, to, lane }: Routing): Point[][] => {
  const corner: Point[] = [from, { x: to.x, y: from.y }, to]
  const detour = (x: number): Point[] => {
    const y = to.y + STUB + lane * 6
    return [from, { x, y: from.y }, { x, y }, { x: to.x, y }, to]
  }
  const x = from.x + STUB + lane * 6
  return from.y > to.y + 8 && to.x > from.x + 8 ? [corner, detour(x)] : [detour(x)]
}

/** Cards between the two ends, with room to walk around them. */
const between = ({ from, to, cardsIn }: Routing): readonly Rect[] =>
  cardsIn({
    x: Math.min(from.x, to.x) + 2,
    y: Math.min(from.y, to.y) - 8,
    width: Math.max(Math.abs(from.x - to.x) - 4, 1),
    height: Math.abs(from.y - to.y) + 16,
  })

/**
 * The corners of an orthogonal wire, from end to end: the shortest of a few tidy shapes that crosses the fewest cards.
 */
export const route = (routing: Routing): readonly Point[] => {
  const { from, to } = routing
  const cards = between(routing)
  const shapes = (): Point[][] => {
    if (from.side === 'bottom') return fromBottom(routing)
    if (to.side === 'bottom') return toBottom(routing)
    return to.x - from.x >= 20 ? forward(routing, cards) : backward(routing)
  }
  let best: { points: Point[]; cost: number } | null = null
  for (const [rank, shape] of shapes().entries()) {
    const points = straight(shape.map(({ x, y }) => ({ x, y })))
    const inTheWay =
      rank < 3
        ? cards
        : routing.cardsIn(
            boundsOf(points.map(point => ({ ...point, width: 1, height: 1 }))) ?? segment(from, to),
          )
    const cost = hits(points, inTheWay) * 10_000 + lengthOf(points) + points.length * 24 + rank * 8
    if (!best || cost < best.cost) best = { points, cost }
  }
  return best?.points ?? [from, to]
}

const toward = (from: Point, to: Point, by: number): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by }
}

const round = (value: number): number => Math.round(value * 100) / 100

/** The corners as an SVG path with rounded corners. */
export const pathOf = (points: readonly Point[], radius: number): string => {
  const [first] = points
  if (!first) return ''
  const parts = [`M${round(first.x)} ${round(first.y)}`]
  for (const [index, point] of points.entries()) {
    if (index === 0) continue
    const [before, next] = [points[index - 1], points[index + 1]]
    if (!before || !next) {
      parts.push(`L${round(point.x)} ${round(point.y)}`)
      continue
    }
    const short = Math.min(
      Math.hypot(point.x - before.x, point.y - before.y),
      Math.hypot(next.x - point.x, next.y - point.y),
    )
    const bend = Math.min(radius, short / 2)
    const [start, end] = [toward(point, before, bend), toward(point, next, bend)]
    parts.push(
      `L${round(start.x)} ${round(start.y)}Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`,
    )
  }
  return parts.join('')
}

/** Where an amount stands on a wire: the middle of its last long straight piece, which must have room for `width`. */
export const labelPlace = (points: readonly Point[], width: number): Point => {
  let best: { a: Point; b: Point; length: number } | null = null
  for (let index = points.length - 1; index > 0; index -= 1) {
    const [a, b] = [points[index - 1], points[index]]
    if (!a || !b) continue
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
    if (a.y === b.y && length >= width) return { x: (a.x + b.x) / 2, y: a.y }
    if (!best || length > best.length) best = { a, b, length }
  }
  return best ? { x: (best.a.x + best.b.x) / 2, y: (best.a.y + best.b.y) / 2 } : { x: 0, y: 0 }
}
