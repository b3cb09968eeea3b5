import { defineBlock } from '#shared/flow/block-definition.ts'
import { text } from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'

/** A source, in designs that are imported. */
export const source = defineBlock({
  kind: 'source',
  title: 'Source (old)',
  summary: 'The Sources API of old designs; setup intents replaced it.',
  icon: 'box',
  docs: {
    body: 'Sources kept cards and bank accounts before payment methods did. They are deprecated: a setup intent saves a payment method today, with the bank’s consent. It is kept so that old designs can be read and are told so; it compiles to no call.',
    source: 'https://docs.stripe.com/sources',
  },
  category: 'payments',
  personas: ['D'],
  keywords: [],
  events: ['source.chargeable', 'source.failed'],
  size: 'compact',
  legacy: true,
  fields: {
    type: text({
      title: 'Type',
      help: 'Card, sepa_debit and others.',
      parameter: 'type',
      initial: 'card',
      maxLength: 40,
    }),
  },
  ports: [refIn('customer', 'Customer'), refOut('source', 'Source')],
})
