import { create } from 'zustand'
import { useView } from './view-store.ts'

/** What a page of the reference is about. */
export type KnowledgeTopic =
  | { readonly about: 'start' }
  | { readonly about: 'checklist' }
  | { readonly about: 'block'; readonly kind: string }
  | { readonly about: 'object'; readonly id: string }
  | { readonly about: 'guide'; readonly id: string }
  | { readonly about: 'rule'; readonly id: string }

type Knowledge = {
  readonly topic: KnowledgeTopic
  /** Pages that were read before this one, the last one at the end. */
  readonly trail: readonly KnowledgeTopic[]
}

/** The store of the reference: its page, and the way to it. */
export const useKnowledge = create<Knowledge>(() => ({ topic: { about: 'start' }, trail: [] }))

const isOpen = (): boolean => useView.getState().overlay === 'knowledge'

/** Two topics with the same key are the same page. */
export const topicKey = (topic: KnowledgeTopic): string => Object.values(topic).join(' ')

/** Opens the reference at a page; from page to page, the way back is kept. */
export const openKnowledge = (topic: KnowledgeTopic): void => {
  const before = useKnowledge.getState()
  const same = topicKey(before.topic) === topicKey(topic)
  if (!isOpen()) useKnowledge.setState({ topic, trail: [] })
  else if (!same) useKnowledge.setState({ topic, trail: [...before.trail, before.topic] })
  useView.setState({ overlay: 'knowledge' })
}

/** Goes back to the page before. */
export const knowledgeBack = (): void => {
  const { trail } = useKnowledge.getState()
  const topic = trail.at(-1)
  if (topic) useKnowledge.setState({ topic, trail: trail.slice(0, -1) })
}

/** Closes the reference. */
export const closeKnowledge = (): void => {
  if (isOpen()) useView.setState({ overlay: null })
}
