import { Copy } from 'lucide-react'
import { copySelection } from './clipboard.ts'
import type { Command } from './command.ts'
import { hasBlocks } from './selection.ts'

/** Copies the selected blocks with the connections among them. */
export const copy: Command = {
  id: 'copy',
  label: 'Copy',
  group: 'Edit',
  icon: Copy,
  keys: ['Ctrl C'],
  native: true,
  enabled: hasBlocks,
  perform: () => {
    const text = copySelection()
    if (text !== null) void navigator.clipboard.writeText(text)
  },
}
