import ELK from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { type BlockId, blockId, entriesOf } from '#shared/flow/ids.ts'
import { overlap, type Rect } from '#shared/scene/block-size.ts'
import { goesBack } from '#shared/scene/wires.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { cardOf } from './compose.ts'
import { graphToTidy, type Tidying } from './tidy-graph.ts'
import { tidyPatch } from './tidy-moves.ts'

const engine = new ELK()

const tidied = async (document: FlowDocument, chosen: readonly BlockId[] = []) => {
  const tidying: Tidying = { document, chosen: new Set(chosen), definitions: definitionOf }
  const patch = tidyPatch(await engine.layout(graphToTidy(tidying)), tidying)
  return { patch, ...applyPatch(document, patch) }
}

const cards = (document: FlowDocument): [BlockId, Rect][] => {
  const hidden = new Set(
    Object.values(document.parts.groups).flatMap(group => (group.collapsed ? group.blocks : [])),
  )
  return entriesOf(document.graph.blocks)
    .filter(([id]) => !hidden.has(id))
    .map(([id, block]) => [id, cardOf(document, block, definitionOf)])
}

const covered = (document: FlowDocument): string[] =>
  cards(document).flatMap(([id, card], index, all) =>
    all.slice(index + 1).flatMap(([other, rect]) => (overlap(card, rect) ? [`${id} covers ${other}`] : [])),
  )

/** Everything on one heap. */
const heaped = (document: FlowDocument): FlowDocument =>
  applyPatch(
    document,
    entriesOf(document.graph.blocks).map(([id]) => ({ op: 'block.move', id, x: 0, y: 0 }) as const),
  ).document

const moved = (patch: GraphPatch): string[] =>
  patch.flatMap(edit => (edit.op === 'block.move' ? [edit.id] : [])).toSorted()

describe('tidying', () => {
  test.for(TEMPLATES.map(template => [template.id, template.document] as const))(
    'spreads a heap of %s: nothing covers anything, and one undo restores it',
    async ([, document]) => {
      const heap = heaped(document)
      const after = await tidied(heap)
      expect(covered(after.document)).toEqual([])
      expect(applyPatch(after.document, after.inverse).document).toEqual(heap)
    },
  )

  it('draws money from left to right, on the grid', async () => {
    const { document } = await tidied(heaped(flagship.document))
    const at = new Map(cards(document))
    const money = entriesOf(document.graph.connections).filter(
      ([, { from, to }]) =>
        from.port === 'money-out' &&
        at.has(from.block) &&
        at.has(to.block) &&
        !goesBack(document.graph.blocks[from.block]?.kind ?? '', document.graph.blocks[to.block]?.kind ?? ''),
    )
    expect(money.length).toBeGreaterThan(5)
    const backwards = money.filter(
      ([, { from, to }]) => (at.get(from.block)?.x ?? 0) >= (at.get(to.block)?.x ?? 0),
    )
    expect(backwards.map(([id]) => id)).toEqual([])
    for (const [, { x, y }] of cards(document)) expect([x % 8, y % 8]).toEqual([0, 0])
  })

  it('moves only what is chosen, and covers nothing that stays', async () => {
    const chosen = [blockId('tA'), blockId('tB'), blockId('tC')]
    const piled = applyPatch(
      flagship.document,
      chosen.map(id => ({ op: 'block.move', id, x: 400, y: 300 }) as const),
    ).document
    const before = new Set(covered(piled).filter(each => !chosen.some(id => each.includes(id))))
    const { patch, document } = await tidied(piled, chosen)
    expect(chosen).toEqual(expect.arrayContaining(moved(patch)))
    expect(covered(document).filter(each => !before.has(each))).toEqual([])
  })

  it('leaves pinned blocks where they are', async () => {
    const pinned = applyPatch(flagship.document, [
      { op: 'block.move', id: blockId('spl'), x: 16, y: 24, pinned: true },
    ]).document
    const { patch, document } = await tidied(pinned)
    expect(moved(patch)).not.toContain('spl')
    expect(document.layout[blockId('spl')]).toEqual({ x: 16, y: 24, pinned: true })
    expect(covered(document)).toEqual([])
  })

  it('does nothing twice', async () => {
    const once = await tidied(flagship.document)
    const again = await tidied(once.document)
    const third = await tidied(again.document)
    expect(third.patch).toEqual([])
  })
})
