import { describe, expect, it } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import { blockId, connectionId, entriesOf } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { addBlock, bestEnds, freePlace, moveBy, removeAll, snapped, whyNot } from './compose.ts'

const definition = (kind: string) => {
  const found = definitionOf(kind)
  if (!found) throw new Error(`no block ${kind}`)
  return found
}
const add = (document: FlowDocument, kind: string, connectTo?: { block: string; port: string }) => {
  const { patch, id } = addBlock(
    document,
    {
      definition: definition(kind),
      at: { x: 3, y: 5 },
      connectTo: connectTo && { block: blockId(connectTo.block), port: connectTo.port },
    },
    definitionOf,
  )
  return { id, document: applyPatch(document, patch).document }
}

describe('addBlock', () => {
  it('snaps to the grid, takes a free place, id and label', () => {
    const one = add(emptyDocument('Empty', 'v'), 'customer')
    const two = add(one.document, 'customer')
    expect([one.id, two.id]).toEqual(['customer', 'customer-2'])
    expect(two.document.layout).toEqual({ customer: { x: 0, y: 8 }, 'customer-2': { x: 0, y: 96 } })
    expect(two.document.graph.blocks[two.id]?.label).toBe(`${definition('customer').title} 2`)
  })

  it('connects to the port that was asked for, in the right direction', () => {
    const one = add(emptyDocument('Empty', 'v'), 'subscription')
    const after = add(one.document, 'split', { block: 'subscription', port: 'money-out' })
    const before = add(after.document, 'customer', { block: 'subscription', port: 'customer' })
    expect(
      entriesOf(before.document.graph.connections).map(([, { from, to }]) => [from.port, to.port]),
    ).toEqual([
      ['money-out', 'money-in'],
      ['customer', 'customer'],
    ])
  })

  it('adds unconnected what does not fit', () => {
    const one = add(emptyDocument('Empty', 'v'), 'subscription')
    const two = add(one.document, 'test-clock', { block: 'subscription', port: 'money-out' })
    expect(two.document.graph.connections).toEqual({})
  })
})

describe('connecting to a block', () => {
  const { graph } = flagship.document
  const from = { block: blockId('spl'), port: 'money-out' }

  it('finds the port that fits', () => {
    const document = add(flagship.document, 'transfer').document
    expect(bestEnds(document.graph, [from, blockId('transfer')], definitionOf)).toEqual([
      from,
      { block: 'transfer', port: 'money-in' },
    ])
  })

  it('says in words why nothing fits', () => {
    expect(bestEnds(graph, [from, blockId('qA')], definitionOf)).toBeNull()
    expect(whyNot(graph, [from, blockId('qA')], definitionOf)).not.toBe('')
    expect(whyNot(graph, [from, blockId('tA')], definitionOf)).toContain('connected already')
  })
})

describe('removeAll', () => {
  it('removes blocks with their connections, and connections on their own', () => {
    const { document } = flagship
    const [alone] =
      entriesOf(document.graph.connections).find(([, { to }]) => to.block === blockId('qA')) ?? []
    const patch = removeAll(document, [blockId('spl'), blockId('gone')], [alone ?? connectionId('x')])
    const after = applyPatch(document, patch)
    expect(after.document.graph.blocks[blockId('spl')]).toBeUndefined()
    const ends = entriesOf(after.document.graph.connections).flatMap(([, { from, to }]) => [
      from.block,
      to.block,
    ])
    expect(ends).not.toContain('spl')
    expect(applyPatch(after.document, after.inverse).document).toEqual(document)
  })
})

it('moves blocks by a distance', () => {
  const { document } = flagship
  expect(moveBy(document, [blockId('cus')], { x: 8, y: -8 })).toEqual([
    {
      op: 'block.move',
      id: 'cus',
      x: (document.layout[blockId('cus')]?.x ?? 0) + 8,
      y: (document.layout[blockId('cus')]?.y ?? 0) - 8,
    },
  ])
})

it('finds a free place below what is in the way', () => {
  const card = { x: 0, y: 0, width: 168, height: 72 }
  expect(freePlace([], { ...card, x: 5, y: 5 })).toEqual({ x: 8, y: 8 })
  expect(freePlace([card, { ...card, y: 80 }], card)).toEqual({ x: 0, y: 168 })
  expect(snapped({ x: 11, y: 13 })).toEqual({ x: 8, y: 16 })
})
