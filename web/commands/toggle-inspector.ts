import { PanelRight } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Opens or folds the inspector on the right. */
export const toggleInspector: Command = {
  id: 'inspector',
  label: 'Show or hide the inspector',
  group: 'View',
  icon: PanelRight,
  keys: ['Ctrl I'],
  words: 'settings panel right form',
  whileTyping: true,
  perform: () => useView.setState(view => ({ inspectorOpen: !view.inspectorOpen })),
}
