import { GraduationCap } from 'lucide-react'
import { documentStore } from '../document/document-store.ts'
import { closeKnowledge, type KnowledgeTopic, openKnowledge } from '../view/knowledge.ts'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** The page of the one selected block's kind, else the first page. */
const topicAtHand = (): KnowledgeTopic => {
  const { selection } = useView.getState()
  const [id] = selection
  const block =
    id && selection.size === 1 ? documentStore.use.getState().document.graph.blocks[id] : undefined
  return block ? { about: 'block', kind: block.kind } : { about: 'start' }
}

/** Opens the reference: about the selected block, or at its first page. */
export const learn: Command = {
  id: 'knowledge',
  label: 'Learn about Stripe',
  group: 'Help',
  icon: GraduationCap,
  keys: ['F1'],
  words: 'help reference knowledge guide documentation checklist about this block',
  whileTyping: true,
  perform: () => {
    if (useView.getState().overlay === 'knowledge') closeKnowledge()
    else openKnowledge(topicAtHand())
  },
}
