import { SquareMousePointer } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Puts the keyboard on the canvas. */
export const focusCanvas: Command = {
  id: 'focus-canvas',
  label: 'Go to the canvas',
  group: 'View',
  icon: SquareMousePointer,
  keys: ['F6'],
  words: 'keyboard blocks',
  whileTyping: true,
  perform: () => useView.getState().canvas?.focus(),
}
