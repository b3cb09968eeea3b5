import { Search } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Opens the search over commands and blocks. */
export const openPalette: Command = {
  id: 'commands',
  label: 'Search or run a command',
  group: 'Help',
  icon: Search,
  keys: ['Ctrl K'],
  whileTyping: true,
  perform: () => useView.setState(view => ({ overlay: view.overlay === 'commands' ? null : 'commands' })),
}
