import { CopyPlus } from 'lucide-react'
import { clipOf, pasteClip } from '../document/clipboard.ts'
import { documentStore } from '../document/document-store.ts'
import { selectBlocks, useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { hasBlocks, named } from './selection.ts'

/** Copies the selected blocks beside themselves, with the connections among them. */
export const duplicate: Command = {
  id: 'duplicate',
  label: 'Duplicate',
  group: 'Edit',
  icon: CopyPlus,
  keys: ['Ctrl D'],
  words: 'copy again',
  enabled: hasBlocks,
  perform: () => {
    const { document } = documentStore.use.getState()
    const clip = clipOf(document, useView.getState().selection)
    const { patch, ids } = pasteClip(document, clip, { x: 24, y: 24 })
    if (documentStore.change(patch, { label: named('Duplicate', ids.length) })) selectBlocks(ids)
  },
}
