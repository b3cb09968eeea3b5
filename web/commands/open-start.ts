import { FolderOpen } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Opens the start page: templates, flows of this machine, files. */
export const openStart: Command = {
  id: 'start',
  label: 'New or open',
  group: 'Flow',
  icon: FolderOpen,
  keys: ['Ctrl O'],
  words: 'template blank file import recent',
  whileTyping: true,
  perform: () => useView.setState(view => ({ overlay: view.overlay === 'start' ? null : 'start' })),
}
