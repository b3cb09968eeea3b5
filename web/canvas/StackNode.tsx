import type { NodeProps } from '@xyflow/react'
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { Group } from '#shared/flow/document.ts'
import { type BlockRunState, useResults } from '../analysis/results.ts'
import { useDocument } from '../document/document-store.ts'
import { markWords, StateMark } from '../ui/StateMark.tsx'
import { Tile } from '../ui/Tile.tsx'
import { useView } from '../view/view-store.ts'
import { foldGroup } from './fold-group.ts'
import { Gate } from './Gate.tsx'
import { GroupBadge } from './GroupBadge.tsx'
import styles from './StackNode.module.css'
import { StubTag } from './StubTag.tsx'
import { frameId } from './standing.ts'
import type { StackNode as Stack } from './to-react-flow.ts'
import { cardElement } from './use-kept-focus.ts'

/** The state that says most about a group: a failure before work, work before rest. */
const order: readonly BlockRunState[] = ['failed', 'running', 'waiting', 'stale', 'succeeded', 'skipped']

const useGroupState = (group: Group): BlockRunState | undefined =>
  useResults(results => {
    const states = new Set(group.blocks.map(id => results.blocks[id]?.run))
    return order.find(state => states.has(state))
  })

/** A folded group: a card with two sheets behind it, that speaks for all its blocks. */
export const StackNode = memo(({ data: { id, group, places, stubs } }: NodeProps<Stack>) => {
  const state = useGroupState(group)
  const focused = useView(view => view.focused === frameId(id))
  const kind = useDocument(store => {
    const [first] = group.blocks
    return first && store.document.graph.blocks[first]?.kind
  })
  const definition = definitionOf(kind ?? '')
  return (
    <>
      <div
        className={styles.stack}
        role="treeitem"
        aria-selected={false}
        aria-expanded={false}
        aria-label={[
          `Group ${group.title}, ${group.blocks.length} blocks`,
          ...(state ? [markWords(state)] : []),
        ].join(', ')}
        id={cardElement(frameId(id))}
        data-block={frameId(id)}
        tabIndex={focused ? 0 : -1}
        onFocus={() => useView.setState({ focused: frameId(id) })}
        onDoubleClick={() => foldGroup(id, false)}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.stopPropagation()
          foldGroup(id, false)
        }}
      >
        <div className={styles.head}>
          {definition && <Tile icon={definition.icon} family={definition.category} />}
          <span className={styles.kind}>Group · {group.blocks.length} blocks</span>
          <GroupBadge blocks={group.blocks} />
          {state && <StateMark state={state} />}
          <button
            type="button"
            className={styles.open}
            tabIndex={-1}
            aria-label={`Open ${group.title}`}
            onClick={() => foldGroup(id, false)}
          >
            <ChevronRight aria-hidden />
          </button>
        </div>
        <div className={styles.label}>{group.title}</div>
      </div>
      {places.map(place => (
        <Gate key={place.handle} block={frameId(id)} place={place} />
      ))}
      {stubs.map(stub => {
        const place = places.find(each => each.handle === stub.handle)
        return place && <StubTag key={stub.handle} stub={stub} place={place} />
      })}
    </>
  )
})
StackNode.displayName = 'StackNode'
