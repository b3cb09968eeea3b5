import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalAmount, text, toggle } from '#shared/flow/fields.ts'
import { PAYMENTS, SHARES } from '#shared/flow/money-ports.ts'
import { moneyIn, moneyOut } from '#shared/flow/ports.ts'

/** What the platform keeps. */
export const platformBalance = defineBlock({
  kind: 'platform-balance',
  title: 'Platform balance',
  summary: 'What the platform keeps, and pays fees from.',
  icon: 'landmark',
  docs: {
    body: 'The platform’s own Stripe balance. On separate charges it receives the whole payment, pays the processing fee, funds every transfer, and is debited for refunds and disputes. What is not transferred is the commission. It may become negative; keep a reserve for reversals that fail. Before it pays on by itself, a run reads what is available.',
    source: 'https://docs.stripe.com/connect/account-balances',
  },
  category: 'connect',
  personas: ['F'],
  keywords: ['commission', 'keep the rest', 'margin', 'reserve'],
  events: ['balance.available'],
  size: 'standard',
  fields: {
    retain: toggle({ title: 'Keeps the rest', help: 'Owns every cent that no share takes.', initial: true }),
    currency: text({ title: 'Currency', help: 'The platform’s when empty.', maxLength: 3, advanced: true }),
    payoutSchedule: choice({
      title: 'Own payouts',
      help: 'Automatic payouts can empty the balance before a delayed transfer.',
      initial: 'manual',
      choices: [
        { value: 'manual', label: 'By hand' },
        { value: 'daily', label: 'Daily' },
        { value: 'weekly', label: 'Weekly' },
        { value: 'monthly', label: 'Monthly' },
      ],
      advanced: true,
    }),
    reserveAmount: optionalAmount({
      title: 'Reserve',
      help: 'Stays in the balance for refunds and disputes.',
      min: 0,
      advanced: true,
    }),
  },
  ports: [moneyIn([...PAYMENTS, ...SHARES, 'transfer-reversal', 'top-up', 'application-fee']), moneyOut()],
  facts: block => (block.props.retain ? 'keeps the rest' : 'passes everything on'),
  account: () => 'balance:platform',
  compile(block, context) {
    const paysOn = context.flow.outOf(block, 'money-out').length > 0
    if (!paysOn) return
    context.call(
      'balance.retrieve',
      {},
      { after: context.after('money-in'), title: `Read what is available in “${block.label}”` },
    )
  },
})
