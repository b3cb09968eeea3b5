import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { guideOf } from '#shared/knowledge/guides/index.ts'
import { machineOf } from '#shared/knowledge/machines/index.ts'
import { Tile } from '../ui/Tile.tsx'
import type { KnowledgeTopic } from '../view/knowledge.ts'
import { BlockArticle } from './BlockArticle.tsx'
import { ChecklistArticle } from './ChecklistArticle.tsx'
import { sortOf, titleOf } from './entries.ts'
import { GuideArticle } from './GuideArticle.tsx'
import styles from './knowledge.module.css'
import { ObjectArticle } from './ObjectArticle.tsx'
import { RuleArticle } from './RuleArticle.tsx'
import { useRules } from './rules.ts'
import { StartArticle } from './StartArticle.tsx'

const Body = ({ topic, flow }: { topic: KnowledgeTopic; flow: FlowIndex | null }) => {
  const missing = <p>There is no such page. Search for what you need.</p>
  switch (topic.about) {
    case 'start':
      return <StartArticle />
    case 'checklist':
      return <ChecklistArticle flow={flow} />
    case 'block': {
      const definition = definitionOf(topic.kind)
      return definition ? <BlockArticle definition={definition} flow={flow} /> : missing
    }
    case 'object': {
      const machine = machineOf(topic.id)
      return machine ? <ObjectArticle machine={machine} flow={flow} /> : missing
    }
    case 'guide': {
      const guide = guideOf(topic.id)
      return guide ? <GuideArticle guide={guide} flow={flow} /> : missing
    }
    case 'rule':
      return <RuleArticle id={topic.id} />
    default:
      return topic satisfies never
  }
}

const summaryOf = (topic: KnowledgeTopic): string => {
  if (topic.about === 'block') return definitionOf(topic.kind)?.summary ?? ''
  if (topic.about === 'object') return machineOf(topic.id)?.summary ?? ''
  return topic.about === 'guide' ? (guideOf(topic.id)?.summary ?? '') : ''
}

const Sort = ({ topic }: { topic: KnowledgeTopic }) => {
  const definition = topic.about === 'block' ? definitionOf(topic.kind) : undefined
  return (
    <p className={styles.sortLine}>
      {definition && <Tile icon={definition.icon} family={definition.category} />}
      {sortOf[topic.about]}
    </p>
  )
}

/** A page of the reference. */
export const Article = ({ topic, flow }: { topic: KnowledgeTopic; flow: FlowIndex | null }) => {
  const rule = useRules(({ rules }) =>
    topic.about === 'rule' ? rules.find(({ id }) => id === topic.id)?.docs.title : undefined,
  )
  const summary = summaryOf(topic)
  return (
    <article className={styles.article}>
      {topic.about !== 'start' && <Sort topic={topic} />}
      <h2 tabIndex={-1}>{rule ?? (topic.about === 'start' ? 'Learn while you draw' : titleOf(topic))}</h2>
      {summary && <p className={styles.summary}>{summary}</p>}
      <Body topic={topic} flow={flow} />
    </article>
  )
}
