import type { LucideIcon } from 'lucide-react'

/** Where a command stands in menus, the command palette and the sheet of shortcuts. */
export type CommandGroup = 'Edit' | 'Blocks' | 'View' | 'Flow' | 'Help'

/** One thing that a person can do, however they ask for it: button, menu, key, or plain words. */
export type Command = {
  readonly id: string
  readonly label: string
  readonly group: CommandGroup
  readonly icon?: LucideIcon
  /** Chords as they are written on keys: `Ctrl Z`. The first one is shown. Ctrl is Cmd on a Mac. */
  readonly keys?: readonly string[]
  /** Other words under which the command palette finds it. */
  readonly words?: string
  /** Whether it works while the focus is in a text field, where most keys belong to the text. */
  readonly whileTyping?: boolean
  /** The browser itself acts on the keys (copy, cut, paste), so they are only shown. */
  readonly native?: boolean
  enabled?(): boolean
  perform(): void
}
