import { describe, expect, it } from 'vitest'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { overlap } from './block-size.ts'
import { placeBlocks, sizeOf } from './place.ts'
import { scene } from './scene.ts'
import { cutText } from './svg.ts'

const [first] = TEMPLATES
const document = first?.document
const graph = document?.graph ?? {
  platform: { country: 'US', currency: 'usd', apiVersion: '' },
  blocks: {},
  connections: {},
}

describe('a picture of a flow', () => {
  it('shows every block with its kind and label, and is the same every time', () => {
    const svg = scene(graph, { title: 'Flagship', definitions: definitionOf, layout: document?.layout })
    for (const { label } of Object.values(graph.blocks))
      expect(svg).toContain(cutText(label, 13, 100).replace('…', ''))
    expect(scene(graph, { title: 'Flagship', definitions: definitionOf, layout: document?.layout })).toBe(svg)
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('lets nothing out of a label', () => {
    const label = '"><script>alert(1)</script>\u0000&'
    const hostile =
      document && applyPatch(document, [{ op: 'block.set', id: blockId('cus'), set: { label } }]).document
    const svg = hostile ? scene(hostile.graph, { title: label, definitions: definitionOf }) : ''
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script')
    expect(svg).not.toContain('\u0000')
  })

  it('marks what is wrong with a shape, not with colour alone', () => {
    const plain = scene(graph, { title: '', definitions: definitionOf })
    const marked = scene(graph, {
      title: '',
      definitions: definitionOf,
      marks: new Map([[blockId('sub'), 'error']]),
    })
    expect(marked.split('<path').length).toBe(plain.split('<path').length + 1)
  })

  it('draws an empty flow and a block of an unknown kind', () => {
    const unknown = { id: blockId('x'), kind: 'no-such-kind', label: 'Mystery', props: {} }
    expect(
      scene({ ...graph, blocks: {}, connections: {} }, { title: '', definitions: definitionOf }),
    ).toContain('<svg')
    expect(
      scene(
        { ...graph, blocks: { [unknown.id]: unknown }, connections: {} },
        { title: '', definitions: definitionOf },
      ),
    ).toContain('Mystery')
  })
})

it('places the blocks of a graph without a layout so that no two overlap', () => {
  const places = placeBlocks(graph, definitionOf)
  const rects = Object.values(graph.blocks).map(({ id, kind }) => ({
    x: 0,
    y: 0,
    ...places[id],
    ...sizeOf(definitionOf(kind)),
  }))
  for (const [index, rect] of rects.entries())
    for (const other of rects.slice(index + 1)) expect(overlap(rect, other)).toBe(false)
  expect(DEFINITIONS.length).toBeGreaterThan(0)
})
