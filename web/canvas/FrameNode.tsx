import type { NodeProps } from '@xyflow/react'
import { ChevronDown } from 'lucide-react'
import { memo } from 'react'
import styles from './FrameNode.module.css'
import { foldGroup } from './fold-group.ts'
import { GroupBadge } from './GroupBadge.tsx'
import type { FrameNode as Frame } from './to-react-flow.ts'

/** A frame around the blocks of a group, with their worst problems in its title. */
export const FrameNode = memo(({ data: { id, group } }: NodeProps<Frame>) => (
  <section className={styles.frame} aria-label={`Group ${group.title}, ${group.blocks.length} blocks`}>
    <h2 className={styles.title}>
      <button
        type="button"
        className={styles.fold}
        tabIndex={-1}
        aria-expanded
        aria-label={`Fold ${group.title}`}
        onClick={() => foldGroup(id, true)}
      >
        <ChevronDown aria-hidden />
      </button>
      <span className={styles.name}>{group.title}</span>
      <span className={styles.count}>{group.blocks.length} blocks</span>
      <GroupBadge blocks={group.blocks} />
    </h2>
  </section>
))
FrameNode.displayName = 'FrameNode'
