import { SunMoon } from 'lucide-react'
import { toggleTheme } from '../ui/theme.ts'
import type { Command } from './command.ts'

/** Switches between light and dark. */
export const switchTheme: Command = {
  id: 'theme',
  label: 'Switch between light and dark',
  group: 'View',
  icon: SunMoon,
  words: 'theme colours night mode',
  perform: toggleTheme,
}
