import { expect, it, test } from 'vitest'
import { jsonLines, lineOf } from './json-lines.ts'

const text = `{
  "name": "a \\"b\\": {",
  "graph": { "blocks": {
      "sub": { "props": { "items": [1, {"x": true},
        "z"] } },
      "pay": {}
  } },
  "\\u0061": null
}`

test.for([
  [[], 1],
  [['name'], 2],
  [['graph', 'blocks'], 3],
  [['graph', 'blocks', 'sub', 'props', 'items'], 4],
  [['graph', 'blocks', 'sub', 'props', 'items', '1', 'x'], 4],
  [['graph', 'blocks', 'sub', 'props', 'items', '2'], 5],
  [['graph', 'blocks', 'pay'], 6],
  [['graph', 'blocks', 'sub', 'props', 'missing'], 4],
  [['missing'], 1],
  [['a'], 8],
] as const)('%j is on line %i', ([path, line]) => {
  expect(lineOf(jsonLines(text), path)).toBe(line)
})

it('does not fail on a text that is no JSON', () => {
  expect(jsonLines('{"a": [}] "b": "c').get('a')).toBe(1)
})
