import { Scissors } from 'lucide-react'
import { cutSelection } from './clipboard.ts'
import type { Command } from './command.ts'
import { hasBlocks } from './selection.ts'

/** Copies the selected blocks and removes them. */
export const cut: Command = {
  id: 'cut',
  label: 'Cut',
  group: 'Edit',
  icon: Scissors,
  keys: ['Ctrl X'],
  native: true,
  enabled: hasBlocks,
  perform: () => {
    const text = cutSelection()
    if (text !== null) void navigator.clipboard.writeText(text)
  },
}
