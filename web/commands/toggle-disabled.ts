import { CirclePause } from 'lucide-react'
import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { hasBlocks, named } from './selection.ts'

/** Switches the selected blocks off, or on again: a block that is off counts as absent. */
export const toggleDisabled: Command = {
  id: 'toggle-disabled',
  label: 'Switch off or on',
  group: 'Blocks',
  icon: CirclePause,
  keys: ['Ctrl E'],
  words: 'disable enable',
  enabled: hasBlocks,
  perform: () => {
    const { blocks } = documentStore.use.getState().document.graph
    const ids = [...useView.getState().selection].filter(id => blocks[id])
    const off = ids.some(id => !blocks[id]?.disabled)
    documentStore.change(
      ids.map(id =>
        off
          ? { op: 'block.set', id, set: { disabled: true } }
          : { op: 'block.set', id, set: {}, unset: ['disabled'] },
      ),
      { label: named(off ? 'Switch off' : 'Switch on', ids.length) },
    )
  },
}
