import { defineBlock } from '#shared/flow/block-definition.ts'
import { text } from '#shared/flow/fields.ts'

/** A remark on the canvas. */
export const note = defineBlock({
  kind: 'note',
  title: 'Note',
  summary: 'A remark on the canvas, for whoever reads it.',
  icon: 'sticky-note',
  docs: {
    body: 'Text that stands beside the blocks: a decision, a question to the client, a promise. It is connected to nothing, checked for nothing but secrets, and goes along into presentations and exports.',
    source: 'practice',
  },
  category: 'operations',
  personas: ['A', 'D', 'P', 'F', 'R', 'O', 'V'],
  keywords: ['comment', 'remark', 'explain', 'text'],
  events: [],
  size: 'standard',
  fields: { text: text({ title: 'Text', help: 'What is to be said.', maxLength: 2000 }) },
  ports: [],
  facts: ({ props }) => props.text.split('\n')[0]?.slice(0, 48) ?? '',
})
