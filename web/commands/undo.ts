import { Undo2 } from 'lucide-react'
import { documentStore } from '../document/document-store.ts'
import type { Command } from './command.ts'
import { mayEdit } from './selection.ts'

/** Takes the last change back. */
export const undo: Command = {
  id: 'undo',
  label: 'Undo',
  group: 'Edit',
  icon: Undo2,
  keys: ['Ctrl Z'],
  enabled: () => mayEdit() && documentStore.use.getState().log.past.length > 0,
  perform: () => {
    documentStore.undo()
  },
}
