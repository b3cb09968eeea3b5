import { describe, expect, it } from 'vitest'
import { MACHINES } from '../machines/index.ts'
import { type Area, layOutMachine } from './machine-layout.ts'
import { textWidth } from './text.ts'

const apart = (one: Area, other: Area): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y

type Named = { readonly name: string; readonly area: Area }

const collisions = (ones: readonly Named[], others: readonly Named[]): string[] =>
  ones.flatMap((one, index) =>
    others
      .filter((other, at) => (ones === others ? at > index : true) && !apart(one.area, other.area))
      .map(other => `${one.name} on ${other.name}`),
  )

/** Straight pieces as thin areas. */
const pieces = (points: readonly { x: number; y: number }[], name: string): Named[] =>
  points.slice(1).flatMap((point, index) => {
    const before = points[index]
    if (!before) return []
    const area = {
      x: Math.min(before.x, point.x),
      y: Math.min(before.y, point.y),
      width: Math.max(Math.abs(before.x - point.x), 0.5),
      height: Math.max(Math.abs(before.y - point.y), 0.5),
    }
    return [{ name: `line “${name}”`, area }]
  })

describe.for(MACHINES.map(machine => [machine.id, machine] as const))('the picture of %s', ([, machine]) => {
  const layout = layOutMachine(machine)
  const boxes = layout.states.map(box => ({ name: box.state.id, area: box }))
  const words = layout.transitions.map(({ transition, words: area }) => ({
    name: `“${transition.says}”`,
    area,
  }))

  it('draws every state and every transition', () => {
    expect(layout.states).toHaveLength(machine.states.length)
    expect(layout.transitions).toHaveLength(machine.transitions.length)
  })

  it('keeps words inside their boxes', () => {
    for (const { state, width } of layout.states) {
      const mark = state.end === undefined ? 0 : 16
      expect(textWidth(state.id, { size: 11.5, mono: state.told !== 'moment' }) + mark).toBeLessThanOrEqual(
        width - 20,
      )
      expect(textWidth(state.meaning, { size: 11 })).toBeLessThanOrEqual(width - 20)
    }
  })

  it('lets nothing overlap', () => {
    expect([...collisions(boxes, boxes), ...collisions(words, words), ...collisions(words, boxes)]).toEqual(
      [],
    )
  })

  it('lets no line cross words of another, or a box', () => {
    const faults = layout.transitions.flatMap(({ points, transition }) => {
      const inner = pieces(points, transition.says)
      const others = words.filter(({ name }) => name !== `“${transition.says}”`)
      const passed = boxes.filter(({ name }) => name !== transition.from && name !== transition.to)
      return [...collisions(inner, others), ...collisions(inner, passed)]
    })
    expect(faults).toEqual([])
  })

  it('stays inside the picture', () => {
    const { width, height } = layout
    const outside = [...boxes, ...words].filter(
      ({ area }) =>
        area.x < 8 || area.y < 4 || area.x + area.width > width - 8 || area.y + area.height > height - 36,
    )
    expect(outside).toEqual([])
  })

  it('draws lines straight along or across', () => {
    for (const { points, transition } of layout.transitions) {
      for (const [index, point] of points.entries()) {
        const next = points[index + 1]
        if (next) expect(point.x === next.x || point.y === next.y, transition.says).toBe(true)
      }
    }
  })
})
