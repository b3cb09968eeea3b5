import { defineBlock } from '#shared/flow/block-definition.ts'
import { text, textList } from '#shared/flow/fields.ts'
import { eventIn, moneyIn, refOut } from '#shared/flow/ports.ts'

/** Your own books of what moved. */
export const ledger = defineBlock({
  kind: 'ledger',
  title: 'Ledger',
  summary: 'Your own record that proves the balances sum to zero.',
  icon: 'notebook-text',
  docs: {
    body: 'Double-entry books of the platform: every movement is one posting from an account to another, so all accounts sum to zero at any time. It makes no call; it is what reconciliation compares with Stripe’s balance transactions.',
    source: 'practice',
  },
  category: 'operations',
  personas: ['F'],
  keywords: ['books', 'accounting', 'double entry', 'reconcile'],
  events: [],
  size: 'standard',
  fields: {
    accounts: textList({ title: 'Accounts', help: 'Empty = one for every party of the flow.' }),
    currency: text({ title: 'Currency', help: 'The platform’s when empty.', maxLength: 3 }),
  },
  ports: [moneyIn(undefined), eventIn(), refOut('ledger', 'Ledger')],
  facts: () => 'sums to zero',
})
