import { describe, expect, it, test } from 'vitest'
import type { Rect } from './block-size.ts'
import { labelPlace, type Point, pathOf, type Routing, route, type WireEnd } from './route.ts'

const right = (x: number, y: number): WireEnd => ({ x, y, side: 'right' })
const left = (x: number, y: number): WireEnd => ({ x, y, side: 'left' })
const bottom = (x: number, y: number): WireEnd => ({ x, y, side: 'bottom' })
const routing = (from: WireEnd, to: WireEnd, more: Partial<Routing> = {}): Routing => ({
  from,
  to,
  lane: 0,
  turn: 'source',
  cardsIn: () => [],
  ...more,
})
const corners = (points: readonly Point[]): number[][] => points.map(({ x, y }) => [x, y])

const isOrthogonal = (points: readonly Point[]): boolean =>
  points.every((point, index) => {
    const next = points[index + 1]
    return !next || point.x === next.x || point.y === next.y
  })

describe('route', () => {
  it('is straight between gates of one height', () => {
    expect(corners(route(routing(right(0, 50), left(80, 50))))).toEqual([
      [0, 50],
      [80, 50],
    ])
  })

  it('turns near the source when money spreads, later in the next lane', () => {
    expect(corners(route(routing(right(0, 50), left(100, 0), { lane: 1 })))).toEqual([
      [0, 50],
      [30, 50],
      [30, 0],
      [100, 0],
    ])
  })

  it('turns near the target when references gather', () => {
    expect(corners(route(routing(right(0, 0), left(200, 90), { turn: 'target' })))).toEqual([
      [0, 0],
      [160, 0],
      [160, 90],
      [200, 90],
    ])
  })

  it('goes around a card that stands in between', () => {
    const card: Rect = { x: 60, y: 20, width: 80, height: 60 }
    const points = route(routing(right(0, 50), left(300, 50), { cardsIn: () => [card] }))
    expect(corners(points)).toEqual([
      [0, 50],
      [16, 50],
      [16, 8],
      [248, 8],
      [248, 50],
      [300, 50],
    ])
  })

  it('drops from a bottom port and rises to one', () => {
    expect(corners(route(routing(bottom(24, 100), left(80, 160))))).toEqual([
      [24, 100],
      [24, 160],
      [80, 160],
    ])
    expect(corners(route(routing(right(0, 200), bottom(40, 100))))).toEqual([
      [0, 200],
      [40, 200],
      [40, 100],
    ])
  })

  test.for([
    [right(300, 0), left(0, 100)],
    [right(300, 0), left(280, 0)],
    [bottom(300, 0), left(0, 100)],
    [bottom(300, 0), bottom(0, 100)],
    [right(300, 0), bottom(0, 100)],
    [right(0, 0), bottom(10, 100)],
  ] as const)('only has right angles, wherever the ends are (%#)', ([from, to]) => {
    const points = route(routing(from, to))
    expect(isOrthogonal(points)).toBe(true)
    expect([points[0], points.at(-1)]).toEqual([
      { x: from.x, y: from.y },
      { x: to.x, y: to.y },
    ])
  })
})

describe('pathOf', () => {
  it('rounds corners, by half of a short piece at most', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 40, y: 8 },
      { x: 90, y: 8 },
    ]
    expect(pathOf(points, 12)).toBe('M0 0L36 0Q40 0 40 4L40 4Q40 8 44 8L90 8')
  })

  it('is empty without points', () => {
    expect(pathOf([], 12)).toBe('')
  })
})

describe('labelPlace', () => {
  it('is the middle of the last level piece that has room', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
      { x: 200, y: 80 },
      { x: 230, y: 80 },
    ]
    expect(labelPlace(points, 64)).toEqual({ x: 100, y: 0 })
    expect(labelPlace(points, 20)).toEqual({ x: 215, y: 80 })
  })
})
