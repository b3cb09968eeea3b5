import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { createPortal } from 'react-dom'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { addComplete } from '../document/add-complete.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { selectBlocks } from '../view/view-store.ts'
import type { Cards } from './cards.ts'
import styles from './Ghosts.module.css'
import { type Ghost, ghostsOf } from './ghosts.ts'

const offer = { definitions: definitionOf, offered: DEFINITIONS }

const fill = ({ from, definition, card }: Ghost): void => {
  const { patch, id } = addComplete(
    documentStore.use.getState().document,
    { definition, at: card, connectTo: from },
    offer,
  )
  if (documentStore.change(patch, { label: `Add ${definition.title}` })) selectBlocks([id])
}

/** What the flow lacks, drawn where it belongs: each dashed box is a button that puts the block there. */
export const Ghosts = ({ layer, cards }: { layer: Element; cards: Cards }) => {
  const problems = useAnalysis(state => state.problems)
  const document = useDocument(state => state.document)
  const ghosts = useMemo(() => ghostsOf(document, problems, { cards, offer }), [document, problems, cards])
  return createPortal(
    ghosts.map(ghost => (
      <button
        key={`${ghost.from.block} ${ghost.from.port}`}
        type="button"
        className={`nodrag nopan ${styles.ghost}`}
        style={{
          transform: `translate(${ghost.card.x}px, ${ghost.card.y}px)`,
          width: ghost.card.width,
          height: ghost.card.height,
        }}
        aria-label={`Add ${ghost.definition.title} here, next to ${document.graph.blocks[ghost.from.block]?.label ?? ''}`}
        onClick={() => fill(ghost)}
      >
        <Plus aria-hidden className={styles.plus} />
        {ghost.definition.title}
      </button>
    )),
    layer,
  )
}
