import { ClipboardPaste } from 'lucide-react'
import { pasteText } from './clipboard.ts'
import type { Command } from './command.ts'
import { mayEdit } from './selection.ts'

/** Adds the blocks of the clipboard. */
export const paste: Command = {
  id: 'paste',
  label: 'Paste',
  group: 'Edit',
  icon: ClipboardPaste,
  keys: ['Ctrl V'],
  native: true,
  enabled: mayEdit,
  perform: () => {
    void navigator.clipboard.readText().then(pasteText)
  },
}
