import { ZoomOut } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Shows the canvas smaller. */
export const zoomOut: Command = {
  id: 'zoom-out',
  label: 'Zoom out',
  group: 'View',
  icon: ZoomOut,
  keys: ['Ctrl −'],
  words: 'smaller',
  whileTyping: true,
  perform: () => useView.getState().canvas?.zoomOut(),
}
