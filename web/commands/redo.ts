import { Redo2 } from 'lucide-react'
import { documentStore } from '../document/document-store.ts'
import type { Command } from './command.ts'
import { mayEdit } from './selection.ts'

/** Does again what was taken back. */
export const redo: Command = {
  id: 'redo',
  label: 'Redo',
  group: 'Edit',
  icon: Redo2,
  keys: ['Ctrl Shift Z', 'Ctrl Y'],
  enabled: () => mayEdit() && documentStore.use.getState().log.future.length > 0,
  perform: () => {
    documentStore.redo()
  },
}
