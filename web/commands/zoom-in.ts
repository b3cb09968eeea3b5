import { ZoomIn } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Shows the canvas larger. */
export const zoomIn: Command = {
  id: 'zoom-in',
  label: 'Zoom in',
  group: 'View',
  icon: ZoomIn,
  keys: ['Ctrl +', 'Ctrl ='],
  words: 'larger',
  whileTyping: true,
  perform: () => useView.getState().canvas?.zoomIn(),
}
