import { expect, test } from 'vitest'
import { circlesOf } from './circles.ts'

const find = (graph: Readonly<Record<string, string>>) =>
  circlesOf(Object.keys(graph), node => (graph[node] ?? '').split('').filter(next => next in graph)).map(
    circle => circle.join(''),
  )

test.for<[string, Record<string, string>, string[]]>([
  ['nothing', {}, []],
  ['a path', { a: 'b', b: 'c', c: '' }, []],
  ['a loop', { a: 'a' }, ['a']],
  ['a circle behind a path', { a: 'b', b: 'c', c: 'b' }, ['bc']],
  ['two circles', { a: 'b', b: 'ac', c: 'd', d: 'c' }, ['ab', 'cd']],
  ['one circle with a short cut', { a: 'bc', b: 'c', c: 'a' }, ['abc']],
])('finds the circles of %s', ([, graph, circles]) => {
  expect(find(graph)).toEqual(circles)
})

test('a long circle does not overflow the stack', () => {
  const nodes = Array.from({ length: 50_000 }, (_, index) => index)
  expect(circlesOf(nodes, node => [(node + 1) % nodes.length])).toHaveLength(1)
})
