import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import { entriesOf } from '#shared/flow/ids.ts'
import { blockSizes, boundsOf, type Size } from '#shared/scene/block-size.ts'
import { clipOf, pasteClip, writeClip } from '../document/clipboard.ts'
import { cardOf, freePlace, removeAll, snapped } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { selectBlocks, useView } from '../view/view-store.ts'
import { hasBlocks, mayEdit, named } from './selection.ts'

/** The selected blocks as text for the clipboard; null when none is selected. */
export const copySelection = (): string | null => {
  const { selection } = useView.getState()
  if (selection.size === 0) return null
  return writeClip(clipOf(documentStore.use.getState().document, selection))
}

/** Like copying, and removes the blocks. */
export const cutSelection = (): string | null => {
  if (!hasBlocks()) return null
  const text = copySelection()
  const { selection } = useView.getState()
  const patch = removeAll(documentStore.use.getState().document, selection, [])
  if (documentStore.change(patch, { label: named('Cut', selection.size) })) selectBlocks([])
  return text
}

/** Adds the blocks of a clipboard text in the middle of the screen; false when the text holds none. */
export const pasteText = async (text: string): Promise<boolean> => {
  const { readClip } = await import('../document/read-clip.ts')
  const clip = readClip(text)
  if (!clip || !mayEdit()) return false
  const { document } = documentStore.use.getState()
  const size = ({ kind }: Block): Size => blockSizes[definitionOf(kind)?.size ?? 'standard']
  const box = boundsOf(clip.blocks.map(({ block, place }) => ({ ...place, ...size(block) })))
  if (!box) return false
  const middle = useView.getState().canvas?.middle() ?? { x: 0, y: 0 }
  const taken = entriesOf(document.graph.blocks).map(([, block]) => cardOf(document, block, definitionOf))
  const wanted = { ...box, x: middle.x - box.width / 2, y: middle.y - box.height / 2 }
  const free = freePlace(taken, wanted)
  const by = { x: free.x - snapped(box).x, y: free.y - snapped(box).y }
  const { patch, ids } = pasteClip(document, clip, by)
  if (documentStore.change(patch, { label: named('Paste', ids.length) })) selectBlocks(ids)
  return true
}
