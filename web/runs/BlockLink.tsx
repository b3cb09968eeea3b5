import type { BlockId } from '#shared/flow/ids.ts'
import { useDocument } from '../document/document-store.ts'
import { revealBlock } from '../view/view-store.ts'
import styles from './tables.module.css'

/** A block by its label; leads to it on the canvas while it is drawn. */
export const BlockLink = ({ id }: { id: BlockId }) => {
  const block = useDocument(state => state.document.graph.blocks[id])
  if (!block) return id
  return (
    <button type="button" className={styles.place} onClick={() => revealBlock(id)}>
      {block.label || id}
    </button>
  )
}
