import { Trash2 } from 'lucide-react'
import { removeAll } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { selectBlocks, useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { mayEdit, named } from './selection.ts'

/** Removes the selected blocks and connections. */
export const deleteSelection: Command = {
  id: 'delete',
  label: 'Delete',
  group: 'Edit',
  icon: Trash2,
  keys: ['Del', 'Backspace'],
  words: 'remove erase',
  enabled: () => {
    const { selection, selectedConnections } = useView.getState()
    return selection.size + selectedConnections.size > 0 && mayEdit()
  },
  perform: () => {
    const { selection, selectedConnections } = useView.getState()
    const patch = removeAll(documentStore.use.getState().document, selection, selectedConnections)
    const label = selection.size > 0 ? named('Delete', selection.size) : 'Delete connection'
    if (!documentStore.change(patch, { label })) return
    selectBlocks([])
    useView.getState().canvas?.focus()
  },
}
