import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalAmount, textList } from '#shared/flow/fields.ts'
import { eventOut, refOut } from '#shared/flow/ports.ts'

/** Fraud rules. */
export const radar = defineBlock({
  kind: 'radar',
  title: 'Radar',
  summary: 'Scores payments for fraud: block, review, authenticate.',
  icon: 'shield',
  docs: {
    body: 'Radar scores every payment and follows rules: block, allow, send to review, ask the bank to authenticate. Rules are kept in the Dashboard and have no API, so that this block documents the choice. An early fraud warning comes from the issuer days later: a refund in time can avoid the dispute.',
    source: 'https://docs.stripe.com/radar/rules',
  },
  category: 'payments',
  personas: ['R'],
  keywords: ['fraud', 'risk', 'block stolen cards', '3d secure', 'review'],
  events: [
    'radar.early_fraud_warning.created',
    'radar.early_fraud_warning.updated',
    'review.opened',
    'review.closed',
  ],
  size: 'standard',
  fields: {
    rules: textList({
      title: 'Rules',
      help: 'As they stand in the Dashboard: Block if :risk_level: = ‘highest’.',
    }),
    request3ds: choice({
      title: 'Authentication',
      help: 'When the bank is asked to authenticate the customer.',
      initial: 'automatic',
      choices: [
        { value: 'automatic', label: 'When required' },
        { value: 'any', label: 'Whenever possible' },
        { value: 'challenge', label: 'Always with a challenge' },
      ],
    }),
    reviewAbove: optionalAmount({
      title: 'Review above',
      help: 'Larger payments wait for a person.',
      min: 1,
    }),
  },
  ports: [refOut('radar', 'Radar'), eventOut()],
  precondition: ({ props }) => (props.rules.length === 0 ? '' : `Radar, Rules: ${props.rules.join('; ')}`),
  facts: ({ props }) => (props.rules.length === 0 ? 'Stripe’s own rules' : `${props.rules.length} own rules`),
})
