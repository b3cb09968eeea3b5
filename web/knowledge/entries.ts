import { BLOCK_DOCS } from 'virtual:block-docs'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import type { Rule } from '#shared/check/rule.ts'
import { GUIDANCE } from '#shared/knowledge/guidance.ts'
import { wordsOf } from '#shared/knowledge/guide.ts'
import { GUIDES, guideOf } from '#shared/knowledge/guides/index.ts'
import { LAUNCH_ITEMS } from '#shared/knowledge/launch-checklist.ts'
import { MACHINES, machineOf } from '#shared/knowledge/machines/index.ts'
import type { Entry } from '#shared/knowledge/search-knowledge.ts'
import { explainedFields } from '../view/explained-fields.ts'
import type { KnowledgeTopic } from '../view/knowledge.ts'

/** Kinds that can be drawn; legacy ones are imported only. */
export const offeredBlocks = DEFINITIONS.filter(definition => definition.legacy !== true)

const blocks: readonly Entry<KnowledgeTopic>[] = offeredBlocks.map(definition => {
  const advice = GUIDANCE[definition.kind]
  return {
    topic: { about: 'block', kind: definition.kind },
    title: definition.title,
    summary: definition.summary,
    keywords: [...definition.keywords, definition.kind],
    body: [
      BLOCK_DOCS[definition.kind]?.body ?? '',
      advice?.when ?? '',
      ...(advice?.instead.flatMap(({ when, take }) => [when, take]) ?? []),
      ...(advice?.calls ?? []),
      ...definition.events,
      ...Object.values(explainedFields(definition)).flatMap(field => [
        field.title,
        field.help,
        field.parameter ?? '',
      ]),
    ].join(' '),
  }
})

const guides: readonly Entry<KnowledgeTopic>[] = GUIDES.map(guide => ({
  topic: { about: 'guide', id: guide.id },
  title: guide.title,
  summary: guide.summary,
  keywords: guide.keywords,
  body: wordsOf(guide),
}))

const objects: readonly Entry<KnowledgeTopic>[] = MACHINES.map(machine => ({
  topic: { about: 'object', id: machine.id },
  title: machine.title,
  summary: machine.summary,
  keywords: ['states', 'status', 'life cycle', ...machine.states.map(state => state.id)],
  body: [
    ...machine.notes,
    ...machine.states.map(state => state.meaning),
    ...machine.transitions.flatMap(({ trigger, events }) => [trigger, ...events]),
  ].join(' '),
}))

const checklist: Entry<KnowledgeTopic> = {
  topic: { about: 'checklist' },
  title: 'Before you go live',
  summary: 'The launch checklist of this design.',
  keywords: ['launch', 'go live', 'checklist', 'production', 'live keys'],
  body: LAUNCH_ITEMS.flatMap(({ title, why }) => [title, why]).join(' '),
}

/** Everything that can be found without the rules. */
export const entries: readonly Entry<KnowledgeTopic>[] = [...blocks, ...guides, ...objects, checklist]

/** The rules, as far as they are here. */
export const ruleEntries = (rules: readonly Rule[]): readonly Entry<KnowledgeTopic>[] =>
  rules.map(rule => ({
    topic: { about: 'rule', id: rule.id },
    title: rule.docs.title,
    summary: rule.docs.why,
    keywords: [rule.id, ...(rule.stripeCodes ?? [])],
    body: '',
  }))

/** What sort of page it is, in a word. */
export const sortOf: Readonly<Record<KnowledgeTopic['about'], string>> = {
  start: 'Start',
  checklist: 'Checklist',
  block: 'Block',
  object: 'States',
  guide: 'Guide',
  rule: 'Rule',
}

/** The title of a page. */
export const titleOf = (topic: KnowledgeTopic): string => {
  switch (topic.about) {
    case 'start':
      return 'Learn'
    case 'checklist':
      return checklist.title
    case 'block':
      return definitionOf(topic.kind)?.title ?? topic.kind
    case 'object':
      return machineOf(topic.id)?.title ?? topic.id
    case 'guide':
      return guideOf(topic.id)?.title ?? topic.id
    case 'rule':
      return topic.id
    default:
      return topic satisfies never
  }
}
