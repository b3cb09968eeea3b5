import { defineBlock } from '#shared/flow/block-definition.ts'
import { text, toggle } from '#shared/flow/fields.ts'
import { eventIn, eventOut, moneyIn } from '#shared/flow/ports.ts'

/** Something outside Stripe. */
export const externalSystem = defineBlock({
  kind: 'external-system',
  title: 'External system',
  summary: 'A system outside Stripe: shop, warehouse, books.',
  icon: 'plug',
  docs: {
    body: 'Whatever takes part and is not Stripe: the app’s own server, the warehouse that sends the goods, the accounting. It takes events and gives some, such as a job that is done. It is drawn so that nobody forgets it; a run calls nothing there.',
    source: 'practice',
  },
  category: 'operations',
  personas: ['A'],
  keywords: ['own server', 'warehouse', 'accounting', 'crm', 'erp', 'mail'],
  events: [],
  size: 'standard',
  fields: {
    name: text({ title: 'Name', help: 'What it is called; the label is used when empty.', maxLength: 80 }),
    url: text({ title: 'Address', help: 'Where it is reached, for your documentation.', maxLength: 500 }),
    sink: toggle({
      title: 'Money ends here',
      help: 'What goes in leaves the flow.',
      initial: true,
      advanced: true,
    }),
  },
  ports: [eventIn(), moneyIn(undefined), eventOut()],
  facts: ({ props }) => (props.name || props.url).slice(0, 48) || 'outside Stripe',
})
