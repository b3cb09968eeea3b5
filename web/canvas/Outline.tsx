import { type RefObject, useMemo } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { useBlockResult } from '../analysis/results.ts'
import { useDocument } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { cardName, endWords } from './card-name.ts'
import type { Cards } from './cards.ts'
import styles from './Outline.module.css'
import type { CanvasNode } from './to-react-flow.ts'
import { cardElement, useKeptFocus } from './use-kept-focus.ts'
import { readingOrder } from './walk.ts'

const unseenElement = 'unseen-card'

/** Stands for the block that has the keyboard while no card of it is drawn. */
const Unseen = ({ id }: { id: BlockId }) => {
  const block = useDocument(state => state.document.graph.blocks[id])
  const ends = useDocument(state => endWords(state.document.graph, id))
  const result = useBlockResult(id)
  const selected = useView(view => view.selection.has(id))
  if (!block) return null
  const title = definitionOf(block.kind)?.title ?? block.kind
  return (
    <div
      role="treeitem"
      className={styles.unseen}
      id={unseenElement}
      data-block={id}
      tabIndex={0}
      aria-selected={selected}
      aria-label={cardName({ block, title }, result, selected)}
      // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- global since ARIA 1.3, which the rule does not know
      aria-description={ends || undefined}
    />
  )
}

type OutlineProps = {
  readonly frame: RefObject<HTMLElement | null>
  /** What is drawn now. */
  readonly nodes: readonly CanvasNode[]
  readonly cards: Cards
}

/**
 * The flow for those who walk through it with the keyboard or hear it: a tree that owns the cards in the order in
 * which the flow is told. The cards themselves lie in React Flow's own wrapper, in no order.
 */
export const Outline = ({ frame, nodes, cards }: OutlineProps) => {
  const focused = useView(view => view.focused)
  const drawn = useMemo(
    () => new Set(nodes.flatMap(node => (node.type === 'frame' ? [] : [node.id]))),
    [nodes],
  )
  const owned = useMemo(
    () =>
      readingOrder(cards)
        .filter(id => drawn.has(id))
        .map(cardElement)
        .join(' '),
    [cards, drawn],
  )
  const unseen = focused !== null && !drawn.has(focused) && cards.at.has(focused) ? focused : null
  const held = focused !== null && drawn.has(focused)
  useKeptFocus(frame, held ? cardElement(focused) : unseen && unseenElement)
  return (
    <div
      role="tree"
      aria-label="Flow"
      aria-multiselectable
      aria-owns={owned || undefined}
      className={styles.outline}
      data-outline
      tabIndex={held || unseen ? -1 : 0}
    >
      {unseen && <Unseen id={unseen} />}
    </div>
  )
}
