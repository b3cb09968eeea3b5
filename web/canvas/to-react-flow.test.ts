import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId, entriesOf } from '#shared/flow/ids.ts'
import { overlap } from '#shared/scene/block-size.ts'
import { route } from '#shared/scene/route.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { movesOf, movingAfter, selectionAfter } from './from-react-flow.ts'
import { routingOf } from './paint-wires.ts'
import { createBridge, type Drawing } from './to-react-flow.ts'
import { readingOrder, walk } from './walk.ts'

const nothing = {
  selection: new Set<never>(),
  selectedConnections: new Set<never>(),
  near: null,
  today: '2026-11-23',
}

const after = (document: FlowDocument, patch: GraphPatch): FlowDocument =>
  applyPatch(document, patch).document

/** Ids of what is another object than before. */
const fresh = (before: Drawing, now: Drawing): string[] => {
  const old = new Set<unknown>([...before.nodes, ...before.edges])
  return [...now.nodes, ...now.edges].filter(each => !old.has(each)).map(each => each.id)
}

test('the flagship is drawn whole: its blocks, its frames, its folded group', () => {
  const { nodes, edges } = createBridge(definitionOf).draw(flagship.document, nothing)
  const count = (type: string): number => nodes.filter(node => node.type === type).length
  expect([count('frame'), count('stack'), count('block')]).toEqual([2, 1, 30])
  const handles = new Map(nodes.map(node => [node.id, new Set(node.handles?.map(handle => handle.id))]))
  for (const { source, target, sourceHandle, targetHandle } of edges) {
    expect(handles.get(source)).toContain(sourceHandle)
    expect(handles.get(target)).toContain(targetHandle)
  }
})

test.for<[name: string, patch: GraphPatch, fresh: readonly string[]]>([
  ['a scenario', [{ op: 'part.set', part: 'scenarios', id: 'x', value: null }], []],
  ['a name of the flow', [{ op: 'flow.set', name: 'Another' }], []],
  ['whether a block is on', [{ op: 'block.set', id: blockId('clk'), set: { disabled: true } }], ['clk']],
])('after a change of %s only what it concerns is another object', ([, patch, expected]) => {
  const bridge = createBridge(definitionOf)
  const before = bridge.draw(flagship.document, nothing)
  const now = bridge.draw(after(flagship.document, patch), nothing)
  expect(fresh(before, now).filter(id => !now.edges.some(edge => edge.id === id))).toEqual(expected)
})

test('selecting a block renews that block alone, and lifts its wires over those that share their way', () => {
  const bridge = createBridge(definitionOf)
  const before = bridge.draw(flagship.document, nothing)
  const now = bridge.draw(flagship.document, { ...nothing, selection: new Set([blockId('spl')]) })
  const mine = ({ source, target }: { source: string; target: string }) =>
    source === 'spl' || target === 'spl'
  const wires = now.edges.filter(mine)
  expect(wires.length).toBeGreaterThan(4)
  expect(fresh(before, now)).toEqual(['spl', ...wires.map(({ id }) => id)])
  const layer = (drawing: Drawing, id: string): number =>
    drawing.edges.find(edge => edge.id === id)?.zIndex ?? 0
  for (const { id } of now.edges)
    expect(layer(now, id) - layer(before, id)).toBe(wires.some(wire => wire.id === id) ? 1 : 0)
  expect(now.nodes.find(node => node.id === 'spl')?.selected).toBe(true)
})

test('nothing is drawn far away, and of a large flow nothing before the screen is known', () => {
  const far = { ...nothing, near: { x: 0, y: 0, width: 0, height: 0 } }
  const drawing = createBridge(definitionOf).draw(flagship.document, far)
  expect(drawing.edges).toEqual([])
  expect(drawing.nodes.filter(node => node.type !== 'frame')).toEqual([])
  expect(drawing.cards.at.size).toBe(31)
})

