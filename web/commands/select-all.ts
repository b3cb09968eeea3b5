import { BoxSelect } from 'lucide-react'
import { idsOf } from '#shared/flow/ids.ts'
import { documentStore } from '../document/document-store.ts'
import { selectBlocks } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Selects every block. */
export const selectAll: Command = {
  id: 'select-all',
  label: 'Select all blocks',
  group: 'Edit',
  icon: BoxSelect,
  keys: ['Ctrl A'],
  perform: () => selectBlocks(idsOf(documentStore.use.getState().document.graph.blocks)),
}
