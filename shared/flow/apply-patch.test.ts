import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch } from './apply-patch.ts'
import { emptyDocument, type FlowDocument } from './document.ts'
import type { FlowEdit } from './edits.ts'
import { blockId, connectionId, entriesOf } from './ids.ts'
import { readDocument } from './read-document.ts'
import { canonical, serialise } from './serialise.ts'

const block = (id: string, props: Record<string, unknown> = {}) => ({
  id: blockId(id),
  kind: 'price',
  label: id,
  props,
})

const start: FlowDocument = applyPatch(emptyDocument('Test', '2026-10-28.endive'), [
  { op: 'block.add', block: block('a', { unitAmount: 100 }) },
  { op: 'block.move', id: blockId('a'), x: 8, y: 16 },
  { op: 'block.add', block: block('b') },
  {
    op: 'connection.add',
    connection: {
      id: connectionId('c'),
      from: { block: blockId('a'), port: 'price' },
      to: { block: blockId('b'), port: 'price' },
    },
  },
  { op: 'part.set', part: 'groups', id: 'g', value: { title: 'Both', blocks: ['a', 'b'] } },
  { op: 'part.set', part: 'suppressions', id: 's', value: { code: 'x/y', block: 'a', reason: 'known' } },
]).document

describe('a patch', () => {
  it('removes with a block its connections, its place, its membership and its suppressions, and gives all of it back', () => {
    const { document, inverse } = applyPatch(start, [{ op: 'block.remove', id: blockId('a') }])
    expect(document.graph.connections).toEqual({})
    expect(document.layout).toEqual({})
    expect(document.parts.groups['g']?.blocks).toEqual(['b'])
    expect(document.parts.suppressions).toEqual({})
    expect(canonical(applyPatch(document, inverse).document)).toBe(canonical(start))
  })

  it('merges props, and unsets what it is told to', () => {
    const { document } = applyPatch(start, [
      {
        op: 'block.set',
        id: blockId('a'),
        set: { label: 'A', props: { interval: 'month' } },
        unset: ['props.unitAmount'],
      },
    ])
    expect(document.graph.blocks[blockId('a')]).toEqual({
      id: 'a',
      kind: 'price',
      label: 'A',
      props: { interval: 'month' },
    })
  })

  it('never touches the graph when a block is moved', () => {
    const { document } = applyPatch(start, [{ op: 'block.move', id: blockId('a'), x: 1, y: 2 }])
    expect(document.graph).toBe(start.graph)
  })

  it('refuses to add what is there, and to change what is not', () => {
    expect(() => applyPatch(start, [{ op: 'block.add', block: block('a') }])).toThrow('already a block “a”')
    expect(() => applyPatch(start, [{ op: 'block.set', id: blockId('z'), set: {} }])).toThrow('no block “z”')
    expect(() => applyPatch(start, [{ op: 'connection.remove', id: connectionId('z') }])).toThrow(
      'no connection “z”',
    )
  })
})

/** An edit that fits a document, made of random numbers. */
const editFor = (
  document: FlowDocument,
  [kind, pick, value]: readonly [number, number, number],
): FlowEdit => {
  const ids = entriesOf(document.graph.blocks).map(([id]) => id)
  const id = ids[pick % Math.max(ids.length, 1)]
  const links = entriesOf(document.graph.connections).map(([link]) => link)
  const link = links[pick % Math.max(links.length, 1)]
  const fresh: FlowEdit = {
    op: 'block.add',
    block: block(`n${Object.keys(document.graph.blocks).length}-${value}`, { value }),
  }
  if (id === undefined) return fresh
  const edits: FlowEdit[] = [
    `n${Object.keys(document.graph.blocks).length}-${value}` in document.graph.blocks
      ? { op: 'block.remove', id }
      : fresh,
    { op: 'block.remove', id },
    { op: 'block.set', id, set: { label: `L${value}`, props: { [`p${value % 3}`]: value } } },
    {
      op: 'block.set',
      id,
      set: { disabled: value % 2 === 0, metadata: { k: String(value) } },
      unset: [`props.p${value % 3}`],
    },
    { op: 'block.set', id, set: {}, unset: ['disabled', 'metadata', 'onAccount', 'props.unitAmount'] },
    { op: 'block.move', id, x: value, y: pick, ...(value % 3 === 0 ? { pinned: true } : {}) },
    link ? { op: 'connection.remove', id: link } : { op: 'flow.set', name: `N${value}` },
    { op: 'flow.set', name: `N${value}`, platform: { country: 'DE' } },
    {
      op: 'part.set',
      part: 'groups',
      id: `g${value % 2}`,
      value: value % 4 === 0 ? null : { title: 't', blocks: [id] },
    },
    { op: 'block.unplace', id },
  ]
  return edits[kind % edits.length] ?? fresh
}

describe('any sequence of edits', () => {
  const numbers = fc.array(fc.tuple(fc.nat(9), fc.nat(50), fc.nat(20)), { minLength: 1, maxLength: 30 })

  it('is taken back by its inverse, and by the inverse of the inverse done again', () => {
    fc.assert(
      fc.property(numbers, rolls => {
        let document = start
        const edits: FlowEdit[] = []
        for (const roll of rolls) {
          const edit = editFor(document, roll)
          edits.push(edit)
          document = applyPatch(document, [edit]).document
        }
        const { document: after, inverse } = applyPatch(start, edits)
        expect(canonical(after)).toBe(canonical(document))
        const back = applyPatch(after, inverse)
        expect(canonical(back.document)).toBe(canonical(start))
        expect(canonical(applyPatch(back.document, back.inverse).document)).toBe(canonical(after))
      }),
      { seed: 42, numRuns: 300 },
    )
  })

  it('is saved and read back without a difference', () => {
    fc.assert(
      fc.property(numbers, rolls => {
        let document = start
        for (const roll of rolls) document = applyPatch(document, [editFor(document, roll)]).document
        const text = serialise(document)
        const { document: again } = readDocument(text)
        expect(again && serialise(again)).toBe(text)
      }),
      { seed: 43, numRuns: 100 },
    )
  })
})
