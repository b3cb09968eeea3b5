import type { ReactNode } from 'react'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { GUIDES } from '#shared/knowledge/guides/index.ts'
import { launchChecklist } from '#shared/knowledge/launch-checklist.ts'
import { MACHINES } from '#shared/knowledge/machines/index.ts'
import { type Family, families } from '#shared/scene/tokens.ts'
import { Tile } from '../ui/Tile.tsx'
import { type KnowledgeTopic, openKnowledge, topicKey, useKnowledge } from '../view/knowledge.ts'
import { offeredBlocks } from './entries.ts'
import styles from './knowledge.module.css'

const titles: Readonly<Record<Family, string>> = {
  customer: 'Customer and entry',
  catalog: 'Catalog',
  billing: 'Billing',
  payments: 'Payments',
  connect: 'Connect',
  operations: 'Operations',
}

/** One line of the table of contents. */
const Line = ({ topic, children }: { topic: KnowledgeTopic; children: ReactNode }) => {
  const here = useKnowledge(state => topicKey(state.topic) === topicKey(topic))
  return (
    <button
      type="button"
      data-line
      className={styles.line}
      aria-current={here ? 'page' : undefined}
      onClick={() => openKnowledge(topic)}
    >
      {children}
    </button>
  )
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3 className={styles.groupTitle}>{title}</h3>
    {children}
  </section>
)

/** The table of contents: guides, objects, blocks by family. */
export const Contents = ({ flow }: { flow: FlowIndex | null }) => (
  <>
    <Group title="This design">
      <Line topic={{ about: 'checklist' }}>
        Before you go live
        {flow && <span className={styles.count}>{launchChecklist(flow).length}</span>}
      </Line>
    </Group>
    <Group title="Guides">
      {GUIDES.map(guide => (
        <Line key={guide.id} topic={{ about: 'guide', id: guide.id }}>
          {guide.title}
        </Line>
      ))}
    </Group>
    <Group title="States of objects">
      {MACHINES.map(machine => (
        <Line key={machine.id} topic={{ about: 'object', id: machine.id }}>
          {machine.title}
        </Line>
      ))}
    </Group>
    {families.map(family => (
      <Group key={family} title={titles[family]}>
        {offeredBlocks
          .filter(definition => definition.category === family)
          .map(definition => (
            <Line key={definition.kind} topic={{ about: 'block', kind: definition.kind }}>
              <Tile icon={definition.icon} family={family} />
              {definition.title}
            </Line>
          ))}
      </Group>
    ))}
  </>
)