test('what is dragged moves once, and not at all when it comes back', () => {
  const id = blockId('spl')
  const place = flagship.document.layout[id] ?? { x: 0, y: 0 }
  const to = { x: place.x + 80, y: place.y }
  const moving = movingAfter(flagship.document, [{ type: 'position', id, position: to }], new Map())
  expect(moving && movesOf(flagship.document, moving)).toEqual([{ op: 'block.move', id, ...to }])
  const back = movingAfter(
    flagship.document,
    [{ type: 'position', id, position: { x: place.x, y: place.y } }],
    new Map(),
  )
  expect(back && movesOf(flagship.document, back)).toEqual([])
})

test('a selection without changes stays the same object', () => {
  const selection = new Set([blockId('spl')])
  expect(selectionAfter(selection, [{ type: 'select', id: 'spl', selected: true }])).toBe(selection)
  expect([...selectionAfter(selection, [{ type: 'select', id: 'spl', selected: false }])]).toEqual([])
})

test('arrows follow the money and come back; the border leads nowhere', () => {
  const { graph } = flagship.document
  const { cards } = createBridge(definitionOf).draw(flagship.document, nothing)
  const right = walk(graph, cards, { from: blockId('ele'), way: 'right' })
  expect(right).toBe('sub')
  expect(walk(graph, cards, { from: blockId('sub'), way: 'left' })).toBe('ele')
  const first = readingOrder(cards)[0]
  expect(first && walk(graph, cards, { from: first, way: 'left' })).toBeNull()
  expect(readingOrder(cards).length).toBe(cards.at.size)
  expect(graph.connections[connectionId('c18')]?.to.block).toBe('spl')
})

test.for(TEMPLATES.map(template => [template.id, template] as const))(
  'no wire of %s runs over a card',
  ([, template]) => {
    const { nodes, edges, cards } = createBridge(definitionOf).draw(template.document, nothing)
    const byId = new Map(nodes.map(node => [node.id, node]))
    const crossings = edges.flatMap(edge => {
      const routing = edge.data && !edge.data.stub && routingOf(edge, byId, cards)
      const points = routing ? route(routing) : []
      return points.slice(1).flatMap((to, index) => {
        const from = points[index] ?? to
        const piece = {
          x: Math.min(from.x, to.x),
          y: Math.min(from.y, to.y),
          width: Math.max(Math.abs(from.x - to.x), 1),
          height: Math.max(Math.abs(from.y - to.y), 1),
        }
        const crossed = [...cards.at].filter(
          ([id, card]) => id !== edge.source && id !== edge.target && overlap(card, piece),
        )
        return crossed.map(([id]) => `${edge.source} > ${edge.target} over ${id}`)
      })
    })
    expect(crossings).toEqual([])
  },
)

test('events that leave one port turn together; references that arrive at one block turn apart', () => {
  const { edges } = createBridge(definitionOf).draw(flagship.document, nothing)
  const courses = (of: (edge: Drawing['edges'][number]) => boolean) =>
    edges.filter(edge => of(edge) && !edge.data?.stub).map(({ data }) => [data?.turn, data?.lane])
  expect(new Set(courses(({ source }) => source === 'wh').map(String))).toEqual(new Set(['source,0']))
  const into = edges.filter(({ target, data }) => target === 'sub' && data?.carries === 'ref')
  const lanes = new Map(into.map(({ targetHandle, data }) => [targetHandle, data?.lane]))
  expect(Object.fromEntries(lanes)).toEqual({ price: 0, customer: 1, dunning: 0 })
})

test('after every move the drawing is the one that a fresh look gives, and far cards stay the same objects', () => {
  const bridge = createBridge(definitionOf)
  let document = flagship.document
  let before = bridge.draw(document, nothing)
  for (const [index, [id, place]] of entriesOf(document.layout).entries()) {
    const [x, y] = [place.x + ((index * 136) % 480) - 240, place.y + ((index * 200) % 640) - 320]
    document = after(document, [{ op: 'block.move', id, x, y }])
    const now = bridge.draw(document, nothing)
    const anew = createBridge(definitionOf).draw(document, nothing)
    expect([now.nodes, now.edges]).toEqual([anew.nodes, anew.edges])
    if (id === 'clk') expect(fresh(before, now).toSorted()).toEqual(['c01', 'clk', 'cus'])
    before = now
  }
})
