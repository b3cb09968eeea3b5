import { Plus } from 'lucide-react'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { addBlock } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { Tile } from '../ui/Tile.tsx'
import { selectBlocks, useView } from '../view/view-store.ts'
import styles from './EmptyCanvas.module.css'

const start = (kind: string): void => {
  const definition = definitionOf(kind)
  const middle = useView.getState().canvas?.middle()
  if (!definition || !middle) return
  const { width, height } = blockSizes[definition.size]
  const at = { x: middle.x - width, y: middle.y - height / 2 }
  const { patch, id } = addBlock(documentStore.use.getState().document, { definition, at }, definitionOf)
  if (documentStore.change(patch, { label: `Add ${definition.title}` })) selectBlocks([id])
}

/** What an empty canvas shows: where to begin. */
export const EmptyCanvas = () => {
  const first = DEFINITIONS.filter(definition => definition.category === 'customer').slice(0, 3)
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>Start with who pays</h2>
      <p className={styles.text}>Then drag from a port: the menu shows what fits.</p>
      <div className={styles.ghosts}>
        {first.map(definition => (
          <button
            key={definition.kind}
            type="button"
            className={styles.ghost}
            onClick={() => start(definition.kind)}
          >
            <Plus aria-hidden className={styles.plus} />
            <span>
              <b className={styles.name}>{definition.title}</b>
              <small className={styles.summary}>{definition.summary}</small>
            </span>
            <Tile icon={definition.icon} family={definition.category} />
          </button>
        ))}
      </div>
    </div>
  )
}
