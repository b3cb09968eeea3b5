import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { choice } from '#shared/flow/fields.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import { successOf } from '#shared/flow/paid-charges.ts'
import type { ReactionDraft } from '#shared/flow/parameters.ts'
import { refIn } from '#shared/flow/ports.ts'

/** What tells that something was paid, whichever payments there are: one per kind of object. */
const successes = ({ flow }: CompileContext): readonly ReactionDraft[] => {
  const payments = PAYMENTS.filter(kind => kind !== 'condition' && kind !== 'capture').flatMap(kind =>
    flow.ofKind(kind),
  )
  return [
    ...new Map(payments.map(payment => successOf(payment, flow)).map(draft => [draft.fetch, draft])).values(),
  ]
}

/** Reads the platform's books, those of payouts only, or those of every provider. */
const read = (content: string, context: CompileContext): void => {
  const list = { limit: 100, expand: ['data.source'] }
  if (content !== 'provider_statement') {
    context.call('balanceTransactions.list', content === 'payout' ? { ...list, type: 'payout' } : list, {
      title: content === 'payout' ? 'Read what was paid out' : 'Read what moved on the balance',
    })
    return
  }
  for (const account of context.flow.ofKind('connected-account')) {
    const onAccount = context.given(account, 'account')
    if (onAccount)
      context.call('balanceTransactions.list', list, {
        onAccount,
        title: `Read what moved at “${account.label}”`,
      })
  }
}

/** What is shown to whoever keeps the books. */
export const report = defineBlock({
  kind: 'report',
  title: 'Report',
  summary: 'Shows what moved: per payout, balance or provider.',
  icon: 'file-chart-column',
  docs: {
    body: 'Reports are made from balance transactions, never by adding up webhooks: those come twice, late, or not at all. Providers get a statement of what they were sent and what was taken back; payouts are broken down into the payments that they contain. A run reads them after each payment, when everything has followed it.',
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
  compile({ props }, context) {
    for (const success of successes(context))
      context.on({ ...success, late: true }, () => read(props.content, context))
  },
  facts: ({ props }) => `${props.content.replace('_', ' ')} per ${props.period}`,
})
