import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { Popover } from '../ui/Popover.tsx'
import { Tile } from '../ui/Tile.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { walk } from '../ui/walk.ts'
import { useView, type View } from '../view/view-store.ts'
import { Blocks, Family, walkItems } from './Blocks.tsx'
import { type FamilyOfBlocks, offeredFamilies } from './families.ts'
import styles from './Palette.module.css'

/** Which tile Tab stops at, and what to tell when another one has the focus. */
type Stop = { readonly tabIndex: 0 | -1; readonly onFocus: () => void }

const RailTile = ({ family, stop }: { family: FamilyOfBlocks; stop: Stop }) => {
  const [open, setOpen] = useState(false)
  const [first] = family.blocks
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="right"
      label={family.title}
      trigger={
        <button
          type="button"
          className={styles.rail}
          aria-label={`${family.title}, ${family.blocks.length} blocks`}
          {...stop}
        >
          <Tooltip text={family.title} side="right">
            <span>
              <Tile icon={first?.icon ?? 'box'} family={family.family} large />
            </span>
          </Tooltip>
        </button>
      }
    >
      <div className={styles.flyout} onKeyDown={walkItems} role="presentation">
        <Family family={family} alone onAdded={() => setOpen(false)} />
      </div>
    </Popover>
  )
}

/** The search of the rail: all blocks in a flyout. */
const RailSearch = ({ stop }: { stop: Stop }) => {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    // Somebody may wish for a block before this part of the page has come; the opened search answers the wish.
    const find = ({ finding }: View): void => {
      if (finding) setOpen(true)
    }
    find(useView.getState())
    return useView.subscribe(find)
  }, [])
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="right"
      label="Add a block"
      trigger={
        <button type="button" className={styles.rail} aria-label="Add a block" {...stop}>
          <Search aria-hidden className={styles.glass} />
        </button>
      }
    >
      <div className={styles.flyoutTall}>
        <Blocks onAdded={() => setOpen(false)} />
      </div>
    </Popover>
  )
}

/**
 * Below 1600 px: one tile per family, each with its blocks in a flyout, and the search. One Tab stop, arrows inside: the
 * tile that had the focus last. Source: ARIA Authoring Practices, toolbar.
 */
export const Rail = () => {
  const [at, setAt] = useState(0)
  const stopAt = (place: number): Stop => ({
    tabIndex: place === at ? 0 : -1,
    onFocus: () => setAt(place),
  })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const tiles = [...event.currentTarget.children].filter(child => child instanceof HTMLElement)
    // What is pressed in an open flyout comes by here too.
    const from = tiles.findIndex(tile => tile === event.target)
    const next = from < 0 ? null : walk(event.key, 'column', { at: from, count: tiles.length })
    if (next === null) return
    event.preventDefault()
    tiles[next]?.focus()
  }
  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-orientation="vertical"
      aria-label="Add a block"
      className={styles.tiles}
      onKeyDown={onKeyDown}
    >
      <RailSearch stop={stopAt(0)} />
      {offeredFamilies.map((family, place) => (
        <RailTile key={family.family} family={family} stop={stopAt(place + 1)} />
      ))}
    </div>
  )
}
