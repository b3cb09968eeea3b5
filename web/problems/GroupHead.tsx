import { definitionOf } from '#shared/blocks/index.ts'
import { blockId } from '#shared/flow/ids.ts'
import { openRule } from '../analysis/rule-page.ts'
import { useDocument } from '../document/document-store.ts'
import { Tile } from '../ui/Tile.tsx'
import type { Grouping, ProblemGroup } from '../view/problem-list.ts'
import { revealBlock } from '../view/view-store.ts'
import { FixAll } from './FixAll.tsx'
import styles from './ProblemsPanel.module.css'

const severities: Readonly<Record<string, string>> = { error: 'Errors', warning: 'Warnings', info: 'Advice' }

const RuleName = ({ group }: { group: ProblemGroup }) => {
  const rule = group.problems[0]?.rule ?? group.key
  return (
    <>
      <button type="button" className={styles.groupName} onClick={() => openRule(group.key)}>
        {rule}
      </button>
      <span className={styles.count}>{group.problems.length}</span>
      <span className={styles.groupFix}>
        <FixAll code={group.key} rule={rule} />
      </span>
    </>
  )
}

const BlockName = ({ group }: { group: ProblemGroup }) => {
  const id = blockId(group.key)
  const block = useDocument(state => state.document.graph.blocks[id])
  const definition = block && definitionOf(block.kind)
  return (
    <>
      {definition && <Tile icon={definition.icon} family={definition.category} />}
      {block ? (
        <button type="button" className={styles.groupName} onClick={() => revealBlock(id)}>
          {block.label}
        </button>
      ) : (
        'The whole flow'
      )}
      <span className={styles.count}>{group.problems.length}</span>
    </>
  )
}

/** What a group of problems has in common. */
export const GroupHead = ({ group, grouping }: { group: ProblemGroup; grouping: Grouping }) => (
  <h3 className={styles.groupHead}>
    {grouping === 'severity' && (
      <>
        {severities[group.key] ?? group.key} <span className={styles.count}>{group.problems.length}</span>
      </>
    )}
    {grouping === 'rule' && <RuleName group={group} />}
    {grouping === 'block' && <BlockName group={group} />}
  </h3>
)
