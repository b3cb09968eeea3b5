import { PanelBottom } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Opens or folds the drawer under the canvas. */
export const toggleDrawer: Command = {
  id: 'drawer',
  label: 'Show or hide the results',
  group: 'View',
  icon: PanelBottom,
  keys: ['Ctrl J'],
  words: 'drawer panel bottom problems plan forecast runs',
  whileTyping: true,
  perform: () => useView.setState(view => ({ drawerOpen: !view.drawerOpen })),
}
