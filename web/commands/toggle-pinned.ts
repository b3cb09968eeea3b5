import { Pin } from 'lucide-react'
import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { hasBlocks, named } from './selection.ts'

/** Pins the selected blocks to their place, so that tidying leaves them there; or lets them go. */
export const togglePinned: Command = {
  id: 'toggle-pinned',
  label: 'Pin in place or let go',
  group: 'Blocks',
  icon: Pin,
  words: 'fix keep position tidy',
  enabled: hasBlocks,
  perform: () => {
    const { layout } = documentStore.use.getState().document
    const places = [...useView.getState().selection].flatMap(id => {
      const place = layout[id]
      return place ? [{ id, place }] : []
    })
    const pinned = places.some(({ place }) => !place.pinned)
    documentStore.change(
      places.map(({ id, place: { x, y } }) => ({ op: 'block.move', id, x, y, pinned }) as const),
      { label: named(pinned ? 'Pin' : 'Let go', places.length) },
    )
  },
}
