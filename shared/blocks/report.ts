import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice } from '#shared/flow/fields.ts'
import { refIn } from '#shared/flow/ports.ts'

/** What is shown to whoever keeps the books. */
export const report = defineBlock({
  kind: 'report',
  title: 'Report',
  summary: 'Shows what moved: per payout, balance or provider.',
  icon: 'file-chart-column',
  docs: {
    body: 'Reports are made from balance transactions, never by adding up webhooks: those come twice, late, or not at all. Providers get a statement of what they were sent and what was taken back; payouts are broken down into the payments that they contain.',
    source: 'https://docs.stripe.com/reports',
  },
  category: 'operations',
  personas: ['F', 'V'],
  keywords: ['statement', 'closing the books', 'reconciliation', 'month end'],
  events: ['payout.reconciliation_completed'],
  size: 'compact',
  fields: {
    content: choice({
      title: 'Shows',
      help: 'What is broken down.',
      initial: 'balance',
      choices: [
        { value: 'balance', label: 'The balance' },
        { value: 'payout', label: 'A payout' },
        { value: 'provider_statement', label: 'A provider’s statement' },
      ],
    }),
    period: choice({
      title: 'Per',
      help: 'How often it is made.',
      initial: 'month',
      choices: [
        { value: 'day', label: 'Day' },
        { value: 'week', label: 'Week' },
        { value: 'month', label: 'Month' },
      ],
    }),
  },
  ports: [refIn('ledger', 'Ledger')],
  facts: ({ props }) => `${props.content.replace('_', ' ')} per ${props.period}`,
})
