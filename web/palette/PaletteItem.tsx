import { CircleHelp } from 'lucide-react'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { classNames } from '../ui/class-names.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Tile } from '../ui/Tile.tsx'
import { openKnowledge } from '../view/knowledge.ts'
import { DRAG_TYPE } from '../view/view-store.ts'
import { addToFlow } from './add-to-flow.ts'
import styles from './Palette.module.css'
import { Signs } from './Signs.tsx'

/** One block of the palette: a click adds it, a drag puts it where it is dropped, F1 or “?” tells about it. */
export const PaletteItem = ({
  definition,
  telling = false,
  best = false,
  stop = false,
  onAdded,
}: {
  definition: BlockDefinition
  /** Says in a line what the block does: who searches by need does not know the name. */
  telling?: boolean
  /** The one that Enter in the search adds. */
  best?: boolean
  /** Whether Tab stops here: else arrows lead to it. */
  stop?: boolean
  onAdded?: () => void
}) => {
  const tell = (): void => openKnowledge({ about: 'block', kind: definition.kind })
  return (
    <div className={styles.row}>
      <button
        type="button"
        className={classNames(styles.item, best && styles.best)}
        title={definition.summary}
        draggable
        tabIndex={stop ? 0 : -1}
        data-palette-item
        onDragStart={event => {
          event.dataTransfer.setData(DRAG_TYPE, definition.kind)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        onDragEnd={onAdded}
        onKeyDown={event => {
          if (event.key !== 'F1') return
          event.preventDefault()
          tell()
        }}
        onClick={() => {
          addToFlow(definition)
          onAdded?.()
        }}
      >
        <Tile icon={definition.icon} family={definition.category} />
        <span className={styles.title}>
          {definition.title}
          {telling && <small className={styles.summary}>{definition.summary}</small>}
        </span>
        <Signs definition={definition} />
        {best && (
          <span aria-hidden>
            <Kbd>↵</Kbd>
          </span>
        )}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={styles.about}
        aria-label={`About ${definition.title}`}
        title={`About ${definition.title} (F1)`}
        onClick={tell}
      >
        <CircleHelp aria-hidden />
      </button>
    </div>
  )
}
