import { defineBlock } from '#shared/flow/block-definition.ts'
import { eventOut, moneyOut, refIn, refOut } from '#shared/flow/ports.ts'

/** The Card Element, in designs that are imported. */
export const cardElement = defineBlock({
  kind: 'card-element',
  title: 'Card element (old)',
  summary: 'Card fields of old designs; the Payment Element replaced them.',
  icon: 'box',
  docs: {
    body: 'The Card Element takes cards alone. Stripe calls it legacy and points to the Payment Element, which offers every method that the Dashboard allows, wallets and saved methods. It is kept so that old designs can be read and are told so; it compiles to no call.',
    source: 'https://docs.stripe.com/payments/payment-element/migration',
  },
  category: 'customer',
  personas: ['D'],
  keywords: [],
  events: [],
  size: 'standard',
  legacy: true,
  fields: {},
  ports: [refIn('customer', 'Customer'), moneyOut(), refOut('element', 'Saved by'), eventOut()],
})
