import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useView } from '../view/view-store.ts'
import styles from './NoteNode.module.css'
import type { CardNode } from './to-react-flow.ts'
import { cardElement } from './use-kept-focus.ts'

/** A remark on the canvas: its first sentence stands out. */
export const NoteNode = memo(({ data: { block }, selected }: NodeProps<CardNode>) => {
  const text =
    typeof block.props.text === 'string' && block.props.text !== '' ? block.props.text : block.label
  const focused = useView(view => view.focused === block.id)
  const [first = text] = /^.*?[.!?](?=\s|$)/s.exec(text) ?? []
  return (
    <div
      className={styles.note}
      role="treeitem"
      aria-selected={selected}
      aria-label={`Note: ${text}`}
      id={cardElement(block.id)}
      data-block={block.id}
      data-selected={selected || undefined}
      tabIndex={focused ? 0 : -1}
      onFocus={() => useView.setState({ focused: block.id })}
    >
      <b className={styles.first}>{first}</b>{' '}
      <span className={styles.rest}>{text.slice(first.length).trim()}</span>
    </div>
  )
})
NoteNode.displayName = 'NoteNode'
