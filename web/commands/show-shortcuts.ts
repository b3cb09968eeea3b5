import { Keyboard } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Shows every shortcut. */
export const showShortcuts: Command = {
  id: 'shortcuts',
  label: 'Show all shortcuts',
  group: 'Help',
  icon: Keyboard,
  keys: ['?'],
  words: 'help keys keyboard',
  perform: () => useView.setState({ overlay: 'shortcuts' }),
}
