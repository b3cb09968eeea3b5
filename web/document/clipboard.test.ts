import { expect, it } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId, idsOf } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { clipOf, pasteClip, writeClip } from './clipboard.ts'
import { readClip } from './read-clip.ts'

const ids = ['spl', 'tA', 'A'].map(blockId)

it('pastes blocks with fresh ids and labels, and only the connections among them', () => {
  const { document } = flagship
  const clip = readClip(writeClip(clipOf(document, ids)))
  if (!clip) throw new Error('not a clip')
  expect(clip.connections.map(({ from, to }) => `${from.block}>${to.block}`)).toEqual(['spl>tA', 'tA>A'])
  const { patch, ids: pasted } = pasteClip(document, clip, { x: 8, y: 16 })
  const after = applyPatch(document, patch).document
  expect(pasted).toEqual(['spl-2', 'tA-2', 'A-2'])
  expect(pasted.map(id => after.graph.blocks[id]?.label)).toEqual([
    'Pay each provider 2',
    'Cleaning share 2',
    'Brightside Cleaning 2',
  ])
  expect(after.layout[blockId('tA-2')]).toEqual({
    x: (document.layout[blockId('tA')]?.x ?? 0) + 8,
    y: (document.layout[blockId('tA')]?.y ?? 0) + 16,
  })
  expect(idsOf(after.graph.connections).length).toBe(idsOf(document.graph.connections).length + 2)
  expect(applyPatch(after, applyPatch(document, patch).inverse).document).toEqual(document)
})

it('pastes the same clip twice', () => {
  const clip = clipOf(flagship.document, ids)
  const once = applyPatch(
    flagship.document,
    pasteClip(flagship.document, clip, { x: 0, y: 0 }).patch,
  ).document
  expect(pasteClip(once, clip, { x: 0, y: 0 }).ids).toEqual(['spl-3', 'tA-3', 'A-3'])
})

it.for(['', 'plain words', '{"sluice":"sluice/blocks"', '{"sluice":"sluice/blocks","version":2}'])(
  'takes other text for what it is: %s',
  text => {
    expect(readClip(text)).toBeNull()
  },
)
