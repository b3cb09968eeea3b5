import { expect, test } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { editedSince } from './edited-since.ts'

const { document } = flagship
const after = (...patch: GraphPatch) => applyPatch(document, patch).document.graph

test.for<[string, GraphPatch, string[]]>([
  ['a setting', [{ op: 'block.set', id: blockId('spl'), set: { props: { commissionBps: 500 } } }], ['spl']],
  ['switched off', [{ op: 'block.set', id: blockId('spl'), set: { disabled: true } }], ['spl']],
  ['a name', [{ op: 'block.set', id: blockId('spl'), set: { label: 'Share' } }], ['spl']],
  ['a place', [{ op: 'block.move', id: blockId('spl'), x: 1, y: 2 }], []],
  ['removed', [{ op: 'block.remove', id: blockId('spl') }], []],
])('edited by %s', ([, patch, edited]) => {
  expect([...editedSince(document.graph, after(...patch))]).toEqual(edited)
})

test('a graph that was read anew is the same graph', () => {
  const read = structuredClone(document.graph)
  expect([...editedSince(read, document.graph)]).toEqual([])
  expect([
    ...editedSince(read, after({ op: 'block.set', id: blockId('qA'), set: { props: { country: 'BR' } } })),
  ]).toEqual(['qA'])
})

test('nothing is known to be edited while what ran is unknown', () => {
  expect([...editedSince(null, document.graph)]).toEqual([])
})
