import { defineBlock } from '#shared/flow/block-definition.ts'
import { refOut } from '#shared/flow/ports.ts'

/** A card token, in designs that are imported. */
export const token = defineBlock({
  kind: 'token',
  title: 'Token (old)',
  summary: 'Card tokens of old designs; setup intents replaced them.',
  icon: 'box',
  docs: {
    body: 'Tokens stood for card numbers before payment methods did. They are outdated: the Payment Element with a payment or setup intent collects a method today. It is kept so that old designs can be read and are told so; it compiles to no call.',
    source: 'https://docs.stripe.com/api/tokens',
  },
  category: 'payments',
  personas: ['D'],
  keywords: [],
  events: [],
  size: 'compact',
  legacy: true,
  fields: {},
  ports: [refOut('source', 'Token')],
})
