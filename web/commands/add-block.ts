import { Plus } from 'lucide-react'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Puts the keyboard on the search of the palette, which opens when it is folded. */
export const addBlock: Command = {
  id: 'add-block',
  label: 'Add a block',
  group: 'Blocks',
  icon: Plus,
  keys: ['/'],
  words: 'new insert palette find',
  perform: () => useView.setState({ finding: {} }),
}
