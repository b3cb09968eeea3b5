import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Popover } from '../ui/Popover.tsx'
import { Tile } from '../ui/Tile.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { useView, type View } from '../view/view-store.ts'
import { Blocks, Family, walkItems } from './Blocks.tsx'
import { type FamilyOfBlocks, offeredFamilies } from './families.ts'
import styles from './Palette.module.css'

const RailTile = ({ family }: { family: FamilyOfBlocks }) => {
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
        <Family family={family} onAdded={() => setOpen(false)} />
      </div>
    </Popover>
  )
}

/** Below 1600 px: one tile per family, each with its blocks in a flyout, and the search. */
export const Rail = () => {
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
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        side="right"
        label="Add a block"
        trigger={
          <button type="button" className={styles.rail} aria-label="Add a block">
            <Search aria-hidden className={styles.glass} />
          </button>
        }
      >
        <div className={styles.flyoutTall}>
          <Blocks onAdded={() => setOpen(false)} />
        </div>
      </Popover>
      {offeredFamilies.map(family => (
        <RailTile key={family.family} family={family} />
      ))}
    </>
  )
}
