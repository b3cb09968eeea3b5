import { Maximize } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Shows the whole flow. */
export const fit: Command = {
  id: 'fit',
  label: 'Show the whole flow',
  group: 'View',
  icon: Maximize,
  keys: ['Ctrl 0'],
  words: 'fit zoom overview',
  whileTyping: true,
  perform: () => useView.getState().canvas?.fit(),
}
